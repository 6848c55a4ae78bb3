"""The kinds of file that come in, as file dialogs offer them, and names for those that go out."""

from __future__ import annotations

import re

from annotator.i18n import _

_KINDS = (
    ("PDF", "*.pdf"),
    ("EPUB", "*.epub"),
    ("Word", "*.docx"),
    ("HTML", "*.html *.htm *.xhtml"),
    ("Markdown", "*.md *.markdown"),
    (_("Plain text"), "*.txt *.text"),
)

_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')  # in names of files, on one system or another
_LONGEST = 80  # code points of a title in a name


def name_filters() -> str:
    """All kinds together first, then each, then every file: what a file is, is told by its content."""
    every = " ".join(patterns for _kind, patterns in _KINDS)
    kinds = (f"{kind} ({patterns})" for kind, patterns in _KINDS)
    return ";;".join((_("Texts ({patterns})").format(patterns=every), *kinds, _("All files (*)")))


def file_name(title: str) -> str:
    """A title as a file may be called on every system."""
    fit = " ".join(_UNFIT.sub(" ", title).split()).strip(". ")
    return fit[:_LONGEST].rstrip(". ") or _("Reader")
