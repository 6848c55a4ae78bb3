"""Flowing text: files that say themselves what is a heading, a quotation, a note (Word, Markdown).

`pieces` is what a format's reader hands over, `headings` what a heading's words say, `outline` which division begins
where, `compose` makes the Document.
"""
