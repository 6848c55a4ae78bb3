"""QActions, menus and keys, made from the table of actions and the keyring."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from annotator.ui.action_spec import MENUS, ActionSpec
from annotator.ui.keyring import Keyring
from annotator.ui.keys import is_bare

Handlers = Mapping[str, Callable[[], object]]
_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut

_ROLES = {  # where macOS has them: in the menu that is called as the program
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
    "quit": QAction.MenuRole.QuitRole,
}


class Menus(QObject):
    """The actions and the menus, by their keys in the table; they follow the keyring.

    The keys of a "page" action work while `page` has the focus, and so does every bare one.
    """

    def __init__(self, window: QMainWindow, page: QWidget, handlers: Handlers, keyring: Keyring) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self.keyring = keyring
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._bare: dict[str, list[QShortcut]] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._fill(handlers)
        keyring.changed.connect(self._dress_all)

    def enable_for_reader(self, there: bool) -> None:
        """Switch off what makes no sense while no reader is open."""
        for one in self.keyring.specs:
            if one.needs_reader and one.id in self.actions:
                self.actions[one.id].setEnabled(there)

    def add(self, one: ActionSpec, handler: Callable[[], object], before: QAction) -> QAction:
        """An action that isn't in the table, in its menu before another one."""
        action = self._make(one, handler)
        self.menus[one.menu].insertAction(before, action)
        self._dress(one)
        return action

    def remove(self, action_id: str) -> None:
        """Take an action that was added away."""
        for shortcut in self._bare.pop(action_id, ()):
            shortcut.deleteLater()
        action = self.actions.pop(action_id)
        action.setShortcuts([])
        action.deleteLater()

    def _fill(self, handlers: Handlers) -> None:
        bar = self._window.menuBar()
        for key, title in MENUS:
            above = key.rpartition("/")[0]
            self.menus[key] = self.menus[above].addMenu(title) if above else bar.addMenu(title)
            self.menus[key].setToolTipsVisible(True)
        for one in self.keyring.specs:
            action = self._make(one, handlers[one.id])
            if one.exclusive:
                self._groups.setdefault(one.exclusive, QActionGroup(self._window)).addAction(action)
            if one.opens_group:
                self.menus[one.menu].addSeparator()
            self.menus[one.menu].addAction(action)
            self._dress(one)
        self._sink()

    def _sink(self) -> None:
        """Submenus stand below the actions, in the order of the table."""
        parted: set[str] = set()
        for key, _title in MENUS:
            above = key.rpartition("/")[0]
            if above:
                below = self.menus[key].menuAction()
                self.menus[above].removeAction(below)
                if above not in parted:
                    parted.add(above)
                    self.menus[above].addSeparator()
                self.menus[above].addAction(below)

    def _make(self, one: ActionSpec, handler: Callable[[], object]) -> QAction:
        action = QAction(one.text, self._window)
        action.setObjectName(one.id)
        action.setCheckable(one.checkable)
        action.setStatusTip("")
        action.setMenuRole(_ROLES.get(one.id, QAction.MenuRole.NoRole))
        action.triggered.connect(lambda checked=False: handler())
        if one.scope == "page":
            action.setShortcutContext(_PAGE)
            self._page.addAction(action)
        else:
            self._window.addAction(action)
        self.actions[one.id] = action
        return action

    def _dress_all(self) -> None:
        for one in self.keyring.specs:
            if one.id in self.actions:
                self._dress(one)

    def _dress(self, one: ActionSpec) -> None:
        """Keys and tool tip of an action, as they are now."""
        action, keys = self.actions[one.id], self.keyring.keys(one.id)
        apart = [key for key in keys if one.scope == "window" and is_bare(key)]
        action.setShortcuts([QKeySequence(key) for key in keys if key not in apart])
        for shortcut in self._bare.pop(one.id, ()):
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        for key in apart:
            shortcut = QShortcut(QKeySequence(key), self._page, context=_PAGE)
            shortcut.activated.connect(action.trigger)
            self._bare.setdefault(one.id, []).append(shortcut)
        said = self.keyring.said(one.id)
        action.setToolTip(f"{one.tooltip} ({said})" if said else one.tooltip)
