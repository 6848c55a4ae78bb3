"""The window: what lies where, which reader is open, and a close that loses nothing."""

from __future__ import annotations

from base64 import b64decode
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.ui.environment import CarefulPreferences
from annotator.ui.habits import Habits
from annotator.ui.look import Look
from annotator.ui.side import Side
from annotator.ui.status import StatusLine
from annotator.ui.theme import palette
from annotator.ui.trail import Trail, TrailPlace

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent

    from annotator.model.document import Document
    from annotator.model.shelf import Reader
    from annotator.services.shelf import OpenReader
    from annotator.ui.below import Below
    from annotator.ui.bridge import Bridge
    from annotator.ui.environment import Environment
    from annotator.ui.fonts import FontFamilies
    from annotator.ui.keeper import Keeper
    from annotator.ui.keyring import Keyring
    from annotator.ui.notice import Notice
    from annotator.ui.overlay import Overlay
    from annotator.ui.reading.styles import TypeSettings
    from annotator.ui.reading_pane import ReadingPane
    from annotator.ui.session import ReaderSession
    from annotator.ui.theme import Theme

SIZE = QSize(1100, 760)
PLACE_DELAY = 1000  # milliseconds of rest after which the place is remembered


class MainWindow(QMainWindow):
    """Layout, and the one open reader. What a person can do is in `ui/commands`."""

    readerOpened = Signal(object)  # ReaderSession
    filesDropped = Signal(list)  # paths
    escaped = Signal()
    closing = Signal()

    def __init__(self, environment: Environment, fonts: FontFamilies, *, shown: bool = False) -> None:
        """`shown` puts the frame on the screen at once: the desktop makes room for it while the page is being made."""
        super().__init__()
        self.environment = environment
        self.preferences = CarefulPreferences(environment.preferences)
        self.look = Look(self.preferences, environment.resources / "themes", self)
        self.habits = Habits(self.preferences)
        QApplication.setPalette(palette(self.look.theme))
        self.setWindowTitle("Annotator")
        self._restore_frame()
        if shown:
            self.show()
        from annotator.ui import reading_pane

        self.pane: ReadingPane = reading_pane.ReadingPane(self.look.theme, self.look.type, fonts)
        self.pane.view.hyphens.remember(self.preferences.get("layout.hyphens", {}))
        self.status = StatusLine()
        self.trail = Trail()
        self.session: ReaderSession | None = None
        self._sight = ""  # the revision that is shown while its session is still being made
        self.splitter = QSplitter()
        self.side = Side(self.preferences, self.splitter)
        self._lay_out()
        self.setAcceptDrops(True)
        self._restore_columns()
        self.side.make_room(self.width())
        self._place = QTimer(self, singleShot=True, interval=PLACE_DELAY)
        self._place.timeout.connect(self.remember_place)
        self.pane.view.placeChanged.connect(self._moved)
        self.look.themeChanged.connect(self._set_theme)
        self.pane.view.firstPainted.connect(self.look.follow_system)
        self.look.typeChanged.connect(self._set_type)
        self.pane.resizeWanted.connect(self.look.resize)

    # Made when they are first needed: the first paint has no use for them

    @cached_property
    def bridge(self) -> Bridge:
        """To the clerk and back."""
        from annotator.ui.bridge import Bridge

        bridge = Bridge(self.environment.clerk, self)
        bridge.failed.connect(lambda failure: self.notice.fail(failure))
        return bridge

    @cached_property
    def keeper(self) -> Keeper:
        """Tells what is saved, and closes nothing that isn't."""
        from annotator.ui.keeper import Keeper

        return Keeper(self)

    @cached_property
    def keyring(self) -> Keyring:
        """The keys of all actions."""
        from annotator.ui.actions import ACTIONS
        from annotator.ui.keyring import Keyring

        return Keyring(self.preferences, ACTIONS, self)

    @cached_property
    def overlay(self) -> Overlay:
        """Marks and notes of the open reader."""
        from annotator.ui.overlay import Overlay

        overlay = Overlay(self.pane, self)
        overlay.counted.connect(self.status.show_notes)
        return overlay

    @cached_property
    def notice(self) -> Notice:
        """What went wrong, and what to do."""
        from annotator.ui.notice import Notice

        notice = Notice()
        self._column.insertWidget(1, notice)
        return notice

    @cached_property
    def below(self) -> Below:
        """What lies below all the rest."""
        from annotator.ui.below import Below

        return Below(self.splitter, self._column)

    # Readers

    def show_text(self, reader_id: str, revision_id: str, title: str, document: Document, offset: int) -> None:
        """Show a text before its reader is opened: it can be read; marks, notes and commands follow."""
        self._sight = revision_id
        self._follow_habits(reader_id)
        self.pane.view.set_document(document, offset)
        self._entitle(title)
        self._show_page()

    def show_reader(self, opened: OpenReader) -> None:
        """Open a reader where the person left off."""
        from annotator.ui.session import ReaderSession

        self.leave_reader()
        session = ReaderSession(self.bridge, opened, self.environment.safe_folders, self)
        self.session = session
        self.pane.hide_empty(bool(self._habit(opened.reader.id, "margin_shown", True)))
        self.keeper.keep(session)
        if self._sight != opened.reader.revision_id:
            self._follow_habits(opened.reader.id)
            self.pane.view.set_document(opened.document, opened.place.offset if opened.place else 0)
        self._sight = ""
        self.overlay.attach(session)
        session.readerChanged.connect(self._reader_changed)
        session.revised.connect(self.reopen)
        self._entitle(opened.reader.title)
        self._show_page()
        session.start()
        if opened.damaged:
            self.notice.tell(_("Part of this reader's notes is damaged and can't be shown; all others are here."))
        self.status.show_all_saved()
        self.readerOpened.emit(session)

    def _reader_changed(self, reader: Reader) -> None:
        self._entitle(reader.title)
        if reader.deleted and self.session is not None:
            words = _("“{title}” is in the trash now, with all that you wrote in it.").format(title=reader.title)
            self.notice.tell(words, key="trashed", button=_("Bring it back"), act=self.session.redo)
        else:
            self.notice.solved("trashed")

    def open_reader(self, reader_id: str, offset: int | None = None) -> None:
        """Open the reader of this id; where it is open already, only go to `offset`."""
        if self.session is not None and self.session.reader.id == reader_id:
            if offset is not None:
                self.jump(offset)
            return

        def show(opened: OpenReader) -> None:
            self.leave_here()
            self.show_reader(opened)
            if offset is not None:
                self.pane.view.go_to(offset)
            self.pane.view.setFocus()

        self.bridge.ask(lambda services: services.shelf.open(reader_id), show)

    def reopen(self) -> None:
        """The open reader has another text now: show that, at the same words."""
        before = self.session
        if before is None:
            return

        def show(opened: OpenReader) -> None:
            # Who made the new text tells it as well as the look at the library does: one of them is enough.
            if self.session is not before or before.reader.revision_id == opened.reader.revision_id:
                return
            self.show_reader(opened)
            if before.busy and self.session is not None:
                before.idle.connect(self.session.reload)

        self.remember_place()
        self.bridge.ask(lambda services: services.shelf.open(before.reader.id), show)

    def leave_reader(self) -> None:
        """Keep what is being written, and the place; the session saves on by itself."""
        if self.session is not None:
            if self.pane.has_margin:
                self.pane.margin.finish_editing()
            self.remember_place()
            self._keep_habits(self.session.reader.id)
            self.session.stop()
            self.session = None

    def jump(self, offset: int) -> None:
        """Go somewhere else in the text, with a way back."""
        self.leave_here()
        self.pane.view.go_to(offset)

    def here(self, focus: int | None = None) -> TrailPlace | None:
        """The place that the window shows; `focus` is what the person looks at, where that is known."""
        if self.session is None:
            return None
        reader, (offset, y) = self.session.reader, self.pane.view.top_place()
        looked_at = self.pane.view.present_offset() if focus is None else focus
        return TrailPlace(reader.id, reader.revision_id, offset, y, looked_at)

    def leave_here(self, focus: int | None = None) -> None:
        """A jump begins: Back leads here again."""
        place = self.here(focus)
        if place is not None:
            self.trail.leave(place)

    def take_focus_back(self, ours: bool = True) -> None:
        """Something that floated over the page has gone: the page has the keyboard again, unless another took it."""
        if ours:
            self.pane.view.setFocus()

    def remember_place(self) -> None:
        """Keep where the person is in the library."""
        self._place.stop()
        if self.session is not None:
            reader, offset = self.session.reader, self.pane.view.top_offset()
            self.bridge.ask(
                lambda services: services.shelf.remember_place(reader.id, offset, reader.revision_id),
                None,
                lambda error: None,
            )

    # Layout

    def _lay_out(self) -> None:
        splitter = self.splitter
        splitter.setHandleWidth(1)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.handle(1).setAutoFillBackground(True)  # in high contrast both sides are black
        splitter.handle(1).setBackgroundRole(QPalette.ColorRole.Mid)
        whole = QWidget(self)
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(splitter, 1)
        self._column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.setFocusProxy(self.pane)

    def _restore_frame(self) -> None:
        self.resize(SIZE)
        geometry = str(self.preferences.get("layout.geometry", ""))
        if geometry:
            with suppress(ValueError):  # not what we wrote
                self.restoreGeometry(b64decode(geometry))

    def _restore_columns(self) -> None:
        self.side.take_width()
        self.pane.show_margin(bool(self.preferences.get("layout.margin_shown", True)))
        self.pane.set_margin_width(
            int(self.preferences.get("layout.margin_width", self.pane.FIRST_MARGIN)),
            marks_only=bool(self.preferences.get("layout.margin_marks", False)),
        )
        self.pane.show_map(bool(self.preferences.get("layout.map_shown", True)))

    def _keep_layout(self) -> None:
        wanted: dict[str, object] = {
            "layout.geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            "layout.contents_shown": self.side.wanted,
        }
        self.side.remember_width()
        if self.session is not None:
            wanted["layout.margin_shown"] = self.pane.margin_shown()
            wanted["layout.map_shown"] = self.pane.map_shown()
            wanted["layout.margin_width"] = self.pane.margin_width()
            wanted["layout.margin_marks"] = self.pane.marks_only()
            wanted["layout.hyphens"] = self.pane.view.hyphens_in_sight()
        for key, value in wanted.items():
            self.preferences.set(key, value)

    def _follow_habits(self, reader_id: str) -> None:
        """Set a reader's page as it was left; a new reader's like the last one's."""
        kept = self.habits.of(reader_id)
        if isinstance(kept.get("size"), int):
            self.look.take(self.look.type._replace(size=kept["size"]))
        self.pane.show_margin(bool(self._habit(reader_id, "margin_shown", True)))
        self.pane.set_margin_width(
            int(self._habit(reader_id, "margin_width", self.pane.FIRST_MARGIN)),
            marks_only=bool(self._habit(reader_id, "margin_marks", False)),
        )
        self.pane.show_map(bool(self._habit(reader_id, "map_shown", True)))
        self.side.show_contents(bool(self._habit(reader_id, "contents_shown", True)))

    def _habit(self, reader_id: str, name: str, usual: object) -> Any:
        return self.habits.of(reader_id).get(name, self.preferences.get(f"layout.{name}", usual))

    def _keep_habits(self, reader_id: str) -> None:
        pane = self.pane
        self.habits.keep(
            reader_id,
            size=self.look.type.size,
            margin_shown=pane.margin_shown(),
            margin_marks=pane.marks_only(),
            margin_width=pane.margin_width(),
            map_shown=pane.map_shown(),
            contents_shown=self.side.wanted,
        )

    def _set_theme(self, theme: Theme) -> None:
        from annotator.ui.panels.look import renew_sheets

        QApplication.setPalette(palette(theme))
        renew_sheets()
        self.pane.set_theme(theme)

    def _set_type(self, settings: TypeSettings) -> None:
        self.pane.set_type(settings)
        self._show_page()

    def _entitle(self, title: str) -> None:
        self.setWindowTitle(f"{title} — Annotator")

    def _moved(self, offset: int) -> None:
        self._place.start()
        self._show_page()

    def _show_page(self) -> None:
        self.status.show_page(self.pane.view.place_name())

    # Coming and going

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.filesDropped.emit([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc comes here when neither page nor panel has a use for it."""
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window is the page's."""
        super().resizeEvent(event)
        if "side" in self.__dict__:  # the frame is on the screen before it
            self.side.make_room(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.pane.has_margin:
            self.pane.margin.finish_editing()
        if not self.keeper.may_close():
            event.ignore()
            return
        self._keep_layout()
        self.leave_reader()
        self.closing.emit()
        super().closeEvent(event)
