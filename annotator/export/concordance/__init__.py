"""A concordance as files: lines as CSV and Markdown, the plot as SVG. Pure functions."""
