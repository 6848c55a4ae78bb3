"""The reader that is open: its annotations as they are shown, and each change on its way into the library.

A change is shown at once and marked as pending; it is sent to the library, one at a time and in order, and
counts as saved only when the library has it durably. What can't be saved stays shown and pending, is kept in
an emergency file, and is tried again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.errors import UserError
from annotator.model.annotation import Annotation, Placed, PlaceState
from annotator.model.change import Change, ChangeSet
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services import Services
from annotator.services.emergency import EmergencyFile
from annotator.services.history import HistoryState
from annotator.services.placing import at_once
from annotator.services.shelf import OpenReader
from annotator.ui.acts import gone_after, ids_of, links, rebased, records, same_record, touched
from annotator.ui.bridge import Bridge, explain
from annotator.ui.ties import TieBook

if TYPE_CHECKING:
    from annotator.services.linking import Ties

RETRY = 5000  # milliseconds between two tries to save
POLL = 1000  # milliseconds between two looks for other processes' changes


@dataclass(slots=True)
class _Job:
    """Something for the library: an act to commit, or the word `undo` or `redo`."""

    verb: str
    act: ChangeSet | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    act: ChangeSet | None
    state: HistoryState


_Found = tuple[list[Placed], HistoryState, "Ties"]


class ReaderSession(QObject):
    """One open reader."""

    marksChanged = Signal(object)  # frozenset of annotation ids
    historyChanged = Signal(object)  # HistoryState
    saved = Signal()
    saveFailed = Signal(str, str)  # a sentence, and the path of the emergency file (empty where there is none)
    refused = Signal(object)  # Failure: an undo or redo that can't be done
    conflicting = Signal()  # another process's change stands in the way: whoever writes now tells it now
    conflicted = Signal(object)  # ChangeSet that couldn't be made; what the library has instead is shown
    undone = Signal(str, object)  # "undo" or "redo", and the ChangeSet carried out; None where there was nothing
    stored = Signal(object)  # ChangeSet of this session's that the library has now
    reloaded = Signal()  # what another process changed is shown now
    readerChanged = Signal(object)  # Reader, renamed or put into the trash
    revised = Signal()  # the reader has another text now: this session is of the old one
    idle = Signal()

    def __init__(
        self, bridge: Bridge, opened: OpenReader, safe_folders: Sequence[Path], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.reader = opened.reader
        self.document = opened.document
        self.placed: dict[str, Placed] = {placed.annotation.id: placed for placed in opened.placed}
        self.ties = TieBook()
        self.history = HistoryState(None, None)
        self._bridge = bridge
        self._emergency = EmergencyFile(safe_folders)
        self._queue: deque[_Job] = deque()
        self._sent = False
        self._polled = False
        self._unsure = False  # something shown has to be found by a search, which is the library's business
        self._retry = QTimer(self, singleShot=True, interval=RETRY)
        self._retry.timeout.connect(self._send)
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._look_elsewhere)

    def start(self) -> None:
        """Ask what undo would do and what is tied to what, and begin to watch for other processes' changes."""
        reader_id = self.reader.id
        self._bridge.ask(lambda services: services.history.state(), self._set_history)
        self._bridge.ask(lambda services: services.linking.ties(reader_id), self._take_ties)
        self._poll.start()

    def stop(self) -> None:
        """No more watching: another reader is opened, or the window closes."""
        self._poll.stop()

    @property
    def watched(self) -> bool:
        """True while the reader is open: from `start` to `stop`."""
        return self._poll.isActive()

    @property
    def busy(self) -> bool:
        """True while something isn't in the library yet."""
        return bool(self._queue)

    @property
    def emergency_path(self) -> Path | None:
        """Where the changes are that couldn't be saved."""
        return self._emergency.path

    def annotation(self, annotation_id: str) -> Annotation | None:
        """An annotation as it is shown."""
        placed = self.placed.get(annotation_id)
        return None if placed is None else placed.annotation

    def pending(self, annotation_id: str) -> bool:
        """True where a change of it, or of another record of this id, isn't saved yet."""
        return any(change.record.id == annotation_id for job in self._queue if job.act for change in job.act.changes)

    def pending_ids(self) -> frozenset[str]:
        """All annotations of which a change isn't saved yet."""
        return frozenset(record.id for job in self._queue if job.act for record in records(job.act))

    def in_order(self) -> list[Placed]:
        """All annotations in text order."""
        return sorted(self.placed.values(), key=lambda placed: placed.order)

    # Changing

    def apply(self, act: ChangeSet, *, token: str | None = None) -> None:
        """Show `act` at once and send it to the library; acts with one `token` make one step of undo."""
        if not act.changes:
            return
        self._show(records(act), gone=gone_after(act))
        self.ties.put(links(act))
        last = self._queue[-1] if self._queue else None
        waiting = len(self._queue) > (1 if self._sent else 0)
        if last and waiting and token and last.token == token and last.act and same_record(last.act, act):
            last.act = ChangeSet(last.act.name, (Change(last.act.changes[0].before, act.changes[0].after),))
        else:
            self._queue.append(_Job("commit", act, token))
        self.marksChanged.emit(touched(act))
        if self._retry.isActive():
            self._keep_safe()
        else:
            self._send()

    def undo(self) -> None:
        """Take the last act back."""
        self._queue.append(_Job("undo"))
        self._send()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._queue.append(_Job("redo"))
        self._send()

    def retry(self) -> None:
        """Try at once to save what couldn't be saved."""
        self._retry.stop()
        self._send()

    def _send(self) -> None:
        if self._sent or not self._queue or self._retry.isActive():
            return
        job = self._queue[0]
        self._sent = True
        verb, act, token = job.verb, job.act, job.token
        self._bridge.ask(lambda services: _perform(services, verb, act, token), self._arrived, self._not_saved)

    def _arrived(self, answer: _Answer) -> None:
        job = self._queue.popleft()
        self._sent = False
        if answer.act is not None:
            self._rebase(answer.act)
            reader = self._changed_reader(answer.act)
            if reader is not None and reader.revision_id != self.reader.revision_id:
                self.revised.emit()
            else:
                self._show_stored(answer.act, reader)
                self.stored.emit(answer.act)
        self._set_history(answer.state)
        if job.verb != "commit":
            self.undone.emit(job.verb, answer.act)
        if not self._queue:
            self._emergency.remove()
            self.saved.emit()
            self.idle.emit()
        self._send()

    def _not_saved(self, error: BaseException) -> None:
        job = self._queue[0]
        if job.verb == "commit" and isinstance(error, UserError) and error.code == "changed_elsewhere":
            self.conflicting.emit()
            self._fetch(self._give_way, self._keep_trying)
            return
        if job.verb == "commit":
            self._keep_trying(error)
            return
        self._sent = False
        self._queue.popleft()
        self.refused.emit(explain(error))
        self._settle()

    def _keep_trying(self, error: BaseException) -> None:
        self._sent = False
        self._retry.start()
        self._keep_safe()
        path = self._emergency.path
        self.saveFailed.emit(explain(error).sentence, str(path) if path else "")

    def _give_way(self, found: _Found) -> None:
        """Show what another process made of the record; what we meant it to be goes to whoever asks the person."""
        self._sent = False
        ours = self._queue.popleft().act
        assert ours is not None
        later = [job for job in self._queue if job.act and ids_of(job.act) and ids_of(job.act) <= ids_of(ours)]
        self._queue = deque(job for job in self._queue if job not in later)
        self._take_over(*found)
        self.conflicted.emit(later[-1].act if later else ours)
        self._settle()

    def _settle(self) -> None:
        if not self._queue:
            self.idle.emit()
        self._send()

    def _keep_safe(self) -> None:
        self._emergency.write(job.act for job in self._queue if job.act)

    def _rebase(self, stored: ChangeSet) -> None:
        """What is queued was drafted on records without the versions they have been stored under since."""
        latest = {record.id: record for record in records(stored)}
        for job in self._queue:
            if job.act:
                job.act = ChangeSet(job.act.name, tuple(rebased(change, latest) for change in job.act.changes))

    # Showing

    def _show(self, shown: Iterable[Annotation], gone: frozenset[str] = frozenset()) -> None:
        for record in shown:
            if record.reader_id != self.reader.id:
                continue
            if record.deleted or record.id in gone:
                self.placed.pop(record.id, None)
                self.ties.keep(record)
                continue
            old = self.placed.get(record.id)
            if old is not None and _fastened(old.annotation) == _fastened(record):
                self.placed[record.id] = replace(old, annotation=record)
                continue
            # Whoever has the earlier texts finds what isn't where it was made; until then it has no place.
            at_place = at_once(self.document, record)
            self.placed[record.id] = at_place or Placed(record, (), PlaceState.ORPHAN)
            self._unsure = self._unsure or at_place is None

    def _show_stored(self, act: ChangeSet, reader: Reader | None) -> None:
        still = {record.id: record for queued in self._queue if queued.act for record in records(queued.act)}
        shown = [still.get(record.id, record) for record in records(act)]
        self._show(shown, gone=gone_after(act) - still.keys())
        waiting = {link.id for queued in self._queue if queued.act for link in links(queued.act)}
        self.ties.put(link for link in links(act) if link.id not in waiting)
        if reader is not None:
            self.reader = reader
            self.readerChanged.emit(reader)
        self.marksChanged.emit(touched(act))
        if self._unsure:
            self._unsure = False
            self.reload()

    def _changed_reader(self, act: ChangeSet) -> Reader | None:
        """This reader as the act leaves it, where it changes it."""
        after = (change.after for change in act.changes)
        return next((one for one in after if isinstance(one, Reader) and one.id == self.reader.id), None)

    def _set_history(self, state: HistoryState) -> None:
        self.history = state
        self.historyChanged.emit(state)

    # Other processes

    def _look_elsewhere(self) -> None:
        if self._polled:
            return
        self._polled = True
        reader_id, ours, document = self.reader.id, self.reader.revision_id, self.document

        def look(services: Services) -> _Found | str | None:
            if not services.history.changed_elsewhere():
                return None
            revision_id = services.shelf.get(reader_id).revision_id
            if revision_id != ours:
                return revision_id
            return _found(services, reader_id, document)

        self._bridge.ask(look, self._looked, lambda error: self._looked(None))

    def _looked(self, found: _Found | str | None) -> None:
        self._polled = False
        if isinstance(found, str):
            self.revised.emit()
        elif found is not None:
            self._take_over(*found)

    def reload(self) -> None:
        """Show what the library has now."""
        self._fetch(lambda found: self._take_over(*found))

    def _fetch(self, then: Callable[[_Found], object], failed: Callable[[BaseException], object] | None = None) -> None:
        reader_id, document = self.reader.id, self.document
        self._bridge.ask(
            lambda services: _found(services, reader_id, document),
            then,
            failed,
        )

    def _take_ties(self, ties: Ties) -> None:
        ours = [link for job in self._queue if job.act for link in links(job.act)]
        changed = self.ties.take(ties, ours)
        if changed:
            self.marksChanged.emit(changed)

    def _take_over(self, placed: list[Placed], state: HistoryState, ties: Ties) -> None:
        """Show what the library has now, except where a change of our own is on its way."""
        stored = {one.annotation.id: one for one in placed}
        ours = self.pending_ids()
        changed = {key for key in stored.keys() | self.placed.keys() if stored.get(key) != self.placed.get(key)} - ours
        for key in changed:
            if key in stored:
                self.placed[key] = stored[key]
            else:
                del self.placed[key]
        self._set_history(state)
        if changed:
            self.marksChanged.emit(frozenset(changed))
        self._take_ties(ties)
        self.reloaded.emit()


def _found(services: Services, reader_id: str, document: Document) -> _Found:
    placed = services.annotations.of_reader(reader_id, document)
    return placed, services.history.state(), services.linking.ties(reader_id)


def _fastened(annotation: Annotation) -> tuple[object, ...]:
    """What an annotation's place depends on."""
    return annotation.anchors, annotation.division


def _perform(services: Services, verb: str, act: ChangeSet | None, token: str | None) -> _Answer:
    if verb == "commit":
        assert act is not None
        done: ChangeSet | None = services.history.commit(act, token=token)
    else:
        done = services.history.undo() if verb == "undo" else services.history.redo()
    return _Answer(done, services.history.state())
