"""What the tests of links and of the table of notes do over and over in a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.model.anchor import Position
from annotator.model.annotation import Link, LinkKind
from annotator.services import drafts
from tests.gui.conftest import Opened

CONTROL = Qt.KeyboardModifier.ControlModifier


def mark(opened: Opened, words: str, note: str = "", role: str = "claim", tags: tuple[str, ...] = ()) -> str:
    """Annotate `words` (none: the whole reader), and return the id."""
    session = opened.window.session
    assert session is not None
    start = session.document.text.index(words) if words else 0
    spans = [Position(start, start + len(words))] if words else []
    act = drafts.annotate(session.reader, session.document, spans, role=role, note=note, tags=tags)
    session.apply(act)
    return act.changes[0].record.id


def tie(opened: Opened, source: str, target: str, kind: LinkKind = LinkKind.SUPPORTS) -> str:
    """Link two annotations, and return the link's id."""
    session = opened.window.session
    assert session is not None
    one, other = session.annotation(source), session.annotation(target)
    assert one is not None and other is not None
    act = drafts.link(one, other, kind)
    session.apply(act)
    return act.changes[0].record.id


def links(opened: Opened) -> list[Link]:
    """The links as the library has them, but those in the trash."""
    opened.saved()
    session = opened.window.session
    reader_id = session.reader.id if session else ""
    ties = opened.clerk.ask(lambda services: services.linking.ties(reader_id)).result(5)
    return [link for link in ties.links if link.deleted is None]


def menu(opened: Opened) -> QMenu:
    """The menu that is open."""
    opened.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=5000)
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def press_in_menu(opened: Opened, *keys: Qt.Key) -> None:
    """Keys for the menu that is open."""
    found = menu(opened)
    for key in keys:
        QTest.keyClick(QApplication.activePopupWidget() or found, key)
    come_back(opened)


def come_back(opened: Opened) -> None:
    """Where there is no window manager, nobody gives the focus back after a menu."""
    opened.window.activateWindow()
    opened.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)
