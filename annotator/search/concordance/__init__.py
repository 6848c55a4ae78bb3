"""Keyword in context, counts, dispersion and collocates: pure functions on the words of a text."""
