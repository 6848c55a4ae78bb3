"""Things that are painted and are no widgets, as objects for assistive technology: highlights, margin notes.

Qt takes an object over as soon as anybody asks for it, and the Python half must live as long: a widget's interface
holds its items, and gives back those that nobody can see any more only by Qt's own hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

_KEPT = 200
"""Items out of sight that stay known to a client which may have noted them."""


class Spoken(NamedTuple):
    """What is said of an item; `place` is its box on the screen, in pixels."""

    name: str
    description: str
    place: QRect
    role: QAccessible.Role
    current: bool = False


class SpokenItem(QAccessibleInterface):
    """One of the items of `owner`; what it says is asked of the owner each time, and never out of date."""

    def __init__(self, owner: ItemsWidget, key: Hashable) -> None:
        super().__init__()
        self._owner, self._key = owner, key
        self._leaving = False

    def leave(self) -> None:
        """Have assistive technology told that it is in sight no more; Qt tells that only of what is valid."""
        self._leaving = True
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectDestroyed))
        self._leaving = False

    def _said(self) -> Spoken | None:
        return self._owner.tell(self._key) if self._owner.isValid() else None

    def isValid(self) -> bool:
        return self._leaving or self._said() is not None

    def object(self) -> QObject:
        return None  # type: ignore[return-value]  # it isn't a QObject, and Qt takes no for an answer

    def window(self) -> QWindow:
        return self._owner.window()

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nobody renames it this way."""

    def text(self, kind: QAccessible.Text) -> str:
        said = self._said()
        if said is None:
            return ""
        return {QAccessible.Text.Name: said.name, QAccessible.Text.Description: said.description}.get(kind, "")

    def role(self) -> QAccessible.Role:
        said = self._said()
        return said.role if said is not None else QAccessible.Role.StaticText

    def rect(self) -> QRect:
        said = self._said()
        return said.place if said is not None else QRect()

    def state(self) -> QAccessible.State:
        said, state = self._said(), QAccessible.State()
        state.readOnly = state.selectable = True
        if said is None:
            state.invalid = True
        elif said.current:
            state.selected = True
        elif said.place.isEmpty():
            state.offscreen = True
        return state


class ItemsWidget(QAccessibleWidget):
    """A widget whose painted items come after its child widgets."""

    def __init__(self, widget: QWidget, role: QAccessible.Role, name: str) -> None:
        super().__init__(widget, role, name)
        self._items: dict[Hashable, SpokenItem] = {}
        self._shown: tuple[Hashable, ...] = ()

    def keys(self) -> Sequence[Hashable]:
        """What is in sight, in the order in which it is read."""
        raise NotImplementedError

    def tell(self, key: Hashable) -> Spoken | None:
        """What is said of an item; None where it is gone."""
        raise NotImplementedError

    def childCount(self) -> int:
        return super().childCount() + len(self.keys())

    def child(self, index: int) -> QAccessibleInterface:
        widgets, keys = super().childCount(), self.keys()
        if widgets <= index < widgets + len(keys):
            return self.item(keys[index - widgets])
        return super().child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, SpokenItem):
            keys = list(self.keys())
            return super().childCount() + keys.index(child._key) if child._key in keys else -1
        return super().indexOfChild(child)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        for key in self.keys():
            said = self.tell(key)
            if said is not None and said.place.contains(x, y):
                return self.item(key)
        return super().childAt(x, y)

    def item(self, key: Hashable) -> SpokenItem:
        """The object for an item: the same one for as long as anybody may know it."""
        if key not in self._items:
            self._items[key] = SpokenItem(self, key)
        return self._items[key]

    def tell_changes(self) -> None:
        """Tell assistive technology, if any is there, what came into sight and what went since it was told last.

        One by one: where all are told at once (`ObjectReorder`), Qt sends what no client understands.
        """
        if not QAccessible.isActive() or not self.isValid():
            return
        before, self._shown = self._shown, tuple(self.keys())
        for key in before:
            if key not in self._shown:
                self.item(key).leave()
        for key in self._shown:
            if key not in before:
                QAccessible.updateAccessibility(QAccessibleEvent(self.item(key), QAccessible.Event.ObjectCreated))
        self._forget()

    def _forget(self) -> None:
        old = [key for key in self._items if key not in self._shown]
        for key in old[: max(len(old) - _KEPT, 0)]:
            item = self._items.pop(key)  # held until Qt has let it go, else both would free it
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))
