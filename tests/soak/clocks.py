"""A clock that goes back, and forth, while one writes: order, trash and backups don't hang on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from annotator.errors import UserError
from annotator.library.backup import backups
from annotator.library.comparing import compare
from annotator.library.rebuilding import rebuild
from annotator.library.replay import replay, state_of
from annotator.library.repository import Library
from annotator.paths import paths_under
from annotator.services import drafts
from annotator.wiring import build_services
from tests.soak.outcome import Outcome
from tests.soak.writer import build

TIMES = ("2026-06-01", "2019-01-01", "2026-06-02", "2031-01-01", "1970-01-02", "2026-06-03")


@contextmanager
def clock(day: str) -> Iterator[None]:
    """Every service takes this for today."""
    moment = f"{day}T12:00:00.000Z"
    with (
        mock.patch("annotator.services.history.now", lambda: moment),
        mock.patch("annotator.services.drafts.now", lambda: moment),
        mock.patch("annotator.services.keeping.now", lambda: moment),
        mock.patch("annotator.services.shelf.now", lambda: moment),
    ):
        yield


def run(folder: Path) -> Outcome:
    """Write, edit, delete and try to purge at each time, and look at everything after each."""
    outcome = Outcome("clock")
    data = folder / "data"
    build(data).close()
    kept, trashed = set(), set()
    for day in TIMES:
        with clock(day):
            services = build_services(paths_under(data), "soak")
            outcome.runs += 1
            entry = services.shelf.entries()[0]
            document = services.shelf.document(entry.reader)
            stays = services.history.commit(drafts.annotate(entry.reader, document, [], note=f"stays {day}"))
            goes = services.history.commit(drafts.annotate(entry.reader, document, [], note=f"goes {day}"))
            services.history.commit(drafts.delete([goes.changes[0].record]))  # type: ignore[list-item]
            services.history.undo()
            services.history.redo()
            kept.add(stays.changes[0].record.id)
            trashed.add(goes.changes[0].record.id)
            count = len(backups(data / "backups"))
            try:
                purged = services.keeping.empty_trash().records
            except UserError as error:
                outcome.expect(error.code == "clock_went_back", f"{day}: {error}")
                purged = 0
            outcome.expect(day == "2031-01-01" or not purged, f"{day}: {purged} purged that lay there for no month")
            if purged:  # four years and a half later, by the only clock there is; the backup has them
                outcome.expect(len(backups(data / "backups")) == count + 1, f"{day}: purged without a backup")
                trashed = {goes.changes[0].record.id}
            services.keeping.back_up()
            services.close()
        _look(outcome, data, day, kept, trashed)
    (data / "library.sqlite3").unlink()
    rebuild(data, "soak")
    _look(outcome, data, "rebuilt", kept, trashed)
    return outcome


def _look(outcome: Outcome, data: Path, day: str, kept: set[str], trashed: set[str]) -> None:
    library = Library.open(data, "soak")
    state = state_of(library.connection)
    told = replay(data / "journal", library.identity.owns)
    library.close()
    outcome.expect(compare(state, told).alike, f"{day}: journal and library differ")
    found = {one.id: one.deleted for (kind, _), one in state.records.items() if kind == "annotation"}
    outcome.expect({one for one, deleted in found.items() if not deleted} == kept, f"{day}: others are kept")
    outcome.expect({one for one, deleted in found.items() if deleted} == trashed, f"{day}: others are in the trash")
