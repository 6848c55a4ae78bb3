"""Finding words: in the open text, in all texts and notes (Whoosh, lazily), and in one text alone."""
