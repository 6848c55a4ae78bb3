"""The small bar that comes to a fresh selection: six roles, a note, a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from annotator.i18n import _
from annotator.model.annotation import ROLES
from annotator.ui.reading.hit_test import span_rects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.model.annotation import Role
    from annotator.ui.reading.view import ReadingView
    from annotator.ui.theme import Theme

_GAP = 8
"""Pixels between the bar and the selected words."""


class SelectionBar(QFrame):
    """Never takes the focus: keys go on to the page. Hidden until a selection is finished."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.setObjectName("selectionBar")
        self.setAccessibleName(_("Selection"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(5, 4, 5, 4)
        self._row.setSpacing(3)
        self._roles: list[tuple[Role, QToolButton]] = []
        self._note = self._button(_("Note"), _("Write a note on these words (N)"))
        self._note.clicked.connect(view.noteRequested)
        self._copy = self._button(_("Copy"), _("Copy with citation (Ctrl+Shift+C)"))
        self._copy.clicked.connect(view.copyRequested)
        self.set_roles(ROLES)
        self._wanted = False
        self.hide()

    def set_roles(self, roles: Sequence[Role]) -> None:
        """The roles to offer, in order; the first is chosen by key 1."""
        for _role, button in self._roles:
            button.deleteLater()
        self._roles = []
        for number, role in enumerate(roles, start=1):
            button = self._button(role.mark, f"{_(role.name)} ({number})", at=number - 1)
            button.setAccessibleName(_(role.name))
            button.clicked.connect(lambda _checked=False, number=number: self._view.roleChosen.emit(number))
            self._roles.append((role, button))

    def set_theme(self, theme: Theme) -> None:
        """Quiet colours: the roles' own, on a raised ground with a hairline around."""
        self.setStyleSheet(
            f"#selectionBar {{ background: {theme.raised}; border: 1px solid {theme.hairline}; border-radius: 8px; }}"
            f"QToolButton {{ color: {theme.ink}; border: 1px solid transparent; border-radius: 5px;"
            " padding: 3px 7px; }"
            f"QToolButton:hover {{ border-color: {theme.muted}; }}"
            f"QToolButton:pressed {{ background: {theme.selection}; }}"
        )
        for role, button in self._roles:
            colour = theme.role_colour(role.colour)
            paint = f"color: {colour}" if theme.contrast else f"background: {colour}"
            button.setStyleSheet(f"QToolButton {{ {paint}; font-weight: 600; min-width: 14px; }}")

    def appear(self) -> None:
        """Come to the selection and stay with it until dismissed."""
        self._wanted = True
        self.follow()

    def dismiss(self) -> None:
        """Go, until the next selection is finished."""
        self._wanted = False
        self.hide()

    def follow(self) -> None:
        """Stand above the selected words, or below them; hide where neither leaves them free."""
        span, scene = self._view.selection(), self._view.scene
        if not self._wanted or span is None or scene is None:
            self.hide()
            return
        place = self._place(span_rects(scene, span), scene.flow.inset)
        if place is None:
            self.hide()
            return
        self.move(place)
        self.show()
        self.raise_()

    def _place(self, words: list[QRectF], top: float) -> QPoint | None:
        size, room = self.sizeHint(), self._view.viewport().size()
        self.resize(size)
        if not words:
            return None
        first, last = min(words, key=QRectF.top), max(words, key=QRectF.bottom)
        if first.top() - _GAP - size.height() >= top:
            y, x = first.top() - _GAP - size.height(), first.center().x()
        elif last.bottom() + _GAP + size.height() <= room.height():
            y, x = last.bottom() + _GAP, last.center().x()
        else:
            return None
        left = min(max(x - size.width() / 2, 8), room.width() - size.width() - 8)
        return QPoint(round(left), round(y))

    def _button(self, text: str, tip: str, at: int = -1) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        self._row.insertWidget(at, button)
        return button
