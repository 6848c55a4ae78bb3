"""Hands screen readers what Qt's text interface wants written through pointers, for PySide passes no pointers on.

Without it a screen reader can't ask what is selected, gets whole paragraphs where it asks for lines, and Qt looks
through the whole text for every word. PySide's own object stays as it is, but for a copy of its table of virtual
functions, in which five entries are ours. They are found by comparing: three entries of the table must be the very
functions that Qt exports by these names, and all others must be open in the table of Qt's own class, as the Itanium
C++ ABI lays them out. Where anything is otherwise (another processor, another system, another Qt) nothing is touched,
and a screen reader gets what PySide gives.
"""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAccessibleTextInterface

    _Maker = Callable[[int, bytes, int], None]

_WORD = ctypes.sizeof(ctypes.c_void_p)
_BEFORE_TABLE = 2  # the offset to the top, the type
_SELECTION, _BEFORE, _AFTER, _AT, _ATTRIBUTES = 2, 10, 11, 12, 17
_LENGTH = _ATTRIBUTES + 1
_STRETCH = "_ZNK24QAccessibleTextInterface{}EiN11QAccessible16TextBoundaryTypeEPiS2_"
_EXPORTED = {_BEFORE: "16textBeforeOffset", _AFTER: "15textAfterOffset", _AT: "12textAtOffset"}
_TABLE = "_ZTV24QAccessibleTextInterface"
_OPEN = [*range(_SELECTION, _BEFORE), *range(_AT + 1, _LENGTH)]  # purely virtual: Qt leaves them to others
_STRING = "_ZN7QStringC1EPK5QCharx"  # QString(const QChar *, qsizetype)

_Answer = TypeVar("_Answer")
_Out = ctypes.POINTER(ctypes.c_int)
_SelectionCall = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int, _Out, _Out)
# A string is returned into room that the caller has: its address comes first, and is given back.
_AttributesCall = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, _Out, _Out)
_StretchCall = ctypes.CFUNCTYPE(
    ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, _Out, _Out
)


class Teller(Protocol):
    """Who knows the answers; all offsets are UTF-16 units."""

    def selected(self, index: int) -> tuple[int, int]:
        """A selected passage."""

    def stretch(self, offset: int, boundary: int, step: int) -> tuple[str, int, int]:
        """The word, sentence or line at `offset`, or the one before (-1) or after (1) it: its text, start and end."""

    def looks(self, offset: int) -> tuple[str, int, int]:
        """The attributes of the text at `offset`, and the stretch that has them."""


def lend(text: QAccessibleTextInterface, teller: Teller) -> bool:
    """Have `text` answer by `teller`; False where that can't be done, and nothing was. Once for each object."""
    qt = _qt()
    if qt is None:
        return False
    place = ctypes.c_void_p.from_address(Shiboken.getCppPointer(text)[0])
    old = (ctypes.c_void_p * _LENGTH).from_address(place.value or 0)
    if not _as_known(qt, old):
        return False
    make = _maker(qt)
    calls: dict[int, Any] = {
        _SELECTION: _SelectionCall(_selection(teller)),
        _BEFORE: _StretchCall(_stretch(teller, make, -1)),
        _AFTER: _StretchCall(_stretch(teller, make, 1)),
        _AT: _StretchCall(_stretch(teller, make, 0)),
        _ATTRIBUTES: _AttributesCall(_attributes(teller, make)),
    }
    table = (ctypes.c_void_p * (_BEFORE_TABLE + _LENGTH))()
    ctypes.memmove(table, ctypes.addressof(old) - _BEFORE_TABLE * _WORD, ctypes.sizeof(table))
    for slot, call in calls.items():
        table[_BEFORE_TABLE + slot] = ctypes.cast(call, ctypes.c_void_p)
    _LENT.append((table, calls))  # Qt may ask until the program is over
    place.value = ctypes.addressof(table) + _BEFORE_TABLE * _WORD
    return True


_LENT: list[object] = []


def _as_known(qt: Any, table: Any) -> bool:
    """Whether the functions lie in the table as we know them."""
    of_qt = (ctypes.c_void_p * (_BEFORE_TABLE + _LENGTH)).in_dll(qt, _TABLE)[_BEFORE_TABLE:]
    exported = {slot: ctypes.cast(qt[_STRETCH.format(name)], ctypes.c_void_p).value for slot, name in _EXPORTED.items()}
    return all(table[slot] == address == of_qt[slot] for slot, address in exported.items()) and (
        len({of_qt[slot] for slot in _OPEN}) == 1
    )


@cache
def _qt() -> Any:
    """The library of Qt that is loaded, with what is needed of it; None where it isn't as we know it."""
    if sys.platform != "linux" or platform.machine() != "x86_64" or _WORD != 8:
        return None
    try:
        qt = ctypes.CDLL("libQt6Gui.so.6", mode=os.RTLD_NOLOAD | os.RTLD_LAZY)
        for name in (_STRING, *(_STRETCH.format(name) for name in _EXPORTED.values())):
            qt[name]
    except (OSError, AttributeError):
        return None
    return qt


def _maker(qt: Any) -> _Maker:
    """Qt's constructor of a string."""
    make = qt[_STRING]
    make.argtypes, make.restype = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_longlong], None
    return cast("_Maker", make)


def _selection(teller: Teller) -> Callable[..., None]:
    def answer(this: int, index: int, start: Any, end: Any) -> None:
        start[0], end[0] = _told(lambda: teller.selected(index), (0, 0))

    return answer


def _stretch(teller: Teller, make: _Maker, step: int) -> Callable[..., int]:
    def answer(room: int, this: int, offset: int, boundary: int, start: Any, end: Any) -> int:
        words, start[0], end[0] = _told(lambda: teller.stretch(offset, boundary, step), ("", -1, -1))
        return _string(make, room, words)

    return answer


def _attributes(teller: Teller, make: _Maker) -> Callable[..., int]:
    def answer(room: int, this: int, offset: int, start: Any, end: Any) -> int:
        words, start[0], end[0] = _told(lambda: teller.looks(offset), ("", offset, offset))
        return _string(make, room, words)

    return answer


def _told(ask: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
    """The answer; C++ can't be told of an exception, and must get something."""
    try:
        return ask()
    except Exception:
        logging.getLogger(__name__).exception("a screen reader's question went wrong")
        return otherwise


def _string(make: _Maker, room: int, words: str) -> int:
    """Make a QString of `words` in `room`, which is raw memory."""
    units = words.encode("utf-16-le", "surrogatepass")
    make(room, units, len(units) // 2)
    return room
