"""Our line icons, in the theme's ink. Made when they are first shown, never before the text is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

SIZE = 20  # pixels, at 100 %


@cache
def icon(folder: Path, name: str, colour: str) -> QIcon:
    """The icon `name` of `folder`, drawn in `colour` (`#rrggbb`); empty where there is no such file."""
    from PySide6.QtSvg import QSvgRenderer  # some milliseconds that the first paint needn't pay

    path = folder / f"{name}.svg"
    if not path.is_file():
        return QIcon()
    source = path.read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    result = QIcon()
    for ratio in (1, 2, 3):
        picture = QPixmap(SIZE * ratio, SIZE * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(picture.rect()))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        result.addPixmap(picture)
    return result
