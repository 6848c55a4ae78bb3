"""PySide6 without its signatures speaks as it always does, once it is asked."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

ASKING = """
import contextlib, inspect, io, json, pydoc, sys
if sys.argv[1] == "lean":
    from annotator.ui import lean_start
    lean_start.load_pyside()
    waiting = len(lean_start.waiting())
else:
    import PySide6.QtCore
    waiting = 0
from PySide6.QtCore import QObject, QPoint, QTimer, Qt
from PySide6.QtGui import QColor
told = {}
def tell(name, act):
    try:
        told[name] = str(act())
    except Exception as error:
        told[name] = f"{type(error).__name__}: {error}"
questions = {
    "wrong type": lambda: QPoint("a"),
    "wrong argument": lambda: QObject().setObjectName(3),
    "too many": lambda: QPoint(1, 2, 3, 4),
    "no such keyword": lambda: QTimer(intervall=3),
    "wrong property": lambda: QTimer(interval="soon"),
    "no such name": lambda: QObject().nothing,
    "doc": lambda: QPoint.manhattanLength.__doc__,
    "signature": lambda: QPoint.manhattanLength.__signature__,
    "help": lambda: pydoc.render_doc(QPoint.manhattanLength, renderer=pydoc.plaintext),
    "inspect": lambda: inspect.signature(QObject.setObjectName),
    "enum": lambda: Qt.AlignmentFlag.AlignLeft,
    "colour": lambda: QColor("#fff").setRgb("x"),
}
first = sys.argv[2]
for name in (first, *questions):
    tell(name, questions[name])
print(json.dumps([waiting, told]))
"""


def asked(how: str, first: str) -> tuple[int, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", ASKING, how, first], capture_output=True, text=True, timeout=60, check=True
    )
    waiting, told = json.loads(done.stdout)
    return waiting, told


@pytest.mark.parametrize("first", ["wrong type", "help", "no such keyword"])
def test_errors_help_and_signatures_are_those_of_pyside_alone(first: str) -> None:
    waiting, lean = asked("lean", first)
    assert waiting == 6, "this PySide6 loads its signatures in another way: see annotator/ui/lean_start.py"
    assert lean == asked("plain", first)[1]
    assert "setObjectName" in lean["wrong argument"] and "QPoint" in lean["wrong type"]
