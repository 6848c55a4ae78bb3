"""Annotations on their way out: choose, see at once what comes of it, copy or save."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.document import Division
from annotator.services.exporting import JsonLdOptions, MarkdownOptions, Options
from annotator.ui.dialogs.export_choices import ExportChoices
from annotator.ui.dialogs.export_preview import ExportPreview
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through
from annotator.ui.theme import Theme

_JSON_LD = ".jsonld"
PAUSE = 50  # milliseconds between the last change and the preview's request
_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')  # in names of files, on one system or another
_LONGEST = 80  # code points of a title in a name


class ExportDialog(QDialog):
    """Asks with `previewRequested` and `saveRequested`; only the last preview asked for is shown."""

    previewRequested = Signal(object, int)  # MarkdownOptions, ticket
    saveRequested = Signal(object, object)  # Options, Path

    def __init__(
        self,
        title: str,
        annotations: Sequence[Annotation],
        divisions: Sequence[Division],
        roles: Sequence[Role],
        theme: Theme,
        parent: QWidget | None = None,
        *,
        division: int | None = None,
        folder: Path | None = None,
    ) -> None:
        """`division` is the one that is being read: it is offered first, though not chosen. `folder` is to save in."""
        super().__init__(parent)
        self.setWindowTitle(_("Export Annotations"))
        self.resize(240 * GRID, 168 * GRID)
        self._title = title
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = folder or Path(documents)
        self._ticket = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self._fresh = False  # whether the preview shows what is chosen
        self._any = bool(annotations)
        self.choices = ExportChoices(annotations, divisions, roles, theme, division)
        self.preview = ExportPreview(theme)
        self.empty = quiet(_("There is nothing to export yet: select a passage and press N."), wrap=True)
        self.said = quiet()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = push(_("&Copy Markdown"))
        self.save = push(_("&Save…"))
        self.save.setDefault(True)
        self.shut = push(_("Close"))
        self._lay_out()
        self.choices.changed.connect(self._changed)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.shut.clicked.connect(self.accept)
        self.choices.setEnabled(self._any)
        self.save.setEnabled(self._any)
        self._mark_fresh(False)

    def show_preview(self, ticket: int, markdown: str, html: str) -> None:
        """The answer to a request; an older one's is dropped."""
        if ticket == self._ticket:
            self.preview.show_text(markdown, html)
            self._mark_fresh(True)

    def show_saved(self, path: Path) -> None:
        """The file is written."""
        self._say(_("Saved as {path}").format(path=path))

    def show_error(self, sentence: str) -> None:
        """Why there is no preview or no file."""
        self._say(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.choices.set_theme(theme)
        self.preview.set_theme(theme)

    def options(self) -> MarkdownOptions:
        """What is chosen."""
        return self.choices.options()

    def showEvent(self, event: QShowEvent) -> None:
        """The first preview is asked for when there is somebody to see it."""
        super().showEvent(event)
        if self._any and not self._fresh:
            self._pause.start(0)

    def _changed(self) -> None:
        self._ticket += 1  # what is under way is out of date
        self._mark_fresh(False)
        self._say("")
        self._pause.start(PAUSE)

    def _ask(self) -> None:
        self._ticket += 1
        self.previewRequested.emit(self.options(), self._ticket)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.preview.markdown())
        self._say(_("Copied."))

    def _save(self) -> None:
        name = _("{title} – annotations.md").format(title=file_name(self._title))
        suggested = str(self._folder / name)
        # The service decides what may be written over, and says why where it may not.
        chosen, kind = QFileDialog.getSaveFileName(
            self,
            _("Save Annotations"),
            suggested,
            f"{_('Markdown (*.md)')};;{_('Annotations for other programs (*.jsonld)')}",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self._folder = path.parent
            if not path.suffix:
                path = path.with_suffix(_JSON_LD if _JSON_LD in kind else ".md")
            self.saveRequested.emit(self._options_of(path), path)

    def _options_of(self, path: Path) -> Options:
        """What is chosen, for a file of this kind."""
        options = self.options()
        if path.suffix.lower() != _JSON_LD:
            return options
        return JsonLdOptions(options.roles, options.tags, options.division)

    def _mark_fresh(self, fresh: bool) -> None:
        self._fresh = fresh
        self.copy.setEnabled(fresh)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    def _lay_out(self) -> None:
        pages = QStackedWidget()
        pages.addWidget(self.preview)
        pages.addWidget(self.empty)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pages.setCurrentWidget(self.preview if self._any else self.empty)
        sides, bottom = QHBoxLayout(), QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.choices)
        sides.addWidget(pages, 1)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.said, 1)
        for button in (self.shut, self.copy, self.save):
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(sides, 1)
        column.addWidget(hairline())
        column.addLayout(bottom)
        tab_through(*self.choices.in_order(), self.preview, self.copy, self.save, self.shut)
        self.setStyleSheet(SHEET)


def file_name(title: str) -> str:
    """A title as a file may be called on every system."""
    fit = " ".join(_UNFIT.sub(" ", title).split()).strip(". ")
    return fit[:_LONGEST].rstrip(". ") or _("Reader")
