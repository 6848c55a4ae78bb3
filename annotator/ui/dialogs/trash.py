"""The trash: what was deleted, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, ngettext
from annotator.model.annotation import Annotation, Role
from annotator.model.shelf import Reader
from annotator.ui.dialogs.trash_delegate import TrashDelegate
from annotator.ui.dialogs.trash_model import ITEM, Item, TrashModel
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through
from annotator.ui.theme import Theme


class TrashDialog(QDialog):
    """Tells what shall come back and takes it off its list; `set_contents` shows what is there in truth."""

    restoreRequested = Signal(object)  # list of annotation ids, in one act
    restoreReaderRequested = Signal(str)
    emptyRequested = Signal()

    def __init__(
        self,
        annotations: Sequence[Annotation],
        readers: Sequence[Reader],
        roles: Sequence[Role],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """`titles`: of the annotations' readers, by id; without them a row doesn't say where it is from."""
        super().__init__(parent)
        self.setWindowTitle(_("Trash"))
        self.resize(150 * GRID, 120 * GRID)
        self.items = TrashModel(roles, self)
        self.view = _TrashView(self.items, theme)
        self.empty = quiet(_("The trash is empty."))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said = quiet(
            _("What is here stays until you bring it back, or purge what is older than 30 days."), wrap=True
        )
        self.restore = push(_("&Restore"), _("Bring back what is selected (Enter)"))
        self.restore.setDefault(True)
        self.purge = push(_("&Purge what is older than 30 days…"), _("A backup is made first"))
        self.purge.setAutoDefault(False)
        self.shut = push(_("Close"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(self._show_what_is_chosen)
        self.view.doubleClicked.connect(self._restore)
        self.view.entered_key.connect(self._restore)
        self.restore.clicked.connect(self._restore)
        self.purge.clicked.connect(self._ask_to_purge)
        self.shut.clicked.connect(self.accept)
        self.set_contents(annotations, readers, titles or {})

    def set_contents(
        self, annotations: Sequence[Annotation], readers: Sequence[Reader], titles: Mapping[str, str]
    ) -> None:
        """Show what is in the trash now."""
        self.items.set_items([*annotations, *readers], titles)
        self._choose_first()

    def say(self, words: str) -> None:
        """A word on what was done."""
        self.said.setText(words)

    def _ask_to_purge(self) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(_("Purge annotations that have been in the trash for more than 30 days?"))
        box.setInformativeText(
            _("A backup is made first, and still has them. Readers stay. This can't be taken back with Undo.")
        )
        purge = box.addButton(_("Purge"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(_("Keep"), QMessageBox.ButtonRole.RejectRole))
        box.buttonClicked.connect(lambda button: self.emptyRequested.emit() if button is purge else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view.set_theme(theme)

    def chosen(self) -> list[Item]:
        """What is selected, from the top."""
        rows = sorted(self.view.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [index.data(ITEM) for index in rows]

    def _restore(self) -> None:
        chosen = self.chosen()
        self.items.remove(frozenset(item.id for item in chosen))
        self._choose_first()
        for item in chosen:  # a reader first, for an annotation may belong to it
            if isinstance(item, Reader):
                self.restoreReaderRequested.emit(item.id)
        ids = [item.id for item in chosen if isinstance(item, Annotation)]
        if ids:
            self.restoreRequested.emit(ids)

    def _choose_first(self) -> None:
        some = self.items.rowCount() > 0
        self._pages.setCurrentWidget(self.view if some else self.empty)
        self.purge.setEnabled(some)
        if some and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.items.index(0))
        self._show_what_is_chosen()

    def _show_what_is_chosen(self) -> None:
        count = len(self.view.selectionModel().selectedIndexes())
        self.restore.setEnabled(count > 0)
        self.restore.setText(
            ngettext("&Restore", "&Restore {count}", count).format(count=count) if count else _("&Restore")
        )

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.purge)
        bottom.addStretch(1)
        bottom.addWidget(self.shut)
        bottom.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(hairline())
        self.said.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 0)
        column.addWidget(self.said)
        column.addLayout(bottom)
        tab_through(self.view, self.restore, self.purge, self.shut)
        self.setStyleSheet(SHEET)


class _TrashView(QListView):
    """Several can be selected; Enter brings them back."""

    entered_key = Signal()

    def __init__(self, items: TrashModel, theme: Theme) -> None:
        super().__init__()
        self.setModel(items)
        self._delegate = TrashDelegate(self, items, theme)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("In the trash"))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_key.emit()
        else:
            super().keyPressEvent(event)
