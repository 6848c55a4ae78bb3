"""Giving keys to actions and taking them away: what a person's changes are afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from annotator.ui.action_spec import ActionSpec
from annotator.ui.keys import settle

Chosen = Mapping[str, tuple[str, ...]]


class Table(NamedTuple):
    """All actions, and the keys of those that a person changed. Giving makes another table."""

    specs: Sequence[ActionSpec]
    chosen: Chosen

    @property
    def keys(self) -> Chosen:
        """The keys that every action has."""
        return settle(self.specs, self.chosen).keys

    def owner(self, key: str) -> ActionSpec | None:
        """Who has a key."""
        keys = self.keys
        return next((one for one in self.specs if key in keys[one.id]), None)

    def give(self, action: str, key: str) -> Table:
        """`action` has the key as well as those it has; whoever had it goes without."""
        return self.put(action, (*self.keys[action], key))

    def take(self, action: str, key: str) -> Table:
        """`action` goes without the key."""
        return self.put(action, tuple(one for one in self.keys[action] if one != key))

    def reset(self, action: str) -> Table:
        """`action` has its usual keys and no others; whoever was given one of them goes without."""
        return self.put(action, self._usual(action))

    def put(self, action: str, wanted: Sequence[str]) -> Table:
        """`action` has these keys and no others; nobody else has any of them."""
        keys, chosen = self.keys, dict(self.chosen)
        for one in self.specs:
            left = tuple(key for key in keys[one.id] if key not in wanted)
            if one.id != action and left != keys[one.id]:
                chosen[one.id] = left
        chosen[action] = tuple(dict.fromkeys(wanted))
        usual = {one.id: one.keys for one in self.specs}
        return Table(self.specs, {one: mine for one, mine in chosen.items() if mine != usual.get(one)})

    def _usual(self, action: str) -> tuple[str, ...]:
        return next(one.keys for one in self.specs if one.id == action)
