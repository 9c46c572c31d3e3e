"""How a language is set: the table of languages, its dates and hours, its marks and line breaks."""
