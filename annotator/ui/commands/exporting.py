"""The export dialog on the services."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from annotator.model.lookup import cited_division, division_at
from annotator.services import Services
from annotator.services.exporting import MarkdownOptions, Options
from annotator.ui.bridge import explain

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_FOLDER = "export.last_folder"


def open_export(window: MainWindow) -> None:
    """Show what an export would be, and write it where the person says."""
    from annotator.ui.dialogs.export import ExportDialog

    session = window.session
    if session is None:
        return
    window.pane.margin.finish_editing()
    reader_id, document = session.reader.id, session.document
    folder = window.preferences.get(_FOLDER)
    dialog = ExportDialog(
        session.reader.title,
        [placed.annotation for placed in session.in_order()],
        document.divisions,
        tuple(window.overlay.roles.values()),
        window.look.theme,
        window,
        division=cited_division(document, division_at(document, window.pane.view.top_offset())),
        folder=Path(folder) if folder else None,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.look.themeChanged.connect(dialog.set_theme)

    def preview(options: MarkdownOptions, ticket: int) -> None:
        def render(services: Services) -> tuple[str, str]:
            markdown = services.exporting.markdown(reader_id, options)
            return markdown, services.exporting.html(markdown)

        def show(made: tuple[str, str]) -> None:
            if isValid(dialog):  # else it was closed meanwhile
                dialog.show_preview(ticket, *made)

        window.bridge.ask(render, show, fail)

    def save(options: Options, path: Path) -> None:
        window.preferences.set(_FOLDER, str(path.parent))
        window.bridge.ask(lambda services: services.exporting.write(reader_id, options, path), saved, fail)

    def saved(written: Path) -> None:
        if isValid(dialog):
            dialog.show_saved(written)

    def fail(error: BaseException) -> None:
        if isValid(dialog):
            dialog.show_error(explain(error).sentence)
        else:
            window.notice.fail(explain(error))

    dialog.previewRequested.connect(preview)
    dialog.saveRequested.connect(save)
    dialog.open()
