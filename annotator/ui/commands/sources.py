"""The dialog of book and sources on the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.model.citation import Citation
from annotator.services import Services
from annotator.services.bibliography import Sheet
from annotator.ui.bridge import explain
from annotator.ui.commands.citing import STYLE, style_of

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def open_sources(
    window: MainWindow, reader_id: str, division: int | None = None, parent: QWidget | None = None
) -> None:
    """Show how a reader is cited, the work of `division` (an index; None: the book) first; corrections are kept."""

    def find(services: Services) -> list[Sheet]:
        reader = services.shelf.get(reader_id)
        return services.bibliography.sheets(reader, services.shelf.document(reader), division)

    def find_all(services: Services) -> tuple[list[Sheet], list[Citation]]:
        reader = services.shelf.get(reader_id)
        return find(services), services.bibliography.lost(reader, services.shelf.document(reader))

    def show(found: tuple[list[Sheet], list[Citation]]) -> None:
        from annotator.ui.dialogs.sources import SourcesDialog

        sheets, lost = found
        dialog = SourcesDialog(sheets, division, style_of(window), parent or window)
        dialog.show_lost(lost)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_open = [True]
        dialog.finished.connect(lambda _result: is_open.clear())

        def kept(sheets: list[Sheet]) -> None:
            if is_open:
                dialog.show_sheets(sheets)
                dialog.show_kept()
            if window.session is not None:
                window.session.reload()

        def failed(error: BaseException) -> None:
            sentence = explain(error).sentence
            dialog.show_error(sentence) if is_open else window.notice.tell(sentence)

        def correct(work: int | None, field: str, value: str | None) -> None:
            def do(services: Services) -> list[Sheet]:
                reader = services.shelf.get(reader_id)
                document = services.shelf.document(reader)
                services.history.commit(services.bibliography.correct(reader, document, work, {field: value}))
                return find(services)

            window.bridge.ask(do, kept, failed)

        dialog.corrected.connect(correct)
        dialog.styleChosen.connect(lambda key: window.preferences.set(STYLE, key))
        dialog.open()

    window.bridge.ask(find_all, show)
