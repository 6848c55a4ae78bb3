"""Themes to choose from, each shown as a small piece of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QWidget

from annotator.i18n import _
from annotator.ui.action_spec import THEMES
from annotator.ui.look import SYSTEM
from annotator.ui.panels.look import GRID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotator.ui.theme import Theme

CARD = QSize(72, 48)  # pixels
_COLUMNS = 3
_RING = 3.0  # pixels around the card, for what is chosen and what has the keyboard
_LETTERS = "Ag"


class Swatch(QAbstractButton):
    """A card in the colours of one theme, or of two, parted by a slant; its name below."""

    def __init__(self, key: str, name: str, themes: tuple[Theme, ...], serif: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key, self._themes, self._serif = key, themes, serif
        self.setText(name)
        self.setAccessibleName(_("Colours: {name}").format(name=name))
        self.setToolTip(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return CARD + QSize(round(2 * _RING), round(2 * _RING) + self.fontMetrics().height() + GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        card = QRectF(_RING, _RING, self.width() - 2 * _RING, CARD.height())
        whole = QPainterPath()
        whole.addRoundedRect(card, 4, 4)
        for at, theme in enumerate(self._themes):
            painter.save()
            painter.setClipPath(whole if at == 0 else whole.intersected(_slanted(card)))
            self._paint_page(painter, card, theme)
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
        painter.drawPath(whole)
        if self.isChecked() or self.hasFocus():
            role = QPalette.ColorRole.Accent if self.isChecked() else QPalette.ColorRole.PlaceholderText
            style = Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DotLine
            painter.setPen(QPen(colours.color(role), 2, style))
            painter.drawRoundedRect(card.adjusted(-2, -2, 2, 2), 6, 6)
        font = QFont(self.font())
        font.setUnderline(self.hasFocus())
        painter.setFont(font)
        painter.setPen(colours.color(QPalette.ColorRole.WindowText))
        below = QRectF(0, card.bottom() + _RING + 1, self.width(), self.height() - card.bottom() - _RING - 1)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses as well as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_page(self, painter: QPainter, card: QRectF, theme: Theme) -> None:
        painter.fillRect(card, QColor(theme.background))
        font = QFont(self._serif)
        font.setPixelSize(22)
        painter.setFont(font)
        middle, foot = card.center().x(), card.center().y() + 8
        claim = QColor(theme.role_colour("claim"))
        width = painter.fontMetrics().horizontalAdvance(_LETTERS) + 12
        if theme.contrast:
            painter.setPen(QPen(claim, 2))
            painter.drawLine(QPointF(middle - width / 2, foot + 6), QPointF(middle + width / 2, foot + 6))
        else:
            painter.fillRect(QRectF(middle - width / 2, foot - 18, width, 25), claim)
        painter.setPen(QColor(theme.ink))
        painter.drawText(QPointF(middle - width / 2 + 6, foot), _LETTERS)


class Swatches(QWidget):
    """Arrow keys go from one to the next; Space and Enter choose."""

    chosen = Signal(str)

    def __init__(self, themes: Mapping[str, Theme], serif: str, parent: QWidget | None = None) -> None:
        """`themes` by their keys; that of the system is made of paper and dark."""
        super().__init__(parent)
        self._buttons: dict[str, Swatch] = {}
        group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * GRID)
        for at, (key, name) in enumerate(THEMES):
            shown = (themes["paper"], themes["dark"]) if key == SYSTEM else (themes[key],)
            short = _("System") if key == SYSTEM else name
            swatch = Swatch(key, short, shown, serif, self)
            swatch.setToolTip(name)
            swatch.clicked.connect(lambda _checked=False, chosen=key: self.chosen.emit(chosen))
            group.addButton(swatch)
            grid.addWidget(swatch, at // _COLUMNS, at % _COLUMNS)
            self._buttons[key] = swatch
        self.setFocusProxy(self._buttons[SYSTEM])

    def show_choice(self, key: str) -> None:
        """This one is chosen."""
        self._buttons.get(key, self._buttons[SYSTEM]).setChecked(True)

    def button(self, key: str) -> Swatch:
        """The card of a theme."""
        return self._buttons[key]


def _slanted(card: QRectF) -> QPainterPath:
    """The lower right half of a card."""
    path = QPainterPath(QPointF(card.center().x() + 14, card.top()))
    for point in (card.topRight(), card.bottomRight(), QPointF(card.center().x() - 14, card.bottom())):
        path.lineTo(point)
    path.closeSubpath()
    return path
