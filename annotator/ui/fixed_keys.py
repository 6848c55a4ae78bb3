"""Keys that aren't actions' and can't be changed: moving, answering, and what a list does with the row chosen."""

from __future__ import annotations

from annotator.i18n import _

FIXED: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        _("In the text"),
        (
            (_("Space, PgDown; Shift+Space, PgUp"), _("One window on, one back")),
            (_("↑, ↓; Home, End"), _("A little up or down; to the beginning, to the end")),
            (_("←, →"), _("Bring a cursor into the text, and move it")),
            (_("Shift with ←, →, ↑, ↓, Home, End"), _("Select; with Ctrl by words and paragraphs")),
            (_("Enter"), _("Show the note of the marker that has a ring")),
            (_("Tab"), _("To the bar at the selection")),
            (_("Esc"), _("Back out: the selection, the cursor, what is current")),
        ),
    ),
    (
        _("In the margin"),
        (
            (_("↑, ↓"), _("From note to note")),
            (_("←, →"), _("Through the links of the current note; Enter follows one, Del takes it away")),
            (_("Enter, F2"), _("Write in the current note")),
        ),
    ),
    (
        _("While you write a note"),
        (
            (_("Esc, Ctrl+Enter"), _("Finish; all of it is saved")),
            ("[[", _("Offer other annotations to link to")),
        ),
    ),
    (
        _("In the table of all notes"),
        (
            (_("Enter; Ctrl+Enter"), _("Go to the passage; show it and stay in the table")),
            (_("1 to 9; T; Del"), _("Another role, tags, the trash, for all rows chosen")),
            (_("F2, E"), _("Write in the cell; write in the note")),
        ),
    ),
)
"""Groups of keys, and what each does; the page of keys shows them below the actions."""
