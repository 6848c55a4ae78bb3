"""`kill -9` at random moments of every kind of write; after each, all that was acknowledged is looked for."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from annotator.errors import UserError
from annotator.library.backup import backups, inspect
from annotator.library.comparing import compare
from annotator.library.lines import LineDamaged, read_line
from annotator.library.rebuilding import rebuild
from annotator.library.replay import replay, state_of
from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.shelf import Reader
from tests.soak.outcome import Outcome
from tests.soak.writer import Seen, build, seen
from tests.unit.library_samples import unpack

ROOT = Path(__file__).resolve().parents[2]
# In turn, a kill is aimed at each of these; None: at any moment.
KINDS = (
    *(
        "annotate",
        None,
        "type",
        "edit",
        "delete",
        "undo",
        "redo",
        None,
        "restore",
        "rename",
        "place",
        "import",
        "export",
    ),
    *(None, "index", "backup", "restore-backup", "empty-trash", "rebuild", "doctor"),
)
LONGEST = 0.8  # seconds from the first act to a kill at any moment
AIM = 0.03  # seconds from the beginning of an act to a kill aimed at it; they take longer where they flush to a disk
Model = dict[str, Seen]


def run(folder: Path, chance: random.Random, times: int) -> Outcome:
    """Kill a writer `times` times on one library, which grows all the while."""
    outcome = Outcome("kills", facts={"acts acknowledged": 0})
    data = folder / "data"
    build(data).close()
    model: Model = {}
    killed_in: Counter[str] = Counter()
    acknowledged = torn = 0
    for number in range(times):
        told = _killed(data, chance, KINDS[number % len(KINDS)])
        outcome.runs += 1
        about = ""
        after: Model = {}
        for line in told:
            if "about" in line:
                about, after = line["about"], line["after"]
            elif "done" in line:
                model.update(after)
                about, after = "", {}
                acknowledged += 1
        killed_in[about or "between"] += 1
        where = f"kill {number} in {about or 'nothing'}"
        try:
            found, broken = _look(data, outcome, where)
        except Exception as error:  # whatever it is: it is a failure, and the next kill is to come
            outcome.failures.append(f"{where}: {error!r}")
            break
        torn += broken
        _sweep(data)
        if found == {**model, **after}:
            model.update(after)
        outcome.expect(found == model, f"{where}: the notes are {_difference(found, model)}")
        model = found
    outcome.facts = {"acts acknowledged": acknowledged, "lines torn": torn, "killed in": dict(killed_in.most_common())}
    return outcome


def _killed(data: Path, chance: random.Random, kind: str | None) -> list[dict[str, object]]:
    """Start a writer, kill it (in an act of that kind, if it comes to one), and return what it told until then."""
    command = [sys.executable, "-m", "tests.soak.writer", str(data), str(chance.getrandbits(32))]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT
    ) as process:
        assert process.stdout and process.stderr
        first = process.stdout.readline()
        if not first:
            raise AssertionError(process.stderr.read().decode())
        lines = []
        if kind is None:
            time.sleep(chance.random() * LONGEST)
        else:
            for line in process.stdout:
                lines.append(line)
                if json.loads(line).get("about") == kind:
                    time.sleep(chance.random() * AIM)
                    break
        process.kill()
        lines += process.stdout.readlines()
        said = process.stderr.read().decode()
    if "Traceback" in said:
        raise AssertionError(said)
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def _look(data: Path, outcome: Outcome, where: str, *, complete: bool = True) -> tuple[Model, int]:
    """Open the library as the next run would, look at everything, and return every annotation and torn lines."""
    try:
        library = Library.open(data, "soak")
    except UserError as error:
        outcome.expect(error.code.startswith("library_missing"), f"{where}: {error}")
        rebuild(data, "soak")  # killed between two renames, and said so: the same call mends it
        library = Library.open(data, "soak")
    try:
        state = state_of(library.connection)
        told = replay(data / "journal", library.identity.owns)
        outcome.expect(
            library.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), f"{where}: integrity"
        )
        outcome.expect(not state.damaged, f"{where}: damaged rows {state.damaged}")
        if complete:  # journals of the first format tell nothing of revisions
            outcome.expect(compare(state, told).alike, f"{where}: journal and library differ: {compare(state, told)}")
        outcome.expect(not library.behind, f"{where}: the library is behind its journal")
        changes, broken = _changes(data)
        outcome.expect(len(changes) == len(set(changes)), f"{where}: a change stands in the journal twice")
        for record in state.records.values():
            if isinstance(record, Reader):
                library.readers.document(record)
    finally:
        library.close()
    for one in backups(data / "backups")[:1]:
        outcome.expect(inspect(one.path) is not None, f"{where}: {one.path.name} is no sound backup")
    return {one.id: seen(one) for one in state.records.values() if isinstance(one, Annotation)}, broken


def _sweep(data: Path) -> None:
    """All backups of a day are kept; of a day like this one, some are enough."""
    for path in [one.path for one in backups(data / "backups")[3:]] + list(data.glob("backups/set-aside-*")):
        path.unlink()


def _changes(data: Path) -> tuple[list[str], int]:
    found, broken = [], 0
    for path in data.glob("journal/*/*.jsonl"):
        for line in filter(None, path.read_bytes().split(b"\n")):
            try:
                found.append(read_line(line)["change"])
            except LineDamaged:
                broken += 1
    return found, broken


def _difference(found: Model, model: Model) -> str:
    keys = [key for key in found.keys() | model.keys() if found.get(key) != model.get(key)]
    return "; ".join(f"{key}: {str(found.get(key))[:60]} for {str(model.get(key))[:60]}" for key in keys)


_OPEN = "import sys; from annotator.library.repository import Library; from pathlib import Path; print(1, flush=True); "
_OPEN += "Library.open(Path(sys.argv[1]), 'soak')"


def migrations(folder: Path, chance: random.Random, times: int) -> Outcome:
    """Kill the walk from the first schema to the present one by the clock; the steps one by one are a unit test."""
    outcome = Outcome("kills-of-migrations")
    versions: Counter[int] = Counter()
    wanted: dict[str, Seen] | None = None
    for number in range(times):
        data = unpack(1, folder / str(number))
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen([sys.executable, "-c", _OPEN, str(data)], stdout=subprocess.PIPE, env=environment) as one:
            assert one.stdout
            one.stdout.readline()
            time.sleep(chance.random() * 0.15)
            one.kill()
        outcome.runs += 1
        connection = sqlite3.connect(data / "library.sqlite3")
        versions[connection.execute("PRAGMA user_version").fetchone()[0]] += 1
        outcome.expect(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), f"{number}: integrity")
        connection.close()
        found, _broken = _look(data, outcome, f"migration {number}", complete=False)
        outcome.expect(wanted in (None, found), f"{number}: other notes")
        wanted = found
    outcome.facts = {"found at version": dict(versions)}
    return outcome
