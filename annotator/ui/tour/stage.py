"""Runs a story step by step in the window's own event loop, and takes its pictures.

A story is a generator: it acts, and yields what it waits for. It is resumed by a timer, also inside the loops of
dialogs; what opens such a loop must be done with `later`, for a story can't be resumed while it is running.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

from annotator.errors import UserError
from annotator.ui.help import HelpWindow

TICK = 20  # milliseconds between two looks
PATIENCE = 30.0  # seconds that anything is waited for
Condition = Callable[[], object]


class TourError(UserError):
    """What was waited for never came."""

    def __init__(self, reason: str) -> None:
        super().__init__("tour_failed", reason=reason)


@dataclass
class Scene:
    """One picture with its sentence."""

    path: Path
    caption: str


@dataclass
class Stage:
    """Where the story plays; `folder` receives `01-….png` and so on."""

    window: QMainWindow
    folder: Path
    scenes: list[Scene] = field(default_factory=list)

    def picture(self, name: str, caption: str) -> None:
        """Save what the person sees now, dialogs and menus included."""
        QApplication.processEvents()
        path = self.folder / f"{len(self.scenes) + 1:02}-{name}.png"
        if not _seen(self.window).save(str(path)):
            raise TourError(f"{path} can't be written")
        self.scenes.append(Scene(path, caption))

    @staticmethod
    def later(act: Callable[[], object]) -> None:
        """Do `act` after this step."""
        QTimer.singleShot(0, act)


def perform(story: Iterator[Condition | float], owner: QObject, ended: Callable[[BaseException | None], None]) -> None:
    """Run `story` to its end, then call `ended` with what went wrong, or None. A number is a pause, in seconds."""
    timer = QTimer(owner)
    timer.setInterval(TICK)
    state = _Waiting(lambda: True, time.monotonic())

    def step() -> None:
        try:
            if not state.condition():
                if time.monotonic() - state.since > PATIENCE:
                    raise TourError("the program didn't get any further")
                return
            wanted = next(story)
        except StopIteration:
            timer.stop()
            ended(None)
        except BaseException as error:
            timer.stop()
            ended(error)
        else:
            state.since = time.monotonic()
            state.condition = _pause(wanted) if isinstance(wanted, (int, float)) else wanted

    timer.timeout.connect(step)
    timer.start()


@dataclass
class _Waiting:
    condition: Condition
    since: float


def _pause(seconds: float) -> Condition:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def _seen(window: QMainWindow) -> QPixmap:
    """The window, and over it the dialogs and menus that are open, each where it stands."""
    picture = window.grab()
    over = [widget for widget in QApplication.topLevelWidgets() if _lies_over(widget, window)]
    painter = QPainter(picture)
    for widget in sorted(over, key=lambda one: isinstance(one, QMenu)):
        at = widget.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint())
        if isinstance(widget, (QDialog, HelpWindow)):
            at = (window.rect().center() - widget.rect().center()) if widget.width() < window.width() else QPoint()
        painter.drawPixmap(at, widget.grab())
        painter.setPen(QPen(QColor(0, 0, 0, 60)))
        painter.drawRect(widget.rect().translated(at).adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def _lies_over(widget: QWidget, window: QMainWindow) -> bool:
    return widget is not window and widget.isVisible() and isinstance(widget, (QDialog, QMenu, HelpWindow))
