"""QActions, menus and keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from annotator.ui.action_spec import MENUS, ActionSpec
from annotator.ui.actions import ACTIONS

Handlers = Mapping[str, Callable[[], object]]
_PAGE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class Menus:
    """What was made: the actions and the menus, by their keys in the table."""

    actions: dict[str, QAction]
    menus: dict[str, QMenu]

    def enable_for_reader(self, there: bool) -> None:
        """Switch off what makes no sense while no reader is open."""
        for one in ACTIONS:
            if one.needs_reader:
                self.actions[one.id].setEnabled(there)


def build_menus(window: QMainWindow, page: QWidget, handlers: Handlers) -> Menus:
    """Fill the window's menu bar; keys of scope "page" work while `page` has the focus."""
    bar = window.menuBar()
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for key, title in MENUS:
        above = key.rpartition("/")[0]
        menus[key] = menus[above].addMenu(title) if above else bar.addMenu(title)
        menus[key].setToolTipsVisible(True)
    for one in ACTIONS:
        action = _make(one, window, page, handlers[one.id])
        if one.exclusive:
            group = groups.setdefault(one.exclusive, QActionGroup(window))
            group.addAction(action)
        menu = menus[one.menu]
        if one.opens_group:
            menu.addSeparator()
        menu.addAction(action)
        actions[one.id] = action
    parted: set[str] = set()
    for key, _title in MENUS:
        above = key.rpartition("/")[0]
        if above:  # below the actions, in the order of the table
            below = menus[key].menuAction()
            menus[above].removeAction(below)
            if above not in parted:
                parted.add(above)
                menus[above].addSeparator()
            menus[above].addAction(below)
    return Menus(actions, menus)


def shown_keys(keys: tuple[str, ...]) -> str:
    """The keys as this system writes them, such as `F3` or `⌘F`."""
    return ", ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _make(one: ActionSpec, window: QMainWindow, page: QWidget, handler: Callable[[], object]) -> QAction:
    action = QAction(one.text, window)
    action.setObjectName(one.id)
    action.setCheckable(one.checkable)
    action.setShortcuts([QKeySequence(key) for key in one.keys])
    keys = shown_keys(one.all_keys)
    action.setToolTip(f"{one.tooltip} ({keys})" if keys else one.tooltip)
    action.setStatusTip("")
    action.triggered.connect(lambda checked=False: handler())
    if one.scope == "page":
        action.setShortcutContext(_PAGE)
        page.addAction(action)
    else:
        window.addAction(action)
    for key in one.page_keys:
        shortcut = QShortcut(QKeySequence(key), page, context=_PAGE)
        shortcut.activated.connect(action.trigger)
    return action
