"""Other readers that an export takes in as well: a button with a menu of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from annotator.i18n import _

BESIDE = "QToolButton { min-height: 16px; padding: 2px 7px; } QToolButton::menu-indicator { image: none; }"
"""A button as high as the combo box that it stands beside."""

_LONGEST = 60  # code points of a title in the menu


class OtherReaders(QToolButton):
    """Each is ticked on or off; the button tells how many are. Hidden where there are none."""

    changed = Signal()

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        """`titles` by the readers' ids."""
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setStyleSheet(BESIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        name = _("Other readers, in the same file")
        self.setToolTip(name)
        self.setAccessibleName(name)
        menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for reader_id, title in titles.items():
            short = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…"
            action = menu.addAction(short.replace("&", "&&"))
            action.setCheckable(True)
            action.toggled.connect(self._tell)
            self._actions[reader_id] = action
        self.setMenu(menu)
        self.setVisible(bool(titles))
        self._name()

    def chosen(self) -> list[str]:
        """The ids of those that are ticked."""
        return [reader_id for reader_id, action in self._actions.items() if action.isChecked()]

    def _tell(self) -> None:
        self._name()
        self.changed.emit()

    def _name(self) -> None:
        count = len(self.chosen())
        self.setText(_("and {n}").format(n=count) if count else _("and…"))
