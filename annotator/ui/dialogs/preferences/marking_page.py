"""Preferences: what stands beside the text, and what marking does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.i18n import _
from annotator.sentences import role_name
from annotator.ui.choices import Choices
from annotator.ui.dialogs.preferences.page import Page
from annotator.ui.reading_pane import HIDDEN, LEAST_MARGIN, MARKS_ONLY, NOTES, WIDEST_MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from annotator.model.annotation import Role

_STEP = 4  # pixels


class MarkingPage(Page):
    """The margin's width counts in a window that has no room to spare; a wide window gives it more."""

    def __init__(self, roles: Iterable[Role], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group(_("Beside the text"))
        states = [(_("Notes"), NOTES), (_("Marks only"), MARKS_ONLY), (_("Nothing"), HIDDEN)]
        self.margin = self.combo(
            _("The margin &shows"), states, lambda c: c.margin, lambda c, state: c._replace(margin=state)
        )
        self.notes_width = self.slider(
            _("&Width of the notes"),
            (LEAST_MARGIN, WIDEST_MARGIN),
            _STEP,
            lambda pixels: _("{n} px").format(n=pixels),
            lambda c: c.margin_width,
            lambda c, pixels: c._replace(margin_width=pixels),
        )
        self.map = self.box(_("&Map of the text at the right"), lambda c: c.map, lambda c, on: c._replace(map=on))
        self.group(_("Marking"))
        offers = [(_("The role used last"), "")]
        offers += [(f"{role.mark}  {role_name(role)}", role.key) for role in roles]
        self.role = self.combo(_("&Role of new marks"), offers, lambda c: c.role, lambda c, key: c._replace(role=key))
        self.role.setToolTip(_("The role of what is marked with H, or with a note"))
        self.bar = self.box(_("Show a &bar beside what is selected"), lambda c: c.bar, lambda c, on: c._replace(bar=on))
        self.caret = self.box(
            _("A &cursor in the text, always"), lambda c: c.caret_mode, lambda c, on: c._replace(caret_mode=on)
        )
        self.caret.setToolTip(_("Caret mode: read and mark by keyboard alone"))
        self.rows.addStretch(1)

    def show_choices(self, choices: Choices) -> None:
        """The width means nothing where there are no notes."""
        super().show_choices(choices)
        self.notes_width.setEnabled(choices.margin == NOTES)

    def usual(self, choices: Choices) -> Choices:
        """Margin and marking as they were at first."""
        first = Choices()
        return choices._replace(
            margin=first.margin,
            margin_width=first.margin_width,
            map=first.map,
            role=first.role,
            bar=first.bar,
            caret_mode=first.caret_mode,
        )
