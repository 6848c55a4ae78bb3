"""The dialog of backups on the services."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from annotator.i18n import _
from annotator.services.keeping import BackupEntry, Restored, backup_entries
from annotator.ui.bridge import explain
from annotator.ui.dialogs.backups import BackupsDialog
from annotator.ui.panels.dates import said_time
from annotator.ui.tasks import BackupTask

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def open_backups(window: MainWindow, task: BackupTask) -> BackupsDialog:
    """Show what there is. The copies are checked on a thread of their own: saving doesn't wait for that."""
    folder = window.environment.data_folder / "backups"
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backups")
    dialog = BackupsDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    open_now = [True]

    def look(words: str = "") -> None:
        def show(entries: list[BackupEntry]) -> None:
            if open_now[0]:
                dialog.set_entries(entries)
                if words:
                    dialog.say(words)

        if open_now[0]:
            window.bridge.follow(pool.submit(backup_entries, folder), show)

    def restore(entry: BackupEntry) -> None:
        def done(restored: Restored) -> None:
            if window.session is not None:
                window.session.reload()
            look(_restored(restored, entry))

        def failed(error: BaseException) -> None:
            dialog.say(explain(error).sentence)

        window.bridge.ask(lambda services: services.keeping.restore(entry.path), done, failed)

    def close() -> None:
        open_now[0] = False
        task.finished.disconnect(look)
        pool.shutdown(wait=False)

    dialog.restoreRequested.connect(restore)
    dialog.backupRequested.connect(task.now)
    dialog.folderRequested.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
    task.finished.connect(look)
    dialog.finished.connect(close)
    look()
    dialog.open()
    return dialog


def _restored(restored: Restored, entry: BackupEntry) -> str:
    if not (restored.changed or restored.trashed):
        return _("The library says already what this backup says; nothing was changed.")
    words = _(
        "The library is again as it was {when}. What was made since is in the trash. “Undo” takes all of it back, and "
        "the library as it was before is the newest backup."
    )
    return words.format(when=said_time(entry.moment))
