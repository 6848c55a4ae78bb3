"""The export command."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.services import Services
    from annotator.services.exporting import PresetEntry
    from annotator.ui.main_window import MainWindow


def open_export(window: MainWindow) -> None:
    """Show what an export would be, and write it where the person says."""
    if window.session is None:
        return
    window.pane.margin.finish_editing()

    def look(services: Services) -> tuple[list[PresetEntry], dict[str, str]]:
        titles = {entry.reader.id: entry.reader.title for entry in services.shelf.sound_entries()[0]}
        return services.exporting.presets.all(), titles

    def show(found: tuple[list[PresetEntry], dict[str, str]]) -> None:
        # What the dialog stands on takes its time to load, which the clerk has taken by now.
        from annotator.ui.commands.export_hand import ExportHand

        if window.session is not None:
            ExportHand(window, *found).dialog.open()

    window.bridge.ask(look, show)
