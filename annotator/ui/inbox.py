"""What later starts of the program ask of this window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt

from annotator.services.handover import Request, inbox, requests

if TYPE_CHECKING:
    from annotator.ui.arrivals import Arrivals
    from annotator.ui.main_window import MainWindow


class Inbox(QObject):
    """Shows what is asked for, and comes to the front."""

    def __init__(self, window: MainWindow, arrivals: Arrivals) -> None:
        super().__init__(window)
        self._window = window
        self._arrivals = arrivals
        self._data = window.environment.data_folder
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        if inbox(self._data).is_dir():
            self._watcher.addPath(str(inbox(self._data)))
        self.look()  # what came while the window was being made

    def look(self) -> None:
        """Do what is asked."""
        for request in requests(self._data):
            self._show(request)

    def _show(self, request: Request) -> None:
        window = self._window
        if request.file:
            self._arrivals.bring([Path(request.file)])
        elif request.reader_id:
            window.open_reader(request.reader_id)
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
