"""Hostile inputs: what becomes of files that nobody wrote in good faith."""
