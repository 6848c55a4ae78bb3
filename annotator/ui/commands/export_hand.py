"""Between the export dialog and the clerk: previews, plans, files, remembered choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt
from shiboken6 import isValid

from annotator.model.lookup import cited_division, division_at
from annotator.services import Services
from annotator.services.bibliography_files import BibliographyOptions
from annotator.services.exporting import Choice, MarkdownOptions, Options, PresetEntry, Target
from annotator.services.previewing import Previewing, Slice
from annotator.services.saved_exports import SAVED, as_values, saved_in
from annotator.ui.bridge import explain
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.export_review import Review

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

T = TypeVar("T")
_FOLDER = "export.last_folder"
_MOST = 1_000_000  # hits of a search that is exported


class ExportHand(QObject):
    """Holds one dialog; lives as long as that."""

    def __init__(self, window: MainWindow, presets: list[PresetEntry], titles: dict[str, str]) -> None:
        session = window.session
        assert session is not None
        document = session.document
        folder = window.preferences.get(_FOLDER)
        self.dialog = ExportDialog(
            session.reader.title,
            [placed.annotation for placed in session.in_order()],
            document.divisions,
            tuple(window.overlay.roles.values()),
            window.look.theme,
            window,
            division=cited_division(document, division_at(document, window.pane.view.top_offset())),
            folder=Path(folder) if folder else None,
            presets=presets,
            saved=saved_in(window.preferences.get(SAVED)),
            others={reader: title for reader, title in titles.items() if reader != session.reader.id},
        )
        super().__init__(self.dialog)
        self._window, self._reader = window, session.reader.id
        self._previews: dict[tuple[str, ...], Previewing] = {}  # by the readers; made and used by the clerk
        dialog = self.dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.look.themeChanged.connect(dialog.set_theme)
        dialog.previewRequested.connect(self._preview)
        dialog.moreRequested.connect(self._more)
        dialog.copyRequested.connect(self._copy)
        dialog.saveRequested.connect(self._save)
        dialog.reviewRequested.connect(self._review)
        dialog.writeRequested.connect(self._write)
        dialog.rememberRequested.connect(self._remember)

    def _readers(self) -> tuple[str, ...]:
        return (self._reader, *self.dialog.choices.others.chosen())

    def _preview(self, options: MarkdownOptions, ticket: int) -> None:
        query, readers = self.dialog.query(), self._readers()

        def begin(services: Services) -> Slice:
            if readers not in self._previews:
                self._previews[readers] = services.exporting.previewing(readers)
            return self._previews[readers].begin(_narrowed(services, readers, options, query))

        def show(made: Slice) -> None:
            self.dialog.show_preview(ticket, made.markdown, made.html, made.last)

        self._ask(begin, show)

    def _more(self, ticket: int) -> None:
        readers = self._readers()

        def show(made: Slice) -> None:
            self.dialog.add_preview(ticket, made.markdown, made.html, made.last)

        self._ask(lambda services: self._previews[readers].more(), show)

    def _copy(self, options: MarkdownOptions) -> None:
        query, readers = self.dialog.query(), self._readers()

        def render(services: Services) -> str:
            return services.exporting.markdown(readers, _narrowed(services, readers, options, query))

        self._ask(render, self.dialog.show_copied)

    def _save(self, options: Options, path: Path) -> None:
        """A new file is written at once; one that is there is looked at first."""
        self._window.preferences.set(_FOLDER, str(path if path.is_dir() else path.parent))
        self._plan(options, path, {}, restore=False, asked=True)

    def _review(self, options: Options, path: Path, choices: Mapping[str, Choice], restore: bool) -> None:
        self._plan(options, path, choices, restore=restore, asked=True)

    def _write(self, options: Options, path: Path, choices: Mapping[str, Choice], restore: bool) -> None:
        self._plan(options, path, choices, restore=restore, asked=False)

    def _plan(self, options: Options, path: Path, choices: Mapping[str, Choice], *, restore: bool, asked: bool) -> None:
        query, readers = self.dialog.query(), self._readers()

        def work(services: Services) -> tuple[Target, Review | None]:
            exporting = services.exporting
            chosen = _narrowed(services, readers, options, query)
            target = exporting.plan(readers, chosen, path, choices, restore_deleted=restore)
            is_there = any(plan.old and plan.changes for plan in target.plans) or bool(target.deleted) or restore
            if target.conflicts or (asked and is_there):
                return target, _review_of(target, exporting.difference(target))
            exporting.carry_out(target, readers, chosen)
            return target, None

        def done(found: tuple[Target, Review | None]) -> None:
            target, review = found
            if review is None:
                self.dialog.show_saved(target.path, changed=target.changes)
            else:
                self.dialog.show_review(options, review)

        self._ask(work, done)

    def _remember(self, name: str, options: MarkdownOptions) -> None:
        values = as_values(options)
        kept = {one: dict(known) for one, known in saved_in(self._window.preferences.get(SAVED)).items()}
        self._window.preferences.set(SAVED, {**kept, name: values})
        self.dialog.choices.remembered(name, values)

    def _ask(self, work: Callable[[Services], T], then: Callable[[T], object]) -> None:
        """The dialog may be closed before the clerk answers: then only what went wrong is told, in the window."""
        self._window.bridge.ask(work, lambda made: then(made) if isValid(self.dialog) else None, self._fail)

    def _fail(self, error: BaseException) -> None:
        if isValid(self.dialog):
            self.dialog.show_error(explain(error).sentence)
        else:
            self._window.notice.fail(explain(error))


def _narrowed(services: Services, readers: Sequence[str], options: Options, query: str) -> Any:
    """The options, for what a search finds only, if there is one."""
    if not query or isinstance(options, BibliographyOptions):
        return options
    notes = frozenset({"notes"})
    search = services.finding.search
    answers = [search(query, kinds=notes, reader_id=one, limit=_MOST, complete=True) for one in readers]
    hits = [hit for answer in answers for hit in answer.hits]
    return replace(options, ids=frozenset(hit.annotation for hit in hits if hit.annotation))


def _review_of(target: Target, difference: str) -> Review:
    plans = target.plans
    return Review(
        target.path,
        difference,
        target.conflicts,
        sum(len(plan.added) for plan in plans),
        sum(len(plan.updated) for plan in plans),
        sum(len(plan.removed) for plan in plans),
        len(target.deleted),
    )
