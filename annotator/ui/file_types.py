"""The kinds of file that come in, as file dialogs offer them."""

from __future__ import annotations

from annotator.i18n import _

_KINDS = (
    ("PDF", "*.pdf"),
    ("EPUB", "*.epub"),
    ("Word", "*.docx"),
    ("HTML", "*.html *.htm *.xhtml"),
    ("Markdown", "*.md *.markdown"),
    (_("Plain text"), "*.txt *.text"),
)


def name_filters() -> str:
    """All kinds together first, then each, then every file: what a file is, is told by its content."""
    every = " ".join(patterns for _kind, patterns in _KINDS)
    kinds = (f"{kind} ({patterns})" for kind, patterns in _KINDS)
    return ";;".join((_("Texts ({patterns})").format(patterns=every), *kinds, _("All files (*)")))
