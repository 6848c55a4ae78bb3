"""The keys that actions have now: those of the table, and the person's own in their place."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from annotator.i18n import _
from annotator.ui.action_spec import ActionSpec
from annotator.ui.keys import Fault, Settled, settle, shown, shown_keys

if TYPE_CHECKING:
    from annotator.ui.environment import Preferences

ROLE = "role-"  # how the ids of actions that give a role begin
_SECTION = "keys."

log = logging.getLogger(__name__)


class Keyring(QObject):
    """Says when keys change; menus, tool tips, the palette and the page of keys ask it.

    The settings hold `keys.<action> = ["Ctrl+F"]` for what a person changed and nothing else, so that the keys of the
    table may still become better. What they hold of actions that this program doesn't know stays there.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, specs: Iterable[ActionSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._specs = tuple(specs)
        self._chosen: dict[str, Any] = self._stored()
        self._settled = self._settle()
        self._logged: set[Fault] = set()
        self._log()

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        """All actions, a person's own roles among them, in the order of the table."""
        return self._specs

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What the settings ask for and can't have."""
        return self._settled.faults

    def spec(self, action: str) -> ActionSpec:
        """An action as the table has it. Raises KeyError."""
        found = next((one for one in self._specs if one.id == action), None)
        if found is None:
            raise KeyError(action)
        return found

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action, the first one first."""
        return self._settled.keys.get(action, ())

    def said(self, action: str) -> str:
        """All its keys as this system writes them; empty where it has none."""
        return shown_keys(self.keys(action))

    def first(self, action: str) -> str:
        """Its first key, for a sentence that tells what to press; its name in the menus where it has none."""
        keys = self.keys(action)
        return shown(keys[0]) if keys else f"“{self.spec(action).name}”"

    def owner(self, key: str) -> str | None:
        """The action that has a key."""
        return next((action for action, keys in self._settled.keys.items() if key in keys), None)

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The keys of the actions that a person changed."""
        unreadable = _unreadable(self._settled)
        return {
            action: self.keys(action) for action in self._chosen.keys() - unreadable if action in self._settled.keys
        }

    def set_roles(self, roles: Iterable[ActionSpec]) -> None:
        """The actions that give a role are these: the library's, in their order."""
        first = next(at for at, one in enumerate(self._specs) if one.id.startswith(ROLE))
        others = [one for one in self._specs if not one.id.startswith(ROLE)]
        specs = (*others[:first], *roles, *others[first:])
        if specs != self._specs:
            unknown = {one.id for one in specs} - {one.id for one in self._specs}
            self._specs = specs
            self._chosen |= {action: value for action, value in self._stored().items() if action in unknown}
            self._settled = self._settle()
            self._log()
            self.changed.emit()

    def show(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """These are the keys that differ from the table, from now on; `keep` writes them down."""
        self._chosen = dict(chosen)
        before, self._settled = self._settled, self._settle()
        if before != self._settled:
            self.changed.emit()

    def keep(self) -> None:
        """Keep the keys as they are now; what can't be read stays for the person to mend, until others are chosen."""
        stored = self._stored()
        unreadable = _unreadable(settle(self._specs, stored))
        news: dict[str, list[str] | None] = {}
        for one in self._specs:
            mine = list(self.keys(one.id)) if one.id in self._chosen else None
            if mine != stored.get(one.id) and not (mine is None and one.id in unreadable):
                news[_SECTION + one.id] = mine
        self._preferences.set_all(news)

    def _stored(self) -> dict[str, Any]:
        found = {one.id: self._preferences.get(_SECTION + one.id) for one in self._specs}
        return {action: value for action, value in found.items() if value is not None}

    def _settle(self) -> Settled:
        return settle(self._specs, self._chosen)

    def _log(self) -> None:
        for fault in self._settled.faults:
            if fault not in self._logged:
                self._logged.add(fault)
                log.warning("the settings: %s", self.sentence(fault))

    def sentence(self, fault: Fault) -> str:
        """What can't be had, and what is so instead."""
        name = self.spec(fault.action).name
        if fault.taken_by is None:
            words = _("“{key}” is no key that “{action}” could have; it has its usual keys.")
            return words.format(key=fault.written, action=name)
        words = _("{key} was given to “{action}” as well as to “{other}”, which has it now.")
        other = self.spec(fault.taken_by).name
        return words.format(key=shown(fault.written), action=name, other=other)


def _unreadable(settled: Settled) -> set[str]:
    return {fault.action for fault in settled.faults if fault.taken_by is None}
