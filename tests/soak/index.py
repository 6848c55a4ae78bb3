"""The search index, killed while it is made and damaged in every way: searches go on, and it is made anew."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.services import Services
from annotator.wiring import build_services
from tests.benchmarks import shelves
from tests.benchmarks.texts import BUNDLED
from tests.soak.damage import HARMS
from tests.soak.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ("party", '"of the"', "pa* NOT state", "party~", "tag:law OR role:claim", "page:3-9 the", "author:weber law")
LONGEST = 1.6  # seconds from the start of a process to its death
# The program itself, sharing even a small library with a second process.
_INDEX = """
import sys
from annotator.services import batches
batches.LARGE = 1000
from annotator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def kills(folder: Path, chance: random.Random, times: int) -> Outcome:
    """`kill -9` a process that indexes; whatever it left, a search answers, and the next run mends it."""
    outcome = Outcome("index-kills")
    data = folder / "data"
    _fill(data)
    with closing(_open(data)) as services:
        services.indexing.drain()
        expected = _answers(services, outcome, "before")
    half = 0
    for number in range(times):
        with closing(_open(data)) as services:
            _touch(services)
        command = [
            sys.executable,
            "-c",
            _INDEX,
            "--data-dir",
            str(data),
            "index",
            *(["--rebuild"] if number % 2 else []),
        ]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            time.sleep(chance.uniform(0.1, LONGEST))
            half += process.poll() is None
            process.kill()
            assert process.stderr is not None
            said = process.stderr.read().decode()  # to its end: the helper has died as well
        outcome.runs += 1
        outcome.expect("Traceback" not in said, f"kill {number}: {said[-300:]}")
        _look(data, expected, outcome, f"kill {number}")
    outcome.facts = {"killed at work": half, "files left": len(list((data / "cache" / "index").rglob("*")))}
    outcome.expect(outcome.facts["files left"] < 60, "files of dead processes pile up")  # type: ignore[operator]
    return outcome


def damage(folder: Path, chance: random.Random, harms: int = 99) -> Outcome:
    """Every file of the index harmed in every way (or in so many), and other things in its place."""
    outcome = Outcome("index-damage")
    data = folder / "data"
    _fill(data)
    with closing(_open(data)) as services:
        services.indexing.drain()
        expected = _answers(services, outcome, "before")
    sound = folder / "sound"
    shutil.copytree(data / "cache" / "index", sound)
    files = sorted(path.relative_to(sound) for path in sound.rglob("*") if path.is_file())
    kinds = (*HARMS.items(), ("a bit flipped", _flipped), ("a folder", None))
    for name in files:
        for harm, harmed in chance.sample(kinds, min(harms, len(kinds))):
            path = data / "cache" / "index" / name
            shutil.rmtree(data / "cache" / "index")
            shutil.copytree(sound, data / "cache" / "index")
            whole = path.read_bytes()
            path.unlink()
            if harmed is None:
                path.mkdir()
            elif (left := harmed(whole, chance)) is not None:
                path.write_bytes(left)
            outcome.runs += 1
            _look(data, expected, outcome, f"{name} {harm}")
    return outcome


def _flipped(data: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(data)
    if flipped:
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _fill(data: Path) -> None:
    text = BUNDLED.read_text("utf-8")
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    shelves.fill(data, paragraphs, size=60_000, notes=40)


def _open(data: Path) -> Services:
    return build_services(paths_under(data), author="soak")


def _touch(services: Services) -> None:
    """Something for the index to do: a note is changed, and changed back."""
    library = services.keeping._library
    annotation = library.annotations.of_reader(library.readers.all()[0].id)[0]
    for note in ("other words", annotation.note):
        after = replace(annotation, note=note)
        act = services.history.commit(ChangeSet("edit-note", (Change(annotation, after),)))
        annotation = act.changes[0].after  # type: ignore[assignment]


def _look(data: Path, expected: object, outcome: Outcome, where: str) -> None:
    try:
        with closing(_open(data)) as services:
            _answers(services, outcome, where)  # whatever is there
            services.indexing.drain()
            found = _answers(services, outcome, where)
            outcome.expect(services.indexing.index.state() == "fresh", f"{where}: the index isn't sound")
            outcome.expect(found == expected, f"{where}: other answers than before")
    except Exception as error:  # whatever it is: it is a failure, and the next one is to come
        outcome.failures.append(f"{where}: {error!r}")


def _answers(services: Services, outcome: Outcome, where: str) -> list[tuple[int, list[tuple[object, ...]]]]:
    found = []
    for query in QUERIES:
        answer = services.finding.search(query, limit=10_000)
        hits = sorted((hit.kind, hit.reader_id, hit.start or 0, hit.annotation or "") for hit in answer.hits)
        outcome.expect(len(hits) == answer.total, f"{where}: {query} has {answer.total} hits and shows {len(hits)}")
        found.append((answer.total, [*hits]))
    return found


if "PYTHONPATH" not in os.environ:  # the processes that are started must find this very program
    os.environ["PYTHONPATH"] = str(ROOT)
