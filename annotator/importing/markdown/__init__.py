"""Markdown files: CommonMark with tables, footnotes, front matter and line blocks.

`front_matter` reads what the file says of itself, `inline` the inside of a block, `blocks` the blocks, `reader` makes
the Document.
"""
