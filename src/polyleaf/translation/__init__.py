"""Who says it in other words, and may we print it: messages, catalogs, and merging by unit id."""
