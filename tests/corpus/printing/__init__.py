"""Setting the corpus in real pages, and reading back from the PDFs what went where."""
