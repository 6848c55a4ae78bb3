"""Files that people wrote in: thousands of lives of edits and exports, and exports killed at every step.

Nothing of the person's is lost, no excerpt comes twice or back, the order stays, and a killed export leaves the old
file or the new one, with which the next export goes on without a false conflict.
"""

from __future__ import annotations

import random
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator.paths import paths_under
from annotator.services import drafts
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services
from tests.living.real import life_of_a_preset
from tests.living.rounds import life, life_of_two, life_without_memory
from tests.soak.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Three cautions stand at the beginning.\n\nThe archive is no witness.\n"

# Exports, and is killed before the step of the given number: a statement of the library, or a step of the writer.
KILLED = """
import os, signal, sys, tempfile
from pathlib import Path
from annotator.library import connection
from annotator.paths import paths_under
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services
data, target, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def step():
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
def counted(function, wanted=lambda *a: True):
    def run(*a, **k):
        if wanted(*a):
            step()
        return function(*a, **k)
    return run
services = build_services(paths_under(data), author="someone")
reader = services.shelf.entries()[0].reader.id
STEPS = ("BEGIN", "REPLACE", "UPDATE", "DELETE", "COMMIT")
connection.Connection.execute = counted(connection.Connection.execute, lambda self, text, *v: text.startswith(STEPS))
tempfile.mkstemp = counted(tempfile.mkstemp)
os.fsync = counted(os.fsync)
Path.replace = counted(Path.replace)
services.exporting.write(reader, MarkdownOptions(), target)
"""


def lives(seed: int, count: int) -> Outcome:
    """So many lives of files, two readers' in one file and lost libraries among them."""
    outcome = Outcome("living")
    kinds: list[Callable[[int], object]] = [life, life, life_of_a_preset, life_of_two, life_without_memory]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        outcome.runs += 1
        try:
            kind(seed + number)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            outcome.failures.append(f"{kind.__name__}({seed + number}): {error!r} at {where.name}:{where.lineno}")
    return outcome


def kills(folder: Path, *, every: int = 1) -> Outcome:
    """An export into a file that was written in, killed before each of its steps (or before every so-manyth)."""
    outcome = Outcome("living-kills")
    step = 0
    while True:
        place = folder / str(step)
        place.mkdir(parents=True)
        if _kill(outcome, place, step):
            break
        step += every
    outcome.facts["steps"] = step
    outcome.expect(step > 5, "the export has hardly any steps")
    return outcome


def _kill(outcome: Outcome, place: Path, step: int) -> bool:
    """One killed export, and the one after it; True where it came to its end unharmed."""
    data, target = place / "data", place / "essay.md"
    source = place / "text.txt"
    source.write_text(TEXT)
    with closing(build_services(paths_under(data), author="someone")) as services:
        reader = services.shelf.import_file(source).reader
        document = services.shelf.document(reader)
        made = services.history.commit(drafts.annotate(reader, document, [], note="As it was"))
        services.exporting.write(reader.id, MarkdownOptions(), target)
        target.write_text(target.read_text() + "\nMine.\n")
        services.history.commit(drafts.edit_note(made.changes[0].record, "As it is"))  # type: ignore[arg-type]
        services.history.commit(drafts.annotate(reader, document, [], note="Another"))
        old = target.read_text()
        planned = services.exporting.plan(reader.id, MarkdownOptions(), target).plans[0].new
    assert planned is not None
    new = planned.decode()
    done = subprocess.run([sys.executable, "-c", KILLED, str(data), str(target), str(step)], cwd=ROOT, check=False)
    outcome.runs += 1
    left = target.read_text()
    stamp = "exported: "
    same = [[line for line in one.split("\n") if not line.startswith(stamp)] for one in (left, old, new)]
    outcome.expect(same[0] in same[1:], f"step {step}: neither the old file nor the new one")
    target.write_text(left.replace("Mine.", "Mine, and more."))
    with closing(build_services(paths_under(data), author="someone")) as services:
        services.history.commit(drafts.edit_note(_first(services, reader.id), "As it will be"))
        services.exporting.write(reader.id, MarkdownOptions(), target)
    text = target.read_text()
    for words in ("Mine, and more.", "As it will be", "Another"):
        outcome.expect(text.count(words) == 1, f"step {step}: {text.count(words)} × {words}")
    outcome.expect("As it was" not in text and "As it is" not in text, f"step {step}: an old note is left")
    return done.returncode == 0


def _first(services: object, reader_id: str) -> object:
    from annotator.services import Services

    assert isinstance(services, Services)
    document = services.shelf.document(services.shelf.get(reader_id))
    found = services.annotations.of_reader(reader_id, document)
    return next(one.annotation for one in found if one.annotation.note.startswith("As it"))


def run(folder: Path, chance: random.Random, count: int = 3000) -> Outcome:
    """Both, as one part of `make soak`."""
    outcome = lives(chance.randrange(10**9), count)
    killed = kills(folder)
    outcome.runs += killed.runs
    outcome.failures += killed.failures
    outcome.facts |= killed.facts
    return outcome
