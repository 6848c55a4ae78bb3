"""Keys as they are written, which ones an action may have, and who has which when two want the same.

A key is one combination, written as Qt does (`Ctrl+Shift+F`, `N`, `?`), the same on every system and in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from annotator.i18n import _
from annotator.ui.action_spec import MENUS, ActionSpec

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_PORTABLE, _NATIVE = QKeySequence.SequenceFormat.PortableText, QKeySequence.SequenceFormat.NativeText
_SPECIAL = 0x01000000  # from here on Qt's keys have no letter
_CARRYING = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier
_WORN = _CARRYING | _Modifier.ShiftModifier
_LONE = frozenset(
    {_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_Meta, _Key.Key_AltGr, _Key.Key_CapsLock, _Key.Key_NumLock}
)
_WALKING = frozenset({_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End})
_TURNING = frozenset({_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Space})
_GOING = frozenset({_Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape, _Key.Key_Tab, _Key.Key_Backtab})

_FIND_BAR = frozenset({"Alt+C", "Alt+W", "Alt+R", "Alt+M"})


class Fault(NamedTuple):
    """What the settings ask for and can't have: `taken_by` is the action that has the key, None if it is no key."""

    action: str
    written: str
    taken_by: str | None


class Settled(NamedTuple):
    """The keys of every action, by its id, and what couldn't be had."""

    keys: Mapping[str, tuple[str, ...]]
    faults: tuple[Fault, ...]


def combination_of(key: int, modifiers: Qt.KeyboardModifier) -> str | None:
    """A key that was pressed, as it is written; None for a modifier alone or a key without a name."""
    found = _Key(key)
    if found in _LONE or found is _Key.Key_unknown:
        return None
    held = modifiers & _WORN
    if _is_sign(key):
        held &= ~_Modifier.ShiftModifier  # Shift was needed for the sign itself
    return QKeySequence(QKeyCombination(held, found)).toString(_PORTABLE) or None


def canonical(written: str) -> str | None:
    """A key as we write it; None for what is no key, or more than one after another."""
    combination = _combination(written)
    return None if combination is None else combination_of(combination.key(), combination.keyboardModifiers())


def is_bare(key: str) -> bool:
    """Whether it writes a letter or sign where one writes: such a key works on the page alone."""
    combination = _combination(key)
    if combination is None:
        return False
    return int(combination.key()) < _SPECIAL and not combination.keyboardModifiers() & _CARRYING


def refusal(key: str) -> str:
    """Why no action can have this key, in a sentence; empty where one can."""
    combination = _combination(key)
    if combination is None:
        return _("That is no key that an action could have.")
    code, held = combination.key(), combination.keyboardModifiers()
    name = shown(key)
    if not held & ~(_Modifier.ShiftModifier | _Modifier.ControlModifier):
        if code in _WALKING or (code in _TURNING and not held & _Modifier.ControlModifier):
            return _("{key} moves through the text; choose another key.").format(key=name)
        if code in _GOING:
            return _("{key} is needed to answer and to leave; choose another key.").format(key=name)
    if key in _FIND_BAR:
        return _("{key} belongs to the bar that finds in the text; choose another key.").format(key=name)
    if held == _Modifier.AltModifier:
        for menu, title in MENUS:
            if "/" not in menu and title.partition("&")[2][:1].upper() == chr(code if code < _SPECIAL else 0):
                said = title.replace("&", "")
                return _("{key} opens the menu {menu}; choose another key.").format(key=name, menu=said)
    return ""


def settle(specs: Sequence[ActionSpec], chosen: Mapping[str, Any]) -> Settled:
    """Who has which key. `chosen` is what the settings say of some actions; all others have those of the table.

    What a person chose is theirs: an action of the table that had the key by default goes without. Of two that were
    given the same key, the first in the table has it. All keys share one space, for the page lies in the window.
    """
    owners: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    for one in specs:
        if one.id not in chosen:
            continue
        written = written_keys(chosen[one.id])
        wrong = [key for key in written or () if _unfit(key)]
        if written is None or wrong:
            faults.append(Fault(one.id, ", ".join(wrong) or str(chosen[one.id]), None))
            continue
        mine = dict.fromkeys(key for key in map(canonical, written) if key)
        faults += [Fault(one.id, key, owners[key]) for key in mine if key in owners]
        keys[one.id] = tuple(key for key in mine if key not in owners)
        owners |= dict.fromkeys(keys[one.id], one.id)
    for one in specs:
        if one.id not in keys:
            keys[one.id] = tuple(key for key in one.keys if key not in owners)
    return Settled(keys, tuple(faults))


def written_keys(value: Any) -> tuple[str, ...] | None:
    """Keys as a settings file has them: one, or a list of them; None for anything else."""
    if isinstance(value, str):
        return (value,) if value else ()
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return None


def shown(key: str) -> str:
    """A key as this system writes it, such as `⌘F`."""
    return QKeySequence.fromString(key, _PORTABLE).toString(_NATIVE)


def shown_keys(keys: Iterable[str]) -> str:
    """Several keys, parted by commas."""
    return ", ".join(map(shown, keys))


def _unfit(written: str) -> bool:
    key = canonical(written)
    return key is None or bool(refusal(key))


def _is_sign(key: int) -> bool:
    return key < _SPECIAL and not chr(key).isalnum() and key != _Key.Key_Space


def _combination(written: str) -> QKeyCombination | None:
    sequence = QKeySequence.fromString(written, _PORTABLE)
    if sequence.count() != 1:
        return None
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs lack it
    return combination if combination.key() != _Key.Key_unknown else None
