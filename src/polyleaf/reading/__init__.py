"""How files are read: YAML with the place of every value, and strict models to check it against."""
