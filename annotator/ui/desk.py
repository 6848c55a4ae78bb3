"""Everything around the page that the first paint doesn't wait for: panels, commands, menus, background work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator.i18n import _, ngettext
from annotator.services import Services
from annotator.services.recovery import bring_in, left_behind
from annotator.ui.arrivals import Arrivals
from annotator.ui.better_text import BetterText
from annotator.ui.commands.all_notes import AllNotes
from annotator.ui.commands.annotating import Annotating
from annotator.ui.commands.bookmarking import Bookmarking
from annotator.ui.commands.checking import Checking
from annotator.ui.commands.citing import Citing
from annotator.ui.commands.concording import Concording
from annotator.ui.commands.editing import Editing
from annotator.ui.commands.filing import Filing
from annotator.ui.commands.finding import Finding
from annotator.ui.commands.going import Going
from annotator.ui.commands.linking import Linking
from annotator.ui.commands.noting import Noting
from annotator.ui.commands.passages import Passages
from annotator.ui.commands.preferring import Preferring
from annotator.ui.commands.reporting import Reporting
from annotator.ui.commands.searching import Searching
from annotator.ui.commands.selecting import Selecting
from annotator.ui.commands.tooling import Tooling
from annotator.ui.commands.viewing import Viewing
from annotator.ui.main_window import MainWindow
from annotator.ui.menus import Menus
from annotator.ui.panels.contents import ContentsPanel
from annotator.ui.panels.dates import said_day
from annotator.ui.session import ReaderSession
from annotator.ui.side import CONTENTS
from annotator.ui.tasks import BackupTask, IndexTask


class Desk(QObject):
    """Puts the parts together; holds none of their knowledge."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        program = window.environment.program
        window.overlay.begin_margin()
        self.keyring = window.keyring
        self._window = window
        self.contents = ContentsPanel()
        window.side.add(CONTENTS, self.contents)
        self.index = IndexTask(program, self)
        self.backups = BackupTask(program, self)
        self.arrivals = Arrivals(program, window.notice, self)
        self.viewing = Viewing(window, self.contents)
        self.going = Going(window)
        self.noting = Noting(window)
        self.bookmarking = Bookmarking(window, self.viewing.show_side, self.viewing.hide_side)
        self.annotating = Annotating(window)
        self.linking = Linking(window, self.annotating.write)
        self.all_notes = AllNotes(window)
        self.checking = Checking(window)
        self.passages = Passages(window)
        self.selecting = Selecting(window)
        self.editing = Editing(window)
        self.citing = Citing(window, self.contents.show_authors)
        self.reporting = Reporting(window)
        self.better = BetterText(program, window.notice, self)
        self.filing = Filing(window, self.arrivals, self.reporting, self.better, self.backups)
        self.finding = Finding(window)
        self.searching = Searching(window, self.finding, self.viewing.show_side, self.viewing.leave_search)
        self.concording = Concording(window, self.searching.step, self._searches)
        self.tooling = Tooling(window, self.arrivals, self.index)
        chosen_by = (self.viewing, self.annotating, self.selecting, self.citing)
        self.preferring = Preferring(window, self.keyring, *chosen_by)
        places = (self.going, self.noting, self.bookmarking)
        # The concordance comes last of the three: it hands F3 on to the others where that is theirs.
        reading = (self.finding, self.searching, self.concording, self.viewing, *places, self.selecting)
        notes = (self.annotating, self.passages, self.linking, self.all_notes, self.checking)
        writing = (self.filing, self.reporting, self.editing, self.citing)
        parts = (*writing, *reading, *notes, self.preferring, self.tooling)
        handlers = {action: handler for part in parts for action, handler in part.handlers.items()}
        self.menus = Menus(window, window.pane.view, handlers, self.keyring)
        marking = (self.citing, self.selecting, self.annotating, self.all_notes)
        for part in (self.viewing, *marking, self.concording, self.preferring, self.tooling):
            part.attach(self.menus)
        self.keyring.changed.connect(self._name_keys)
        self._name_keys()
        window.setWindowIcon(QIcon.fromTheme(QApplication.desktopFileName()))
        self._connect()
        self.menus.enable_for_reader(False)
        if window.session is not None:
            self._opened(window.session)
        elif window.pane.view.document() is None:
            window.pane.show_empty(_("Drop a text here, or press {key}").format(key=self.keyring.first("open")))
        window.bridge.ask(lambda services: services.annotations.roles(), window.overlay.set_roles, lambda error: None)
        self._recover()
        self._backed_up("")
        window.bridge.ask(lambda services: services.keeping.behind, self._say_behind, lambda error: None)

    def _searches(self) -> bool:
        """Whether F3 is meant for a search: the find bar is open, or the search panel has the keyboard."""
        panel, focus = self.searching.panel, QApplication.focusWidget()
        return self.finding.shown or (panel is not None and focus is not None and panel.isAncestorOf(focus))

    def _connect(self) -> None:
        window = self._window
        window.readerOpened.connect(self._opened)
        window.filesDropped.connect(lambda names: self.arrivals.bring([Path(name) for name in names]))
        window.escaped.connect(self._escape)
        window.closing.connect(self.arrivals.end)
        window.closing.connect(self.better.end)
        window.closing.connect(self.reporting.stop)
        window.closing.connect(self.index.stop)
        window.closing.connect(self.backups.stop)
        self.backups.finished.connect(self._backed_up)
        self.index.busyChanged.connect(self.searching.set_indexing)
        self.searching.indexUnusable.connect(self.index.mend)
        window.pane.view.placeChanged.connect(self.contents.follow)
        window.pane.map.jumped.connect(window.leave_here)
        self.contents.chosen.connect(self._go_to_entry)
        self.contents.sourceWanted.connect(self.citing.open_division)
        self.arrivals.arrived.connect(window.open_reader)
        self.arrivals.imported.connect(self.index.poke)
        self.arrivals.reportWanted.connect(self.reporting.open)
        for coming in (self.arrivals, self.better):
            coming.cutOff.connect(
                lambda: window.bridge.ask(lambda services: services.shelf.sweep(), None, lambda error: None)
            )
        self.better.revised.connect(lambda reader_id: self.index.poke())
        self.better.revised.connect(self._revised)
        self.better.checkWanted.connect(self._check)

    def _name_keys(self) -> None:
        """What the margin says is about its key."""
        self._window.pane.margin.note_key = self.keyring.first("note")
        self._window.pane.margin.restack()

    def _opened(self, session: ReaderSession) -> None:
        self.contents.set_document(session.document)
        self.contents.follow(self._window.pane.view.top_offset())
        self.menus.enable_for_reader(True)
        self.editing.attach(session, self.menus)
        self.citing.follow(session)
        self.finding.attach(session)
        self.searching.attach(session)
        self.bookmarking.attach(session)
        self.viewing.tick()
        self.checking.attach(session)
        self.all_notes.show_session(session)
        self.concording.show_session(session)
        session.saved.connect(self.index.poke)
        session.saved.connect(self.backups.poke)
        self.index.poke()

    def _go_to_entry(self, offset: int) -> None:
        self._window.jump(offset)
        self._window.pane.view.setFocus()

    def _revised(self, reader_id: str) -> None:
        session = self._window.session
        if session is not None and session.reader.id == reader_id:
            self._window.reopen()

    def _check(self, reader_id: str) -> None:
        window = self._window
        if window.session is not None and window.session.reader.id == reader_id:
            self.checking.open()
        else:
            window.readerOpened.connect(lambda session: self.checking.open(), Qt.ConnectionType.SingleShotConnection)
            window.open_reader(reader_id)

    def _escape(self) -> None:
        """Back out one layer."""
        window = self._window
        if self.finding.close():
            return
        if window.overlay.current is not None:
            window.overlay.choose(None)
        elif window.isFullScreen():
            self.viewing.full_screen()

    def _backed_up(self, failure: str) -> None:
        """Say when the last backup was made and checked, or why none could be."""
        window = self._window
        if failure:
            window.notice.tell(failure)

        def show(moment: str | None) -> None:
            window.status.set_backup(said_day(moment) if moment else "")

        window.bridge.ask(lambda services: services.keeping.newest(), show, lambda error: None)

    def _say_behind(self, behind: bool) -> None:
        if behind:
            words = _(
                "The journal knows of changes that this library doesn't have: an older copy may have been put in its "
                "place. Nothing was changed; the help page “When something goes wrong” tells how to bring them in."
            )
            self._window.notice.tell(words)

    def _recover(self) -> None:
        """Changes of an earlier run that never reached the library."""
        window = self._window
        paths = left_behind(window.environment.safe_folders)
        if not paths:
            return

        def bring(services: Services) -> int:
            return sum(bring_in(services, path) for path in paths)

        def brought(count: int) -> None:
            words = ngettext(
                "{n} change that could not be saved earlier is in the library now.",
                "{n} changes that could not be saved earlier are in the library now.",
                count,
            )
            if count:
                window.notice.tell(words.format(n=count))
            if window.session is not None:
                window.session.reload()

        window.bridge.ask(bring, brought)
