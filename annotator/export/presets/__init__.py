"""Presets: small templates that say how headings and excerpts of an export look."""
