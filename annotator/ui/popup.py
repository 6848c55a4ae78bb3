"""A printed note, shown beside its marker without losing one's place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.floating import Float

WIDTH, TALLEST, GAP, PAD = 440, 320, 6, 16  # pixels


class NotePopup(Float):
    """Its text, and the way to it."""

    goWanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = QLabel(self, wordWrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea(self, widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.text)
        self.go = QPushButton(_("Go to note"), self, flat=True)
        self.go.clicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(PAD // 2)
        layout.addWidget(self._area)
        layout.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)

    def show_note(self, label: str, text: str | None, line: QRect, font: QFont) -> None:
        """Show note `label`, below the line at `line` (pixels of the window) or above it where there is no room.

        `text` None says that the text has no such note.
        """
        self.text.setText(_("This text has no note {label}.").format(label=label) if text is None else text)
        self.go.setVisible(text is not None)
        self.text.setFont(font)
        inner = WIDTH - 2 * (PAD + self.frameWidth())
        button = self.go.sizeHint().height() + PAD // 2 if text is not None else 0
        height = min(self.text.heightForWidth(inner) + button + 2 * (PAD + self.frameWidth()), TALLEST)
        room = self.over.rect().adjusted(GAP, GAP, -GAP, -GAP)
        below = line.bottom() + GAP
        top = below if below + height <= room.bottom() else max(line.top() - GAP - height, room.top())
        left = min(max(line.left(), room.left()), room.right() - WIDTH)
        self.setGeometry(left, top, WIDTH, height)
        self.raise_()
        self.show()
        self.go.setFocus()

    def _go(self) -> None:
        self.dismiss()
        self.goWanted.emit()
