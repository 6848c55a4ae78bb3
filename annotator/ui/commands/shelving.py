"""The library dialog on the services: what it asks for is done, and what came of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.model.change import ChangeSet
from annotator.model.lookup import page_at
from annotator.model.shelf import Reader, ShelfEntry
from annotator.services import Services, drafts
from annotator.ui.arrivals import Arrivals
from annotator.ui.better_text import BetterText
from annotator.ui.commands.sources import open_sources
from annotator.ui.panels.shelf import ReaderDetails, ShelfDialog

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def open_shelf(window: MainWindow, arrivals: Arrivals, report: Callable[[str], object], better: BetterText) -> None:
    """Show all readers; choosing one opens it and closes the dialog. `report` shows the report of one's import."""
    window.bridge.ask(
        lambda services: services.shelf.sound_entries(),
        lambda found: _Shelving(window, arrivals, report, better, *found).show(),
    )


class _Shelving:
    """One showing of the dialog."""

    def __init__(
        self,
        window: MainWindow,
        arrivals: Arrivals,
        report: Callable[[str], object],
        better: BetterText,
        entries: list[ShelfEntry],
        damaged: list[str],
    ) -> None:
        self._window = window
        self._show_report = report
        self._arrivals = arrivals
        self._better = better
        self._open_still = True
        self._dialog = dialog = ShelfDialog(entries, window.look.theme, window)
        dialog.tell_damaged(len(damaged))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.openRequested.connect(self._open)
        dialog.renameRequested.connect(self._rename)
        dialog.removeRequested.connect(self._remove)
        dialog.undoRequested.connect(lambda: self._do(lambda services: services.history.undo()))
        dialog.importRequested.connect(self._bring)
        dialog.trashRequested.connect(self._trash)
        dialog.betterRequested.connect(self._improve)
        dialog.reportRequested.connect(self._report)
        dialog.sourcesRequested.connect(lambda reader_id: open_sources(window, reader_id, parent=dialog))
        arrivals.imported.connect(self._refresh)
        better.revised.connect(self._refresh)
        dialog.finished.connect(self._closed)
        window.look.themeChanged.connect(dialog.set_theme)
        self._ask_details(entries)

    def show(self) -> None:
        self._dialog.open()

    def _closed(self) -> None:
        self._open_still = False
        self._arrivals.imported.disconnect(self._refresh)
        self._better.revised.disconnect(self._refresh)

    def _open(self, reader_id: str) -> None:
        self._dialog.accept()
        self._window.open_reader(reader_id)

    def _report(self, reader_id: str) -> None:
        """Its dialog leaves the window free, so that a place can be shown there; this one wouldn't."""
        self._dialog.accept()
        self._show_report(reader_id)

    def _rename(self, reader_id: str, title: str) -> None:
        self._change(reader_id, lambda reader: drafts.rename_reader(reader, title))

    def _remove(self, reader_id: str) -> None:
        self._change(reader_id, drafts.remove_reader)
        session = self._window.session
        if session is not None and session.reader.id == reader_id:
            self._window.notice.tell(
                _("The text you are reading is in the trash now; it stays open until you leave it.")
            )

    def _change(self, reader_id: str, draft: Callable[[Reader], ChangeSet]) -> None:
        self._do(lambda services: services.history.commit(draft(services.shelf.get(reader_id))))

    def _do(self, work: Callable[[Services], object]) -> None:
        self._window.bridge.ask(work, lambda act: self._done())

    def _done(self) -> None:
        self._refresh()
        if self._window.session is not None:
            self._window.session.reload()

    def _bring(self, paths: list[Path]) -> None:
        self._arrivals.bring(paths, open_first=False)

    def _refresh(self) -> None:
        self._window.bridge.ask(lambda services: services.shelf.sound_entries(), self._show_entries)

    def _show_entries(self, found: tuple[list[ShelfEntry], list[str]]) -> None:
        entries, damaged = found
        if self._open_still:
            self._dialog.tell_damaged(len(damaged))
            self._dialog.set_entries(entries)
            self._ask_details(entries)

    def _ask_details(self, entries: list[ShelfEntry]) -> None:
        """One request a reader, so that a change never waits for a long shelf."""
        for entry in entries:
            self._window.bridge.ask(
                partial(details_of, entry),
                partial(self._show_details, entry.reader.id),
                lambda error: None,
            )

    def _show_details(self, reader_id: str, details: ReaderDetails) -> None:
        if self._open_still:
            self._dialog.set_details({reader_id: details})

    def _improve(self, reader_id: str, title: str) -> None:
        folder = str(self._window.preferences.get("window.last_folder", str(Path.home())))
        self._better.choose(reader_id, title, folder, self._dialog)

    def _trash(self) -> None:
        from annotator.ui.commands.trashing import open_trash

        open_trash(self._window, self._refresh)


def details_of(entry: ShelfEntry, services: Services) -> ReaderDetails:
    """What the text itself tells: whose it is, and how far the person is in it."""
    document = services.shelf.document(entry.reader)
    book = services.bibliography.works(entry.reader, document).book
    author = book.author or book.editor
    if entry.place is None:
        return ReaderDetails(author)
    page = page_at(document, entry.place.offset)
    done = entry.place.offset / max(len(document.text), 1)
    return ReaderDetails(author, page.label if page else None, done)
