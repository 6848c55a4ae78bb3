"""Text that came off printed pages: page furniture out, page turns kept, paragraphs made whole again.

A pipeline of small steps, each a module that can be read and tested alone: `lines` (facts about each line),
`heads`, `stamps` and `furniture` (what the page printed round the text), `notes` (notes sections), `feet` with
`symbols` and `strewn` (footnotes), `pages` (turns and labels), `sources`, `tables`, `paragraphs` with `hyphens`,
`apart` with `narrow` and `odds` (quotations and verses by their measure), `divisions`, `quotes`, `note_groups`,
`markers`; `reader` runs them. Everything is learned from the text itself: no rule knows one book.
"""
