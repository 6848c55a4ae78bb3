"""The bar that comes to a finished selection: the roles, and what else one does with words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QToolButton

from annotator.i18n import _
from annotator.ui.reading.hit_test import span_rects

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction, QIcon, QKeyEvent

    from annotator.ui.reading.view import ReadingView
    from annotator.ui.theme import Theme

_GAP = 8
"""Pixels between the bar and the selected words."""
_EDGE = 8
"""Pixels between the bar and the edges of the page."""
_BUTTON = 28
"""Pixels: how high a button is, and how wide at least."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RoleButton(NamedTuple):
    """A role as the bar offers it: its key, its mark, its name, the theme's key of its colour, its tool tip."""

    key: str
    mark: str
    name: str
    colour: str
    tip: str


class Tool(NamedTuple):
    """An action that the bar offers, and the name of its icon."""

    action: QAction
    icon: str


class SelectionBar(QFrame):
    """Hidden until a selection is finished. A click leaves the focus with the page; Tab brings it here, Esc back."""

    def __init__(self, view: ReadingView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.setObjectName("selectionBar")
        self.setAccessibleName(_("Selection"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(4, 4, 4, 4)
        self._rows.setSpacing(4)
        self._role_row, self._tool_row = QHBoxLayout(), QHBoxLayout()
        for row in (self._role_row, self._tool_row):
            row.setSpacing(4)
            self._rows.addLayout(row)
        self._roles: list[tuple[RoleButton, QToolButton]] = []
        self._tools: list[tuple[Tool, QToolButton]] = []
        self._icons: Callable[[str], QIcon] | None = None
        self._undrawn = True  # the icons, until the bar is seen
        self._wanted = False
        self._on = True
        self.hide()

    def set_roles(self, roles: Sequence[RoleButton]) -> None:
        """The roles to offer, in order."""
        for _role, button in self._roles:
            self._role_row.removeWidget(button)
            button.deleteLater()
        self._roles = []
        for role in roles:
            button = self._button(self._role_row, role.tip, role.name)
            button.setText(role.mark)
            button.clicked.connect(lambda _checked=False, key=role.key: self._view.roleChosen.emit(key))
            self._roles.append((role, button))
        self._chain()
        self.follow()

    def set_tools(self, tools: Sequence[Tool], icons: Callable[[str], QIcon]) -> None:
        """What else to offer; `icons` gives a picture in the theme's ink by its name."""
        self._icons = icons
        for tool in tools:
            button = self._button(self._tool_row, tool.action.toolTip(), tool.action.text().replace("&", ""))
            button.setIconSize(QSize(20, 20))
            button.clicked.connect(lambda _checked=False, action=tool.action: action.trigger())
            tool.action.changed.connect(lambda action=tool.action, b=button: b.setToolTip(action.toolTip()))
            self._tools.append((tool, button))
        self._chain()

    def set_theme(self, theme: Theme) -> None:
        """Quiet colours: the roles' own, on a raised ground with a hairline around."""
        self.setStyleSheet(
            f"#selectionBar {{ background: {theme.raised}; border: 1px solid {theme.hairline}; border-radius: 8px; }}"
            f"QToolButton {{ color: {theme.ink}; border: 2px solid transparent; border-radius: 5px; padding: 0; }}"
            f"QToolButton:hover {{ border-color: {theme.muted}; }}"
            f"QToolButton:pressed {{ background: {theme.selection}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent}; }}"
        )
        for role, button in self._roles:
            colour = theme.role_colour(role.colour)
            paint = f"color: {colour}" if theme.contrast else f"background: {colour}"
            button.setStyleSheet(f"QToolButton {{ {paint}; font-weight: 600; }}")
        self._undrawn = True

    def set_on(self, on: bool) -> None:
        """Whether it comes at all."""
        self._on = on
        self.follow()

    def appear(self) -> None:
        """Come to the selection and stay with it until dismissed; not to one without a word."""
        self._wanted = bool(self._view.passages())
        self.follow()

    def dismiss(self) -> None:
        """Go, until the next selection is finished."""
        self._wanted = False
        self._go()

    def follow(self) -> None:
        """Stand above the words selected last, or below them; hide where neither leaves all selected words free."""
        span, scene = self._view.selection(), self._view.scene
        spans = self._view.selections()
        if not self._wanted or not self._on or not spans or scene is None:
            self._go()
            return
        words = [span_rects(scene, one) for one in spans]
        last = span_rects(scene, span) if span is not None else words[-1]
        place = self._place(last, [rect for rects in words for rect in rects], scene.flow.inset)
        if place is None:
            self._go()
            return
        self._draw_icons()
        self.move(place)
        self.show()
        self.raise_()

    def take_focus(self) -> bool:
        """Give the keyboard to the first button; False where the bar isn't there."""
        if self.isHidden() or not self._buttons():
            return False
        self._buttons()[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from button to button, Enter presses, Esc goes back to the page."""
        buttons, key = self._buttons(), Qt.Key(event.key())
        at = next((number for number, button in enumerate(buttons) if button.hasFocus()), None)
        if at is None:
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            self._view.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            buttons[at].click()
        elif key in _STEPS:
            buttons[(at + _STEPS[key]) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            buttons[0 if key == Qt.Key.Key_Home else -1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            event.ignore()

    def _place(self, last: Sequence[QRectF], words: Sequence[QRectF], top: float) -> QPoint | None:
        """The first free place: above and below what was selected last, then above and below all of it."""
        room = self._view.viewport().size()
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight)
        if self._size().width() > room.width() - 2 * _EDGE:
            self._rows.setDirection(QBoxLayout.Direction.TopToBottom)
        size = self._size()
        self.resize(size)
        for rects in (last, words):
            if not rects:
                continue
            first, end = min(rects, key=QRectF.top), max(rects, key=QRectF.bottom)
            for line, y in ((first, first.top() - _GAP - size.height()), (end, end.bottom() + _GAP)):
                left = max(min(line.center().x() - size.width() / 2, room.width() - size.width() - _EDGE), _EDGE)
                box = QRectF(left, y, size.width(), size.height())
                inside = box.top() >= top and box.bottom() <= room.height()
                if inside and not any(rect.intersects(box) for rect in words):
                    return QPoint(round(left), round(y))
        return None

    def _draw_icons(self) -> None:
        if self._undrawn and self._icons is not None:
            self._undrawn = False
            for tool, button in self._tools:
                button.setIcon(self._icons(tool.icon))

    def _size(self) -> QSize:
        self._rows.activate()
        return self.sizeHint()

    def _go(self) -> None:
        ours = any(button.hasFocus() for button in self._buttons())
        self.hide()
        if ours:
            self._view.setFocus()

    def _buttons(self) -> list[QToolButton]:
        return [button for _what, button in (*self._roles, *self._tools)]

    def _chain(self) -> None:
        """Tab goes through the buttons as they stand."""
        for before, after in pairwise(self._buttons()):
            self.setTabOrder(before, after)

    def _button(self, row: QHBoxLayout, tip: str, name: str) -> QToolButton:
        button = _Button(self)
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        button.setFixedHeight(_BUTTON)
        button.setMinimumWidth(_BUTTON)
        row.addWidget(button)
        button.show()  # at once, that the bar knows its size
        return button


class _Button(QToolButton):
    """Leaves all keys but Space to the bar: Qt's own would walk out of it with the arrows."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
