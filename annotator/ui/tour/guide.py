"""Opens the window for a tour, plays the story, and leaves pictures, the Markdown and the report."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.files import write_atomically
from annotator.i18n import _
from annotator.ui.arrivals import bundled_texts
from annotator.ui.desk import Desk
from annotator.ui.main_window import MainWindow
from annotator.ui.tour.report import report
from annotator.ui.tour.stage import Stage, perform
from annotator.ui.tour.story import SMALL, exported, story


def play(app: QApplication, window: MainWindow, bundled: Path | None, folder: Path) -> list[Path]:
    """The whole tour; returns the paths of all that it left in `folder`. Raises whatever went wrong in it."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    qInstallMessageHandler(_quietly)
    stage = Stage(window, folder)
    window.resize(*SMALL)
    window.show()
    desk = Desk(window)
    desk.arrivals.bring(bundled_texts(bundled), report=False)
    failures: list[BaseException] = []
    perform(story(stage, window, desk), window, _ender(app, failures))
    app.exec()
    window.close()
    if failures:
        raise failures[0]
    target = folder / "report.md"
    facts = [
        _("Annotator {version}, Qt {qt}, Python {python}").format(
            version=__version__, qt=qVersion(), python=platform.python_version()
        ),
        _("Platform: {name}").format(name=QGuiApplication.platformName()),
    ]
    write_atomically(target, report(stage.scenes, exported(folder), facts).encode("utf-8"))
    return [*(scene.path for scene in stage.scenes), exported(folder), target]


def _quietly(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """What a platform without a screen can't do is no news here; all else goes where it would have gone."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _ender(app: QApplication, failures: list[BaseException]) -> Callable[[BaseException | None], None]:
    def ended(error: BaseException | None) -> None:
        if error is not None:
            failures.append(error)
        app.exit()

    return ended
