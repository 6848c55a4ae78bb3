"""The window on top of the services: Qt starts here, and the text is on the screen before anything else is made."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.model.document import Document
    from annotator.services import Services
    from annotator.services.first_sight import Sight
    from annotator.services.shelf import OpenReader
    from annotator.ui.environment import Environment
    from annotator.ui.main_window import MainWindow
    from annotator.ui.paper.choice import PaperChoice

ARGUMENTS = ["annotator", "-style", "fusion"]  # the one style whose every colour follows the theme
DESKTOP_ID = "org.annotator.Annotator"


def run(
    environment: Environment,
    *,
    target: str | None = None,
    open_file: Path | None = None,
    sight: Sight | None = None,
) -> int:
    """Open the window and stay until it is closed; returns the exit status. The caller closes the clerk.

    Shows `sight` at once, if there is one. Then opens the reader `target`, or imports `open_file` and shows that,
    or goes on where the person left off; in an empty library, imports what is bundled.
    """
    from annotator.ui.lean_start import load_pyside

    load_pyside()
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(ARGUMENTS)
    assert isinstance(app, QApplication)
    window = make_window(app, environment, shown=True)  # laid out once, in its real size; painted from exec() on
    QApplication.sendPostedEvents()  # so that the page has its width before the text is set
    if sight is not None:
        window.show_text(sight.reader_id, sight.revision_id, sight.title, sight.document, sight.offset)
    window.pane.view.setFocus()
    from annotator.ui.first_paint import after_first_paint

    after_first_paint(window, lambda: _complete(window, target, open_file))
    return int(app.exec())


def _complete(window: MainWindow, target: str | None, open_file: Path | None) -> None:
    """All that the first paint didn't wait for: the library, menus, panels, background work."""
    from annotator.ui.arrivals import bundled_texts

    environment = window.environment
    _log_to(environment.log_file)
    sys.excepthook = _Hook(window)
    _close_on_signals(window)
    # Asked before the menus are made: the clerk's thread opens the library meanwhile.
    opening = environment.clerk.ask(lambda services: None if open_file else _first(services, target))
    from annotator.ui.desk import Desk
    from annotator.ui.inbox import Inbox

    desk = Desk(window)
    Inbox(window, desk.arrivals)
    gc.freeze()
    gc.enable()

    def arrived(opened: OpenReader | None) -> None:
        if opened is not None:
            window.show_reader(opened)
        else:
            paths = [open_file] if open_file else bundled_texts(environment.bundled)
            desk.arrivals.bring(paths, report=open_file is not None)

    window.bridge.follow(opening, arrived)


def tour(environment: Environment, folder: Path) -> list[Path]:
    """Show the program in pictures: drive the real window, leave pictures, Markdown and a report in `folder`."""
    from PySide6.QtWidgets import QApplication

    from annotator.ui.tour.guide import play

    app = QApplication.instance() or QApplication(ARGUMENTS)
    assert isinstance(app, QApplication)
    return play(app, make_window(app, environment), environment.bundled, folder)


def on_paper(environment: Environment, reader_id: str, choice: Callable[[Document], PaperChoice]) -> bytes:
    """A reader with its notes as a PDF, set as the window would set it. `choice` is made once its text is known."""
    from PySide6.QtWidgets import QApplication

    from annotator.ui.look import Look
    from annotator.ui.paper.copy import from_library
    from annotator.ui.paper.pdf import Pdf

    app = QApplication.instance() or QApplication(ARGUMENTS)
    assert isinstance(app, QApplication)
    look = Look(environment.preferences, environment.resources / "themes")
    title, copy = environment.clerk.ask(lambda services: from_library(services, reader_id, choice, look)).result()
    pdf = Pdf(copy, title)
    for _done in pdf.steps():
        app.processEvents()
    return pdf.data


def make_window(app: object, environment: Environment, *, shown: bool = False) -> MainWindow:
    """The bare window, with fonts and theme; `annotator.ui.desk.Desk` adds the rest."""
    from PySide6.QtWidgets import QApplication

    from annotator.ui.fonts import load_fonts
    from annotator.ui.main_window import MainWindow

    QApplication.setApplicationName("annotator")
    QApplication.setApplicationDisplayName("Annotator")
    QApplication.setDesktopFileName(DESKTOP_ID)
    return MainWindow(environment, load_fonts(), shown=shown)


def _first(services: Services, target: str | None) -> OpenReader | None:
    reader_id = target or services.shelf.last_opened() or next((e.reader.id for e in services.shelf.entries()), None)
    return services.shelf.open(reader_id) if reader_id else None


class _Hook:
    """Our own faults: logged, shown, never the end of the program."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        from annotator.ui.bridge import explain

        self._window.notice.fail(explain(error.with_traceback(trace)))


def _log_to(log_file: Path | None) -> None:
    if log_file is None:
        return
    import logging

    try:
        log_file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    except OSError as error:
        logging.getLogger(__name__).warning("no log can be written to %s: %s", log_file, error)
        return
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)


def _close_on_signals(window: MainWindow) -> None:
    """Ctrl+C in the terminal and a polite kill close the window as its button does: everything is saved first."""
    if os.name != "posix":
        return
    import signal

    from PySide6.QtCore import QSocketNotifier

    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, window)
    notifier.activated.connect(lambda: os.read(reader, 64))  # wakes Python, which then calls the handler
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda signal_number, frame: window.close())
