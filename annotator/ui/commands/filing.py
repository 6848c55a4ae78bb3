"""The File menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.i18n import _
from annotator.ui.arrivals import Arrivals
from annotator.ui.better_text import BetterText
from annotator.ui.commands.reporting import Reporting
from annotator.ui.file_types import name_filters
from annotator.ui.menus import Handlers
from annotator.ui.tasks import BackupTask

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Filing:
    """Texts come in, are chosen, and what was written about them goes out."""

    def __init__(
        self, window: MainWindow, arrivals: Arrivals, reporting: Reporting, better: BetterText, backups: BackupTask
    ) -> None:
        self._window = window
        self._reporting = reporting
        self._backups = backups
        self._arrivals = arrivals
        self._better = better
        self.handlers: Handlers = {
            "open": self.open,
            "library": self.library,
            "import": self.bring_in,
            "better-text": self.better_text,
            "export": self.export,
            "pdf": self.pdf,
            "backups": self.backups,
            "quit": window.close,
        }

    def open(self) -> None:
        """Choose one file, import and open it."""
        name, _chosen = QFileDialog.getOpenFileName(self._window, _("Open a text"), self._folder(), name_filters())
        if name:
            self._bring([Path(name)])

    def bring_in(self) -> None:
        """Choose several files; the first is opened."""
        names, _chosen = QFileDialog.getOpenFileNames(
            self._window, _("Bring texts into the library"), self._folder(), name_filters()
        )
        if names:
            self._bring([Path(name) for name in names])

    def library(self) -> None:
        """All texts."""
        from annotator.ui.commands.shelving import open_shelf

        open_shelf(self._window, self._arrivals, self._reporting.open, self._better)

    def better_text(self) -> None:
        """An improved text in the place of the open one."""
        window = self._window
        if window.session is not None:
            reader = window.session.reader
            self._better.choose(reader.id, reader.title, self._folder(), window)

    def export(self) -> None:
        """Passages and notes as Markdown."""
        from annotator.ui.commands.exporting import open_export

        open_export(self._window)

    def pdf(self) -> None:
        """Text and margin on paper."""
        from annotator.ui.commands.printing import open_paper

        open_paper(self._window)

    def backups(self) -> None:
        """All backups: make one, go back to one."""
        from annotator.ui.commands.backups import open_backups

        open_backups(self._window, self._backups)

    def _bring(self, paths: list[Path]) -> None:
        self._window.preferences.set("window.last_folder", str(paths[0].parent))
        self._arrivals.bring(paths)

    def _folder(self) -> str:
        return str(self._window.preferences.get("window.last_folder", str(Path.home())))
