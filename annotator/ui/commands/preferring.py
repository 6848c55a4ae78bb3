"""The preferences: what is so now, and how a choice is shown, kept or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.ui.choices import Choices
from annotator.ui.keyring import Keyring
from annotator.ui.menus import Handlers, Menus
from annotator.ui.panels.dates import said_time
from annotator.ui.reading_pane import HIDDEN, MARKS_ONLY, NOTES

if TYPE_CHECKING:
    from annotator.ui.commands.annotating import Annotating
    from annotator.ui.commands.selecting import Selecting
    from annotator.ui.commands.viewing import Viewing
    from annotator.ui.dialogs.preferences.dialog import PreferencesDialog
    from annotator.ui.dialogs.preferences.library_page import LibraryPage
    from annotator.ui.main_window import MainWindow


class Preferring:
    """Puts the dialog together; whoever has a choice to show or keep does that itself."""

    def __init__(
        self, window: MainWindow, keyring: Keyring, viewing: Viewing, annotating: Annotating, selecting: Selecting
    ) -> None:
        self._window = window
        self._keyring = keyring
        self._viewing, self._annotating, self._selecting = viewing, annotating, selecting
        self._menus: Menus | None = None
        self.dialog: PreferencesDialog | None = None
        self.handlers: Handlers = {"preferences": self.open}

    def attach(self, menus: Menus) -> None:
        """The dialog leads to some of the menus' actions; what is wrong with the keys in the settings is said once."""
        self._menus = menus
        trouble = self._trouble()
        if trouble:
            words = " ".join((*trouble[:2], _("Edit > Preferences > Keys shows all of them.")))
            self._window.notice.tell(words, key="keys")

    def present(self) -> Choices:
        """What is chosen now."""
        window, pane = self._window, self._window.pane
        return Choices(
            type=window.look.type,
            theme=window.look.choice,
            role=self._annotating.usual_role(),
            margin=self._margin(),
            margin_width=pane.margin_width(),
            map=pane.map_shown(),
            bar=self._selecting.bar_comes(),
            caret_mode=pane.view.caret_mode(),
            keys=self._keyring.chosen(),
        )

    def show(self, choices: Choices, *, keep: bool = False) -> None:
        """Let all be as chosen, for now; with `keep` from now on."""
        window, pane = self._window, self._window.pane
        window.look.take(choices.type, keep=keep)
        window.look.choose(choices.theme, keep=keep)
        if choices.margin_width != pane.margin_width():
            pane.set_margin_width(choices.margin_width)
        if window.session is not None and choices.margin != pane.margin_state():
            pane.margin.finish_editing()
            pane.set_margin(choices.margin)
        if choices.map != pane.map_shown():
            pane.show_map(choices.map)
        if choices.caret_mode != pane.view.caret_mode():
            pane.view.set_caret_mode(choices.caret_mode)
        self._selecting.show_bar(choices.bar, keep=keep)
        self._keyring.show(choices.keys)
        if keep:
            self._annotating.set_usual_role(choices.role)
            self._keyring.keep()
        self._viewing.tick()

    def open(self) -> None:
        """Show the dialog."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        from annotator.ui.dialogs.preferences.dialog import PreferencesDialog
        from annotator.ui.dialogs.preferences.keys_page import KeysPage
        from annotator.ui.dialogs.preferences.library_page import LibraryPage
        from annotator.ui.dialogs.preferences.marking_page import MarkingPage
        from annotator.ui.dialogs.preferences.reading_page import ReadingPage
        from annotator.ui.dialogs.preferences.sample_pane import SamplePane
        from annotator.ui.fonts import load_fonts

        window, fonts = self._window, load_fonts()
        window.pane.margin.finish_editing()
        library = LibraryPage(window.environment.data_folder)
        pages = [
            (_("Reading"), ReadingPage(window.look.themes(), fonts.serif)),
            (_("Margin and marking"), MarkingPage(window.overlay.roles.values())),
            (_("Library"), library),
            (_("Keys"), KeysPage(self._keyring.specs, self._trouble())),
        ]
        dialog = PreferencesDialog(self.present(), pages, SamplePane(window.look, fonts), 2, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.show)
        dialog.accepted.connect(lambda: self.show(dialog.now, keep=True))
        dialog.finished.connect(lambda result: self._closed())
        self.dialog = dialog
        self._lead_on(library)
        dialog.open()

    def _margin(self) -> str:
        """What the margin shows; while there is no text, what it will show."""
        window = self._window
        if window.session is not None:
            return window.pane.margin_state()
        shown = window.preferences.get("layout.margin_shown", True)
        return HIDDEN if not shown else MARKS_ONLY if window.pane.marks_only() else NOTES

    def _closed(self) -> None:
        self.dialog = None
        self._window.notice.solved("keys")
        self._window.take_focus_back()

    def _lead_on(self, library: LibraryPage) -> None:
        """From the page on the library to what can be done with it."""
        if self._menus is None:
            return
        library.folderWanted.connect(self._menus.actions["data-folder"].trigger)
        library.backupsWanted.connect(self._menus.actions["backups"].trigger)
        library.indexWanted.connect(self._menus.actions["rebuild-index"].trigger)

        def tell(moment: str | None) -> None:
            if self.dialog is not None:
                library.show_backup(said_time(moment) if moment else "")

        self._window.bridge.ask(lambda services: services.keeping.newest(), tell, lambda error: None)

    def _trouble(self) -> list[str]:
        return [self._keyring.sentence(fault) for fault in self._keyring.faults]
