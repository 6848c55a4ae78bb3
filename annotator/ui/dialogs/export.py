"""Annotations on their way out: choose, see at once what comes of it, copy or save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QInputDialog, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.document import Division
from annotator.services.bibliography_files import BibliographyOptions
from annotator.services.exporting import JsonLdOptions, MarkdownOptions, Options, PresetEntry
from annotator.ui.dialogs.export_choices import ExportChoices
from annotator.ui.dialogs.export_preview import ExportPreview
from annotator.ui.dialogs.export_review import ExportReview, Review
from annotator.ui.file_types import file_name
from annotator.ui.panels.look import GRID, SHEET, hairline, push, quiet, tab_through
from annotator.ui.theme import Theme

_JSON_LD = ".jsonld"
PAUSE = 10  # milliseconds between the last change and the preview's request


class ExportDialog(QDialog):
    """Asks with `previewRequested` and `saveRequested`; only the last preview asked for is shown."""

    previewRequested = Signal(object, int)  # MarkdownOptions, ticket
    moreRequested = Signal(int)  # ticket
    copyRequested = Signal(object)  # MarkdownOptions
    saveRequested = Signal(object, object)  # Options, Path
    reviewRequested = Signal(
        object, object, object, bool
    )  # Options, Path, answers to conflicts, restore what was deleted
    writeRequested = Signal(object, object, object, bool)  # likewise
    rememberRequested = Signal(str, object)  # a name, MarkdownOptions

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
        presets: Sequence[PresetEntry] = (),
        saved: Mapping[str, Mapping[str, Any]] | None = None,
        others: Mapping[str, str] | None = None,
    ) -> None:
        """`division` is the one that is being read: it is offered first, though not chosen. `folder` is to save in.
        `saved` are choices that the person remembered, by name; `others` titles of other readers by their ids."""
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
        self._whole = False  # whether all of it is shown
        self._target: tuple[Options, Path] | None = None  # what is being looked at before it is written
        self.choices = ExportChoices(
            annotations, divisions, roles, theme, division, presets=presets, saved=saved, others=others
        )
        self.preview = ExportPreview(theme)
        self.review = ExportReview(theme)
        self.empty = quiet(_("There is nothing to export yet: select a passage and press N."), wrap=True)
        self.said = quiet()
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = push(_("&Copy Markdown"))
        self.save = push(_("&Save…"))
        self.save.setDefault(True)
        self.shut = push(_("Close"))
        self.back = push(_("&Back"))
        self.write = push(_("&Write"))
        self._lay_out()
        self.preview.moreWanted.connect(lambda: self.moreRequested.emit(self._ticket))
        self.choices.remember.clicked.connect(self._remember)
        self.back.clicked.connect(self.leave_review)
        self.write.clicked.connect(lambda: self._send(self.writeRequested))
        self.review.answered.connect(lambda: self._send(self.reviewRequested))
        self.review.restoreToggled.connect(lambda _on: self._send(self.reviewRequested))
        self.choices.changed.connect(self._changed)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.shut.clicked.connect(self.accept)
        self.choices.setEnabled(self._any)
        self.save.setEnabled(self._any)
        self._mark_fresh(False)

    def show_preview(self, ticket: int, markdown: str, html: str, whole: bool = True) -> None:
        """The answer to a request, `whole` or the beginning of it; an older one's is dropped."""
        if ticket == self._ticket:
            self._whole = whole
            self.preview.show_text(markdown, html, whole=whole)
            self._mark_fresh(True)

    def add_preview(self, ticket: int, markdown: str, html: str, whole: bool) -> None:
        """The next slice of what is shown."""
        if ticket == self._ticket:
            self._whole = whole
            self.preview.add_text(markdown, html, whole=whole)

    def show_copied(self, markdown: str) -> None:
        """Put the whole into the clipboard."""
        QGuiApplication.clipboard().setText(markdown)
        self._say(_("Copied."))

    def show_review(self, options: Options, review: Review) -> None:
        """Before a file that is there already is written: what would change, and what has to be decided first."""
        self._target = options, review.path
        self.review.show_review(review)
        self.pages.setCurrentWidget(self.review)
        self.choices.hide()
        for button in (self.copy, self.save):
            button.hide()
        self.back.show()
        self.write.show()
        self.write.setEnabled(bool(review.difference) and not review.conflicts)
        if not review.conflicts:
            self.write.setDefault(True)
            self.write.setFocus()
        self._say("")

    def leave_review(self) -> None:
        """Back to the choices."""
        self._target = None
        self.review.forget()
        self.pages.setCurrentWidget(self.preview if self._any else self.empty)
        self.choices.show()
        for button in (self.copy, self.save):
            button.show()
        self.back.hide()
        self.write.hide()
        self.save.setDefault(True)
        self.save.setFocus()

    def show_saved(self, path: Path, *, changed: bool = True) -> None:
        """The file is written, or was up to date."""
        if self._target is not None:
            self.leave_review()
        said = _("Saved as {path}") if changed else _("{path} is up to date.")
        self._say(said.format(path=path))

    def show_error(self, sentence: str) -> None:
        """Why there is no preview or no file."""
        self._say(sentence)

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.choices.set_theme(theme)
        self.preview.set_theme(theme)
        self.review.set_theme(theme)

    def query(self) -> str:
        """A search to whose results the export is narrowed; empty for none."""
        return self.choices.query.text().strip()

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
        if self._whole:
            self.show_copied(self.preview.markdown())
        else:
            self.copyRequested.emit(self.options())

    def _send(self, signal: SignalInstance) -> None:
        if self._target is not None:
            signal.emit(*self._target, dict(self.review.choices), self.review.restore.isChecked())

    def _remember(self) -> None:
        name, agreed = QInputDialog.getText(
            self, _("Remember Choices"), _("Call them:"), text=self.choices.preset.currentText()
        )
        if agreed and name.strip():
            self.rememberRequested.emit(name.strip(), self.options())

    def _save(self) -> None:
        name = _("{title} – annotations.md").format(title=file_name(self._title))
        suggested = str(self._folder / name)
        # The service decides what may be written over, and says why where it may not.
        if self.choices.one_file_a_note():
            folder = QFileDialog.getExistingDirectory(self, _("A Folder for the Notes"), str(self._folder))
            if folder:
                self._folder = Path(folder)
                self.saveRequested.emit(self.options(), Path(folder))
            return
        kinds = {
            _("Markdown (*.md)"): ".md",
            _("Web page (*.html)"): ".html",
            _("Table (*.csv)"): ".csv",
            _("Annotations for other programs (*.jsonld)"): _JSON_LD,
            _("What is cited, as BibTeX (*.bib)"): ".bib",
            _("What is cited, as CSL-JSON (*.json)"): ".json",
        }
        chosen, kind = QFileDialog.getSaveFileName(
            self,
            _("Save Annotations"),
            suggested,
            ";;".join(kinds),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self._folder = path.parent
            if not path.suffix:
                path = path.with_suffix(next((one for one in kinds.values() if f"*{one}" in kind), ".md"))
            self.saveRequested.emit(self._options_of(path), path)

    def _options_of(self, path: Path) -> Options:
        """What is chosen, for a file of this kind."""
        options = self.options()
        if path.suffix.lower() == ".html":
            return replace(options, format="html")
        if path.suffix.lower() == ".csv":
            return replace(options, format="csv")
        chosen = options.roles, options.tags, options.division
        if path.suffix.lower() == ".bib":
            return BibliographyOptions("bibtex", *chosen)
        if path.suffix.lower() == ".json":
            return BibliographyOptions("csl-json", *chosen)
        return JsonLdOptions(*chosen) if path.suffix.lower() == _JSON_LD else options

    def _mark_fresh(self, fresh: bool) -> None:
        self._fresh = fresh
        self.copy.setEnabled(fresh)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    def _lay_out(self) -> None:
        self.pages = pages = QStackedWidget()
        pages.addWidget(self.preview)
        pages.addWidget(self.empty)
        pages.addWidget(self.review)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pages.setCurrentWidget(self.preview if self._any else self.empty)
        sides, bottom = QHBoxLayout(), QHBoxLayout()
        sides.setSpacing(0)
        sides.addWidget(self.choices)
        sides.addWidget(pages, 1)
        bottom.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        bottom.setSpacing(2 * GRID)
        bottom.addWidget(self.said, 1)
        for button in (self.shut, self.copy, self.save, self.back, self.write):
            bottom.addWidget(button)
        self.back.hide()
        self.write.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(sides, 1)
        column.addWidget(hairline())
        column.addLayout(bottom)
        tab_through(*self.choices.in_order(), self.preview, self.copy, self.save, self.shut)
        self.setStyleSheet(SHEET)
