"""The place below the page: one panel at a time, under a line that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


class Below(QSplitter):
    """Takes the place of `above` in `column`, and holds it. Panels have a signal `closed`, by which they are hidden."""

    def __init__(self, above: QSplitter, column: QBoxLayout) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._above = above
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        column.replaceWidget(above, self)
        self.addWidget(above)
        self.setStretchFactor(0, 1)
        self.show()

    def add(self, panel: QWidget, height: int) -> None:
        """One more panel, `height` pixels high at first; while it is shown, no other is."""
        whole = max(self._above.height(), 2 * height)
        for other in self._panels():
            self._close(other)
        self.addWidget(panel)
        self.setStretchFactor(self.count() - 1, 0)
        self.setSizes([whole - height, *[0] * (self.count() - 2), height])
        panel.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A panel comes: the others go."""
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            for other in self._panels():
                if other is not watched:
                    self._close(other)
        return super().eventFilter(watched, event)

    def _panels(self) -> Iterator[QWidget]:
        return (panel for at in range(1, self.count()) if (panel := self.widget(at)) is not None)

    def _close(self, panel: QWidget) -> None:
        if not panel.isHidden():
            panel.closed.emit()  # type: ignore[attr-defined]
