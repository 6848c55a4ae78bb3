"""PDF files: characters by their place on the page → lines with layout facts → the steps for printed text.

`opening` (the file, its labels and bookmarks), `characters` (what stands where), `rows` with `spacing` and
`direction` (characters into words and lines), `dropped` (capitals), `pages` (all of that, page by page), `setting`
(the usual type), `furniture` and `feet` (heads, page numbers and footnotes by their place), `columns` (the order of
reading), `frames` (the measure that lines are set to), `lines` and `assembly` (lines with layouts), `numbering`
(the labels of pages); `reader` runs them.
"""
