"""A person who edits an exported file, and a reader whose annotations change: for the fuzz of the living file."""
