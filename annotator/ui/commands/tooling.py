"""The Tools and Help menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QMessageBox

import annotator
from annotator.i18n import _
from annotator.ui.arrivals import Arrivals, guide_text
from annotator.ui.fonts import load_family, make_font
from annotator.ui.help import HelpWindow
from annotator.ui.icons import icon
from annotator.ui.menus import Handlers, Menus
from annotator.ui.palette import Palette
from annotator.ui.tasks import IndexTask

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class Tooling:
    """The palette, the index, and what helps."""

    def __init__(self, window: MainWindow, arrivals: Arrivals, index: IndexTask) -> None:
        self._window = window
        self._arrivals = arrivals
        self._index = index
        self._menus: Menus | None = None
        self.palette: Palette | None = None
        self.help: HelpWindow | None = None
        self.handlers: Handlers = {
            "palette": self.open_palette,
            "rebuild-index": self.rebuild_index,
            "help": lambda: self.open_help("index"),
            "keys": lambda: self.open_help("keys"),
            "how-to-read": self.open_guide,
            "data-folder": self.show_data_folder,
            "about": self.about,
        }

    def attach(self, menus: Menus) -> None:
        """The palette runs the same actions as the menus."""
        self._menus = menus

    def open_palette(self) -> None:
        """Every command by its name."""
        if self._menus is None:
            return
        if self.palette is None:
            self.palette = Palette(self._window, self._menus, self._icon)
            self.palette.gone.connect(self._window.take_focus_back)
        self.palette.open()

    def _icon(self, name: str) -> QIcon:
        return icon(self._window.environment.resources / "icons", name, self._window.look.theme.ink)

    def rebuild_index(self) -> None:
        """The search index, anew, in the background."""
        self._window.status.say(_("The search index is being made anew"))
        self._index.rebuild()

    def open_help(self, page: str) -> None:
        """The help window at `page`."""
        if self._menus is None:
            return
        if self.help is None:
            look = self._window.look.type
            font = make_font(load_family(look.font), look.size - 2)
            self.help = HelpWindow(self._window.environment.help, font, self._menus.keyring, self._window)
        self.help.open(page)

    def open_guide(self) -> None:
        """The text that shows how to read with the program: imported where it isn't there (twice is once)."""
        guide = guide_text(self._window.environment.bundled)
        if guide is not None:
            self._arrivals.bring([guide])
        else:
            self.open_help("index")

    def show_data_folder(self) -> None:
        """In the system's file manager; its path in words, too."""
        folder = self._window.environment.data_folder
        self._window.status.say(str(folder))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def about(self) -> None:
        """Name, version, licence."""
        box = QMessageBox(self._window)
        box.setWindowTitle(_("About Annotator"))
        box.setText(f"Annotator {annotator.__version__}")
        box.setInformativeText(
            _("A desktop program for close reading.\nFree software under the MIT licence, by the Annotator developers.")
        )
        box.exec()
