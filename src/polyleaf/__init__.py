"""Multilingual patient leaflets as printable, accessible PDFs."""

from importlib.metadata import version

__version__ = version("polyleaf")
