"""The concordance on the window: asked for at a word, shown below the page, walked through in the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from annotator.i18n import _
from annotator.ui.bridge import explain
from annotator.ui.commands.selecting import taken
from annotator.ui.menus import Handlers, Menus

if TYPE_CHECKING:
    from annotator.model.concordance import Collocate, Order
    from annotator.model.position import Position
    from annotator.services.concordance import Concordance
    from annotator.ui.concordance.looking import Looking, Question
    from annotator.ui.concordance.panel import ConcordancePanel
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import ReaderSession

HEIGHT = 300  # pixels, at first
LONGEST = 80  # code points of a selection that is taken for words to look for
IN_A_FILE = 50  # neighbours that a Markdown file has
_HEIGHT, _FOLDER = "layout.concordance_height", "export.last_folder"
_KINDS = {
    "csv": (_("Lines (*.csv)"), ".csv"),
    "markdown": (_("Markdown (*.md)"), ".md"),
    "svg": (_("Picture (*.svg)"), ".svg"),
}


class Concording:
    """Made of three parts: the panel shows, `Looking` finds on its own thread, and this brings both to the page."""

    def __init__(self, window: MainWindow, find: Callable[[int], None], finding_here: Callable[[], bool]) -> None:
        """`find` is what F3 does else; `finding_here` tells whether the find bar is in use, which comes first."""
        self._window = window
        self._menus: Menus | None = None
        self._session: ReaderSession | None = None
        self._looking: Looking | None = None
        self.panel: ConcordancePanel | None = None
        self.handlers: Handlers = {
            "concordance": self.toggle,
            "find-next": lambda: self._step_or(+1, find, finding_here),
            "find-previous": lambda: self._step_or(-1, find, finding_here),
        }
        self._later = QTimer(window, singleShot=True, interval=50)
        self._later.timeout.connect(self._show_marks)
        window.closing.connect(self._stop)

    def attach(self, menus: Menus) -> None:
        """Tick whether it is shown."""
        self._menus = menus

    def show_session(self, session: ReaderSession) -> None:
        """Another reader is open, or another text of it."""
        if self._session is not None and self._session is not session:
            self._session.marksChanged.disconnect(self._marks_changed)
        if self._session is not session:
            self._session = session
            session.marksChanged.connect(self._marks_changed)
        panel = self.panel
        if panel is None:
            return
        panel.asking.set_reader(True)
        if panel.isHidden():
            return
        if panel.asking.question().everywhere:
            self._show_hits(self._current_start())
        else:
            panel.asking.ask()

    def toggle(self) -> None:
        """The selected words, or the word at the caret, in context; where the panel has the keyboard, fold it away."""
        panel, words = self.panel, self._words()
        focus = QGuiApplication.focusObject()
        if panel is not None and not panel.isHidden() and panel.isAncestorOf(focus or panel):  # type: ignore[arg-type]
            self._hide()
            return
        if taken(self._window) is None:
            return
        self._show()
        assert self.panel is not None
        self.panel.open(words)
        if words and self._window.session is not None:
            self.panel.view.setFocus()
        self._tick()

    def step(self, by: int) -> bool:
        """The next or previous line, and its place; False where there is none to walk through."""
        panel = self.panel
        if panel is None or panel.isHidden() or panel.found is None or not len(panel.found):
            return False
        at, count = panel.view.current(), len(panel.found)
        self._go(((at + by) if at is not None else (0 if by > 0 else -1)) % count, stay=True)
        return True

    # Showing

    def _show(self) -> None:
        if self.panel is None:
            self.panel = self._make()
        self.panel.show()
        self._tick()

    def _hide(self) -> None:
        panel = self.panel
        if panel is not None and not panel.isHidden():
            self._remember()
            panel.hide()
        if self._looking is not None:
            self._looking.cancel()
        self._window.pane.view.set_hits([], None)
        self._window.status.show_hits(None, None)
        self._window.pane.view.setFocus()
        self._tick()

    def _tick(self) -> None:
        if self._menus is not None:
            self._menus.actions["concordance"].setChecked(self.panel is not None and not self.panel.isHidden())

    def _remember(self) -> None:
        if self.panel is not None and not self.panel.isHidden():
            self._window.preferences.set(_HEIGHT, self.panel.height())

    def _stop(self) -> None:
        self._remember()
        if self._looking is not None:
            self._looking.stop()

    def _make(self) -> ConcordancePanel:
        from annotator.ui.concordance.looking import Looking
        from annotator.ui.concordance.panel import ConcordancePanel

        window = self._window
        panel = ConcordancePanel(window.look.theme, window)
        looking = self._looking = Looking(window.bridge, panel)
        window.below.add(panel, int(window.preferences.get(_HEIGHT, HEIGHT)))
        panel.set_roles(window.overlay.roles)
        panel.asking.set_reader(window.session is not None)
        panel.asked.connect(self._ask)
        panel.sortWanted.connect(self._sort)
        panel.emptied.connect(self._empty)
        panel.cancelled.connect(self._cancel)
        panel.closed.connect(self._hide)
        panel.collocatesWanted.connect(self._collocates)
        panel.lineWanted.connect(lambda row, stay: self._go(row, stay=stay))
        panel.placeWanted.connect(self._go_to_place)
        panel.stepWanted.connect(self.step)
        panel.exportWanted.connect(self._export)
        looking.found.connect(self._found)
        looking.failed.connect(panel.show_failed)
        looking.progressed.connect(panel.show_progress)
        window.look.themeChanged.connect(panel.set_theme)
        window.overlay.rolesChanged.connect(lambda: panel.set_roles(window.overlay.roles))
        return panel

    # Asking

    def _words(self) -> str:
        """What is selected or, while there is a caret to be seen, the word at it."""
        view = self._window.pane.view
        words = view.text_of_selection()
        if not words and view.caret_shown() and view.scene is not None:
            from annotator.ui.reading.selection import Unit, around

            plan = view.scene.flow.plan
            span = around(plan, view.caret(), Unit.WORD)
            words = plan.document.text[span.start : span.end]
        plain = " ".join("".join(" " if c in "|*?" else c for c in words).split())
        return plain if len(plain) <= LONGEST and any(c.isalnum() for c in plain) else ""

    def _ask(self, question: Question) -> None:
        assert self._looking is not None
        self._looking.look(question, self._window.session)

    def _sort(self, order: Order) -> None:
        panel, looking = self.panel, self._looking
        assert panel is not None and looking is not None
        if looking.busy:
            panel.asking.ask()  # the search under way was to be sorted otherwise
        elif panel.found is not None:
            looking.sort(panel.asking.question(), panel.found, order)

    def _empty(self) -> None:
        assert self.panel is not None and self._looking is not None
        self._looking.cancel()
        self.panel.show_nothing()
        self._show_hits(None)

    def _cancel(self) -> None:
        assert self.panel is not None and self._looking is not None
        self._looking.cancel()
        self.panel.show_stopped()

    def _found(self, question: Question, found: Concordance) -> None:
        if self.panel is not None:
            self.panel.show_found(question, found)
            self._show_hits(self._current_start())

    def _collocates(self, span: int, least: int) -> None:
        panel, looking = self.panel, self._looking
        assert panel is not None and looking is not None
        asked = panel.found

        def show(found: list[Collocate]) -> None:
            if panel.found is not None and asked is not None and panel.found.texts == asked.texts:
                panel.show_collocates(found)

        if asked is not None:
            looking.collocates(asked, span, least, show)

    # Going there

    def _go(self, row: int, *, stay: bool) -> None:
        panel, window = self.panel, self._window
        assert panel is not None and panel.found is not None
        panel.choose(row)
        line = panel.found.line(row)
        session = window.session
        if session is None or session.reader.id != line.reader_id:
            window.open_reader(line.reader_id, line.start)
            return
        sight = window.pane.view.visible_span()
        if not sight.start <= line.start < sight.end:
            window.jump(line.start)
        self._show_hits(line.start)
        if not stay:
            window.pane.view.setFocus()
        if window.pane.view.hasFocus():
            window.pane.view.announce(panel.view.lines.spoken(line))

    def _go_to_place(self, reader_id: str, start: int, stay: bool) -> None:
        panel = self.panel
        row = panel.found.row_of(reader_id, start) if panel is not None and panel.found is not None else None
        if row is not None:
            self._go(row, stay=stay)

    def _current_start(self) -> int | None:
        """Where the current line's hit begins, if it is in the open reader."""
        panel, session = self.panel, self._window.session
        row = panel.view.current() if panel is not None else None
        if panel is None or panel.found is None or session is None or row is None:
            return None
        line = panel.found.line(row)
        return line.start if line.reader_id == session.reader.id else None

    def _show_hits(self, start: int | None) -> None:
        """Mark all hits on the page, the one that begins at `start` as the current one."""
        positions = self._hits_here()
        at: int | None = None
        if start is not None:
            at = bisect_left(positions, start, key=lambda hit: hit.start)
            at = at if at < len(positions) and positions[at].start == start else None
        self._window.pane.view.set_hits(positions, at)
        self._window.status.show_hits(None if at is None else at + 1, len(positions) if positions else None)

    def _hits_here(self) -> list[Position]:
        panel, session = self.panel, self._window.session
        if panel is None or panel.found is None or session is None:
            return []
        here = (one for one in panel.found.texts if one.text.reader_id == session.reader.id)
        text = next((one for one in here if one.text.document.text == session.document.text), None)
        return text.positions if text is not None else []

    def _step_or(self, by: int, find: Callable[[int], None], finding_here: Callable[[], bool]) -> None:
        if finding_here() or not self.step(by):
            find(by)

    # The person's marks

    def _marks_changed(self, ids: frozenset[str]) -> None:
        if self.panel is not None and not self.panel.isHidden() and self.panel.found is not None:
            self._later.start()

    def _show_marks(self) -> None:
        from annotator.services.concording import marks_of

        panel, session = self.panel, self._window.session
        if panel is None or panel.found is None or session is None:
            return
        for text in panel.found.texts:
            if text.text.reader_id == session.reader.id:
                text.set_marks(marks_of(session.placed.values()))
        panel.view.lines.refresh()

    # Files

    def _export(self, form: str) -> None:
        from annotator.services.concordance_files import Wording, as_text, write_new
        from annotator.ui.concordance.lines_view import COPIED
        from annotator.ui.file_types import file_name

        panel, window, looking = self.panel, self._window, self._looking
        assert panel is not None and panel.found is not None and looking is not None
        kind, suffix = _KINDS[form]
        folder = Path(str(window.preferences.get(_FOLDER) or Path.home()))
        name = file_name(_("Concordance – {words}").format(words=panel.found.query)) + suffix
        chosen, _kind = QFileDialog.getSaveFileName(window, _("Save Concordance"), str(folder / name), kind)
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(suffix)
        window.preferences.set(_FOLDER, str(path.parent))
        found, roles = panel.found, dict(window.overlay.roles)
        span, least = panel.neighbours.span.value(), panel.neighbours.least.value()
        over = str(path) == chosen  # the dialog has asked

        def write() -> Path:
            near = found.collocates(span, least)[:IN_A_FILE] if form == "markdown" else []
            return write_new(as_text(found, form, Wording(COPIED, roles, near)), path, over=over)  # type: ignore[arg-type]

        looking.render(
            write,
            lambda written: window.status.say(_("Written: {path}").format(path=written)),
            lambda error: window.notice.fail(explain(error)),
        )
