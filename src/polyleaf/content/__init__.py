"""What is said: leaflets, their inline text and the library they share, before any translation."""
