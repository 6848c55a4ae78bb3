"""Text whose places on the page are known: the steps of `printed`, weighing how the lines lie as well.

`paragraphs` (whether a line runs on), `outline`, `contents`, `tables`, `verse`, `quotes`, `notes`, `footnotes`,
`markers`, `looks`, `headings`, `openings` and `divisions` (headings by their type and by the file's outline);
`reader` runs them on the lines that a format has made.
"""
