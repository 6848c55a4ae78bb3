"""Flowing text: files that say themselves what is a heading, a quotation, a note (Word, Markdown).

`pieces` is what a format's reader hands over, `outline` tells which division begins where, `compose`
makes the Document.
"""
