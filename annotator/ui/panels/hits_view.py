"""The list of hits: arrow keys step from hit to hit, Enter and a click go there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.services.finding import Hit
from annotator.ui.panels.hit_delegate import HitDelegate
from annotator.ui.panels.hits_model import HitsModel
from annotator.ui.theme import Theme


class HitsView(QListView):
    """Hits under the lines of their divisions; `left` tells that the person went up beyond the first."""

    chosen = Signal(object)  # Hit
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hits = HitsModel(self)
        self.setModel(self.hits)
        self._delegate = HitDelegate(self, self.hits)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Hits"))
        self.clicked.connect(self.choose)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    def set_roles(self, roles: Mapping[str, Role]) -> None:
        """Names and marks of notes' roles."""
        self.hits.roles = roles
        self.doItemsLayout()

    def show_hits(self, hits: Sequence[Hit], counts: Mapping[str, int]) -> None:
        """Other hits, from the top; `counts` has how many each selection has in all."""
        self.hits.set_hits(hits, counts)
        self.scrollToTop()

    def step(self, by: int) -> None:
        """Choose the next or previous hit, round at the ends."""
        rows = [row for row in range(self.hits.rowCount()) if self.hits.hit(self.hits.index(row)) is not None]
        if not rows:
            return
        here = self.currentIndex().row() if self.hits.hit(self.currentIndex()) is not None else None
        place = rows.index(here) + by if here is not None else (0 if by > 0 else -1)
        self.setCurrentIndex(self.hits.index(rows[place % len(rows)]))
        self.choose()

    def enter(self) -> None:
        """Take the focus, with the first hit the current one unless one was before."""
        if self.hits.hit(self.currentIndex()) is None:
            self.setCurrentIndex(self.hits.first_hit())
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, index: QModelIndex | None = None) -> None:
        """Go to the hit at `index`; without one to the current hit, or to the first."""
        current = self.hits.hit(self.currentIndex()) or self.hits.hit(self.hits.first_hit())
        hit = current if index is None else self.hits.hit(index)
        if hit is not None:
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there; Up from the first hit leaves the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex() == self.hits.first_hit():
            self.left.emit()
        else:
            super().keyPressEvent(event)
