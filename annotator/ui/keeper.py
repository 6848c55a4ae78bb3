"""Says what is saved, and sees that nothing is lost: failures, conflicts, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.change import ChangeSet
from annotator.services import drafts
from annotator.ui.session import ReaderSession

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

PATIENCE = 8000  # milliseconds that a closing window waits for the library
_KEY = "unsaved"


class Keeper(QObject):
    """Watches every session that has something to save, also after another reader was opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._sessions: list[ReaderSession] = []
        self._waiting = False
        self._given_up = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._ask_on)

    def keep(self, session: ReaderSession) -> None:
        """Watch `session` from now on."""
        self._sessions = [one for one in self._sessions if one.busy] + [session]
        session.marksChanged.connect(lambda ids: self._window.status.show_saving() if session.busy else None)
        session.saved.connect(self._saved)
        session.saveFailed.connect(self._failed)
        session.refused.connect(lambda failure: self._window.notice.fail(failure))
        session.conflicting.connect(lambda: self._window.pane.margin.finish_editing())
        session.conflicted.connect(lambda act: self._conflicted(session, act))
        session.idle.connect(self._idle)

    @property
    def busy(self) -> bool:
        """True while something isn't in the library yet."""
        return any(session.busy for session in self._sessions)

    def may_close(self) -> bool:
        """True where all is saved (or the person was told that it isn't); else the window closes later, by itself."""
        if not self.busy or self._given_up:
            return True
        if not self._waiting:
            self._waiting = True
            self._window.status.say(_("Saving…"))
            self._patience.start()
            for session in self._sessions:
                session.retry()
        return False

    def _saved(self) -> None:
        if not self.busy:
            self._window.status.show_saved()
            self._window.notice.solved(_KEY)

    def _idle(self) -> None:
        if self._waiting and not self.busy:
            self._waiting = False
            self._patience.stop()
            QTimer.singleShot(0, self._window.close)

    def _failed(self, sentence: str, path: str) -> None:
        self._window.status.show_unsaved()
        self._window.notice.tell(unsaved_sentence(sentence, path), key=_KEY, button=_("Try now"), act=self._retry)

    def _retry(self) -> None:
        for session in self._sessions:
            session.retry()

    def _ask_on(self) -> None:
        """The library didn't take the last changes while the window waited to close."""
        if not self._waiting:
            return
        self._waiting = False
        from PySide6.QtWidgets import QMessageBox

        paths = [str(session.emergency_path) for session in self._sessions if session.busy and session.emergency_path]
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(_("Your last changes are not in the library yet."))
        kept = _("They are kept in {path}, and are brought in the next time the program starts.")
        lost = _("They could not be written anywhere, and would be lost.")
        box.setInformativeText(kept.format(path=", ".join(paths)) if paths else lost)
        stay = box.addButton(_("Keep trying"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(_("Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is leave:
            self._given_up = True
            self._window.close()

    def _conflicted(self, session: ReaderSession, act: ChangeSet) -> None:
        """Another process changed the same annotation: for a note's text, both are shown and the person chooses."""
        from PySide6.QtWidgets import QMessageBox

        written = [change.after for change in act.changes if isinstance(change.after, Annotation)]
        mine = written[0] if len(written) == 1 else None  # of several, none was being written
        theirs = session.annotation(mine.id) if isinstance(mine, Annotation) else None
        if not isinstance(mine, Annotation) or mine.note in ("", theirs.note if theirs else None):
            self._window.notice.tell(_("This was changed in another window in the meantime. The newer state is shown."))
            return
        box = QMessageBox(self._window)
        box.setText(_("This note was changed in another window while you wrote."))
        there = theirs.note if theirs else _("(deleted)")
        box.setInformativeText(_("There:\n{theirs}\n\nHere:\n{mine}").format(theirs=there, mine=mine.note))
        both = box.addButton(_("Keep both"), QMessageBox.ButtonRole.AcceptRole)
        ours = box.addButton(_("Keep what stands here"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(_("Keep what stands there"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(both)
        box.exec()
        if theirs is not None and box.clickedButton() in (both, ours):
            text = f"{theirs.note}\n\n{mine.note}" if box.clickedButton() is both else mine.note
            session.apply(drafts.edit_note(theirs, text))


def unsaved_sentence(sentence: str, path: str) -> str:
    """What happened, what is safe, what is done about it."""
    where = _("It is kept in {path}.").format(path=path) if path else _("It could not be written anywhere else either.")
    return " ".join(
        (sentence, _("Your last change is not in the library yet."), where, _("It is tried again every few seconds."))
    )
