"""Records in Markdown with YAML front matter, as health agencies' pages are often scraped to."""
