"""The trash dialog on the services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _, ngettext
from annotator.model.annotation import Annotation
from annotator.model.shelf import Reader
from annotator.services import Services, drafts
from annotator.services.keeping import Purged
from annotator.ui.bridge import explain

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class _Contents:
    annotations: list[Annotation]
    readers: list[Reader]
    titles: dict[str, str]


def open_trash(window: MainWindow, restored: Callable[[], object] | None = None) -> None:
    """Show what was deleted; `restored` is called whenever something came back."""

    def show(contents: _Contents) -> None:
        from annotator.ui.dialogs.trash import TrashDialog

        roles = tuple(window.overlay.roles.values())
        dialog = TrashDialog(
            contents.annotations, contents.readers, roles, window.look.theme, window, titles=contents.titles
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.look.themeChanged.connect(dialog.set_theme)

        def came_back(contents: _Contents) -> None:
            dialog.set_contents(contents.annotations, contents.readers, contents.titles)
            if window.session is not None:
                window.session.reload()
            if restored is not None:
                restored()

        dialog.restoreRequested.connect(
            lambda ids: window.bridge.ask(lambda services: _restore(services, ids), came_back)
        )
        dialog.restoreReaderRequested.connect(
            lambda reader_id: window.bridge.ask(lambda services: _restore_reader(services, reader_id), came_back)
        )

        def purged(told: tuple[Purged, _Contents]) -> None:
            came_back(told[1])
            dialog.say(_purged(told[0]))

        dialog.emptyRequested.connect(
            lambda: window.bridge.ask(
                lambda services: (services.keeping.empty_trash(), _contents(services)),
                purged,
                lambda error: dialog.say(explain(error).sentence),
            )
        )
        dialog.open()

    window.bridge.ask(_contents, show)


def _contents(services: Services) -> _Contents:
    titles = {entry.reader.id: entry.reader.title for entry in services.shelf.sound_entries()[0]}
    annotations = [one for reader_id in titles for one in services.annotations.trash(reader_id)]
    annotations.sort(key=lambda annotation: annotation.deleted or "", reverse=True)
    return _Contents(annotations, services.shelf.trash(), titles)


def _purged(purged: Purged) -> str:
    if not purged.records:
        return _("Nothing has been here for 30 days, so nothing was purged.")
    words = ngettext("{n} item was purged.", "{n} items were purged.", purged.records)
    return words.format(n=purged.records) + " " + _("The newest backup still has them.")


def _restore(services: Services, ids: Sequence[str]) -> _Contents:
    services.history.commit(drafts.restore([services.annotations.get(one) for one in ids]))
    return _contents(services)


def _restore_reader(services: Services, reader_id: str) -> _Contents:
    services.history.commit(drafts.restore_reader(services.shelf.get(reader_id)))
    return _contents(services)
