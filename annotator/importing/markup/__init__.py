"""HTML and EPUB into Documents: one walker makes pieces of an element tree, and the divisions are read off them."""
