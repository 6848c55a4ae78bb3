"""The window on a small library, driven by keys and mouse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import make_window
from annotator.files import sha256_of
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.document import Document
from annotator.model.report import Imported, ImportReport
from annotator.model.shelf import Reader
from annotator.paths import paths_under
from annotator.services import Services
from annotator.services.clerk import Clerk
from annotator.services.clock import now
from annotator.services.shelf import reader_id_of
from annotator.ui.desk import Desk
from annotator.ui.environment import Environment
from annotator.ui.main_window import MainWindow
from annotator.ui.reading.hyphenation import read_dictionary
from annotator.wiring import build_services
from tests.documents import sample_document
from tests.gui import mouse

REPOSITORY = Path(__file__).resolve().parents[2]


class MemoryPreferences:
    """Preferences that outlive a window, not the test."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def set(self, key: str, value: Any) -> None:
        self.values[key] = value

    def set_all(self, values: Mapping[str, Any]) -> None:
        self.values |= values


@dataclass
class Opened:
    """A window with its desk, and what a test asks of them."""

    window: MainWindow
    desk: Desk
    clerk: Clerk
    qtbot: Any

    @property
    def view(self) -> Any:
        return self.window.pane.view

    def select(self, words: str) -> None:
        """Drag the mouse over `words`."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5000)
        start = self.view.document().text.index(words)
        self.view.go_to(start, light=False)
        QApplication.processEvents()
        first, last = self.point(start), self.point(start + len(words), before=True)
        mouse.drag(self.view.viewport(), *mouse.steps(first, last, 2))

    def point(self, offset: int, *, before: bool = False) -> QPoint:
        """Where the caret of `offset` stands in the viewport (of the end of the character before, with `before`)."""
        from annotator.ui.reading.hit_test import caret_rect

        box = caret_rect(self.view.scene, offset)
        return QPoint(round(box.left()), round(box.center().y()))

    def hover(self, spot: QPoint, shape: Qt.CursorShape) -> None:
        """Move the hand over a spot of the text until it has this shape: what just closed may swallow a move."""
        viewport = self.view.viewport()
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=spot)

        def moved() -> bool:
            if (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            mouse.move(viewport, QPoint(2, viewport.height() - 2))
            mouse.move(viewport, spot)
            return bool(viewport.cursor().shape() is shape)

        self.qtbot.waitUntil(moved, timeout=5000)

    def press(self, key: Any, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        """Letters, wherever the focus is."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    def saved(self) -> None:
        """Wait until the library has everything."""
        self.qtbot.waitUntil(lambda: not self.window.keeper.busy, timeout=5000)

    def stored(self) -> list[Annotation]:
        """The annotations as the library has them now."""
        reader_id = self.window.session.reader.id if self.window.session else ""
        return self.clerk.ask(
            lambda services: [placed.annotation for placed in services.annotations.of_reader(reader_id, self.document)]
        ).result(5)

    @property
    def document(self) -> Document:
        assert self.window.session is not None
        return self.window.session.document


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose library has one small reader with a bit of everything."""
    folder = tmp_path / "data"
    add_reader(folder, sample_document())
    return folder


def add_reader(folder: Path, document: Document) -> str:
    """Put a document into the library at `folder`; returns the reader's id."""
    original = document.text.encode()
    digest = sha256_of(original)
    revision = f"00000000-0000-4000-8000-{digest[:12]}"
    reader = Reader(reader_id_of(digest), document.title, "sample.txt", digest, revision, now())
    library = Library.open(folder, "someone")
    library.readers.add(reader, Imported(document, ImportReport()), original, moment=now())
    library.close()
    return reader.id


@pytest.fixture(scope="session", autouse=True)
def dictionary() -> None:
    """English words can be broken from the first test on, not from some moment in it."""
    read_dictionary("en")


@pytest.fixture
def preferences() -> MemoryPreferences:
    return MemoryPreferences()


@pytest.fixture
def open_window(data: Path, preferences: MemoryPreferences, qtbot: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a window on the library, as often as a test wants; closes them all."""
    made: list[Opened] = []

    def open(change: Callable[[Services], Services] = lambda services: services) -> Opened:
        mouse.let_go()
        clerk = Clerk(lambda: change(build_services(paths_under(data), author="someone")))
        window = make_window(QApplication.instance(), environment(clerk, data, preferences))
        window.resize(1100, 760)
        window.show_reader(clerk.ask(_first).result(10))
        opened = Opened(window, Desk(window), clerk, qtbot)
        made.append(opened)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.pane.view.setFocus()
        clerk.ask(lambda services: None).result(10)  # what the window asked at its opening has its answer
        QApplication.processEvents()
        mouse.let_go()
        return opened

    yield open
    for opened in made:
        close(opened)
        opened.window.deleteLater()


def close(opened: Opened) -> None:
    """Close a window and let its clerk finish; a second time is no harm."""
    opened.desk.index.stop()
    opened.window.close()
    opened.qtbot.waitUntil(lambda: not opened.window.isVisible(), timeout=10_000)
    opened.clerk.ask(lambda services: services.close()) if not opened.clerk._pool._shutdown else None
    opened.clerk.close()


def environment(clerk: Clerk, data: Path, preferences: MemoryPreferences) -> Environment:
    """The surroundings of a test's window; the child process it would start does nothing."""
    return Environment(
        clerk=clerk,
        preferences=preferences,
        resources=REPOSITORY / "resources",
        help=REPOSITORY / "resources" / "help",
        program=(sys.executable, "-c", ""),
        data_folder=data,
    )


def _first(services: Services) -> Any:
    return services.shelf.open(services.shelf.entries()[0].reader.id)


@pytest.fixture
def opened(open_window: Callable[..., Opened]) -> Opened:
    """One open window."""
    return open_window()
