"""What lies on the clipboard when the program ends."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from annotator.ui.clipboard import _mime_data
application = QApplication([])
data = _mime_data()
data.setText("words")
data.setHtml("<p>words</p>")
QGuiApplication.clipboard().setMimeData(data)
"""


def test_it_doesnt_end_the_program_in_a_crash() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
