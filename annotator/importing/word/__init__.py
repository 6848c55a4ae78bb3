"""Word files (DOCX): the parts of the package, parsed as they are written.

`package` opens the parts, `styles` and `numbering` say how a paragraph looks, `words` reads the inside of a paragraph,
`story` the paragraphs and tables of a part, `classify` tells what each is, `pages` where pages turn, `reader` puts all
of it together.
"""
