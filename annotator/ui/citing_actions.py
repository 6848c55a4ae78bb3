"""The actions of citing; they are part of the one table."""

from __future__ import annotations

from annotator.i18n import _
from annotator.ui.action_spec import ActionSpec, on_window

# The keys of `export.citation_styles.STYLES`, which a start needn't wait for.
CITATION_STYLES: tuple[tuple[str, str, str], ...] = (
    ("reading", _("&Reading: Fainsod, in Ostrow (ed.), p. 17"), _("Copy quotations with author, editor and page")),
    ("author-date", _("&Author and date: (Fainsod 1963, 17)"), _("Copy quotations with author, year and page")),
    ("note", _("&Notes: a footnote with all that is known"), _("Copy quotations with a footnote")),
    ("pandoc", _("&Pandoc: [@fainsod1963terror, p. 17]"), _("Copy quotations with a citation key, for pandoc")),
)
BOOK: tuple[ActionSpec, ...] = (
    on_window(
        "cite-book",
        _("&Book…"),
        "file",
        _("Title, editor, publisher, year and citation key of this book, and the sources of its selections"),
        "Ctrl+Alt+B",
    ),
    on_window(
        "cite-selection",
        _("Source of this se&lection…"),
        "file",
        _("Author, title, first publication and citation key of the selection you are in"),
        "Ctrl+Shift+B",
    ),
)
CITING: tuple[ActionSpec, ...] = tuple(
    on_window(f"cite-style-{key}", name, "edit/citing", tip, checkable=True, exclusive="citing", needs_reader=False)
    for key, name, tip in CITATION_STYLES
)
