"""Annotator: a desktop program for close reading."""

__version__ = "0.1.0"
