"""The living file from outside: real files, the real command line, thousands of rounds of edits and exports.

Each call is a process of its own, forked off one that has loaded the program. Only the files and the answers are looked
at: no sentence of the person is lost, no excerpt comes twice, none comes back, and a second export changes nothing.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from annotator.cli import main
from annotator.export.living.lines import split
from annotator.export.living.scan import scan
from tests.living.rough import Rough
from tests.soak.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"Nk\d+z")
_ROUNDS = 5
Live = Callable[[Path, int, int], "Counter[str]"]
READERS = ("river", "engine")
_OPTIONS = ((), (), (), ("--order", "role"), ("--preset", "plain"), ("--style", "note"), ("--role", "claim"))
_ROLES = ("claim", "question", "quotable")


class Program:
    """The command line on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def call(self, *arguments: object) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                status = 70
                try:
                    os.dup2(out.fileno(), 1)
                    os.dup2(err.fileno(), 2)
                    status = main(["--data-dir", str(self.folder / "data"), *map(str, arguments)])
                except SystemExit as left:
                    status = left.code if isinstance(left.code, int) else 70
                finally:
                    os._exit(status)
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            out.seek(0)
            err.seek(0)
            return status, out.read().decode(), err.read().decode()

    def ask(self, *arguments: object) -> str:
        """What a call prints; it must succeed."""
        status, out, err = self.call(*arguments)
        assert status == 0, (arguments, err)
        return out


@dataclass
class Shelf:
    """The annotations of some readers: the words by which each is known, and those that it had."""

    program: Program
    chance: random.Random
    ids: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)  # by reader: annotation → the word of its note
    count: int = 0

    def fill(self) -> None:
        """Bring the readers in, with some annotations."""
        for name in READERS:
            path = self.program.folder / f"{name}.txt"
            words = [f"Sentence {number} of the {name} says what {name}{number} says." for number in range(40)]
            path.write_text("\n\n".join([f"THE {name.upper()}", *words]) + "\n")
            self.ids[name] = json.loads(self.program.ask("import", path, "--json"))["id"]
            self.tokens[name] = {}
            for _ in range(self.chance.randint(1, 4)):
                self.add(name)

    def note(self) -> str:
        """A note with a word that no other has."""
        self.count += 1
        more = self.chance.choice(("", "\n\nA second paragraph.", "\n\n- a\n- b", "\n\n> quoted", " *Plainly*."))
        return f"The note Nk{self.count}z says this.{more}"

    def add(self, name: str) -> None:
        """Another annotation."""
        quote: tuple[str, ...] = ()
        if self.chance.random() < 0.8:
            number = self.chance.randrange(40)
            quote = ("--quote", f"Sentence {number} of the {name} says what {name}{number} says.")
        note = self.note()
        role = ("--role", self.chance.choice(_ROLES))
        made = self.program.ask("annotate", self.ids[name], *quote, *role, "--note", note).strip()
        self.tokens[name][made] = TOKEN.findall(note)[0]

    def change(self, name: str) -> None:
        """What a person does in the program."""
        own, what = self.tokens[name], self.chance.randrange(5)
        if what < 2 or not own:
            self.add(name)
            return
        one = self.chance.choice(list(own))
        if what == 2:
            self.program.ask("delete", one)
            del own[one]
        elif what == 3:
            self.program.ask("edit", one, "--role", self.chance.choice(_ROLES))
        else:
            note = self.note()
            self.program.ask("edit", one, "--note", note)
            own[one] = TOKEN.findall(note)[0]


@dataclass
class Seen:
    """What stands in a file."""

    text: str

    def __post_init__(self) -> None:
        self.tokens = Counter(TOKEN.findall(self.text))
        self.marks = Counter(key for _line, key in scan(split(self.text).words).marks)


@dataclass
class Essay:
    """One file over its life."""

    shelf: Shelf
    path: Path
    person: Rough
    written: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in READERS})
    log: list[object] = field(default_factory=list)
    fresh: bool = True

    def round(self, counts: Counter[str]) -> None:
        """Edits, changes, an export, and the same once more."""
        chance, shelf = self.person.chance, self.shelf
        name = chance.choice(READERS)
        if not self.fresh:
            for _ in range(chance.randint(0, 4)):
                self.person.edit()
            if chance.random() < 0.1:
                self.path = self.path.rename(self.path.with_name(f"essay {chance.randrange(10**6)}.md"))
            self.path.write_bytes(self.person.text.encode())
        for _ in range(chance.randint(0, 3)):
            shelf.change(name)
        self._export(name, chance.choice(_OPTIONS), counts)

    def _export(self, name: str, options: tuple[str, ...], counts: Counter[str]) -> None:
        chance, shelf = self.person.chance, self.shelf
        before = Seen(self.person.text)
        call: tuple[object, ...] = ("export", shelf.ids[name], "-o", self.path, *options)
        status, _out, err = shelf.program.call(*call)
        counts["exports"] += 1
        choice = ""
        if status == 1:
            assert not self.fresh and self.path.read_bytes() == self.person.text.encode(), "a refusal changed the file"
            assert "Traceback" not in err and len(err.strip().splitlines()) == 1, err
            if "--on-conflict" not in err:
                counts["refused"] += 1
                assert not before.marks, ("refused", err)
                return
            counts["conflicts"] += 1
            choice = chance.choice(("mine", "program", "both"))
            call = (*call, "--on-conflict", choice)
            status, _out, err = shelf.program.call(*call)
        assert (status, err) == (0, ""), err
        after = Seen(self.path.read_bytes().decode())
        self._look(name, options, before, after, choice)
        written = self.path.read_bytes()
        assert shelf.program.call(*call)[0] == 0
        assert self.path.read_bytes() == written, "a second export changes the file"
        self.fresh, self.person.text = False, after.text

    def _look(self, name: str, options: tuple[str, ...], before: Seen, after: Seen, choice: str) -> None:
        mine = re.findall(r"Mine\d+m", before.text)
        now = re.findall(r"Mine\d+m", after.text)
        if choice == "program":
            assert set(now) <= set(mine)
        else:
            assert sorted(now) == sorted(mine), "words of the person"
            assert now == mine or not options, "the order of the person's words"
        own, ever = self.shelf.tokens[name], self.written[name]
        for one, token in own.items():
            assert after.marks[one] <= max(1, before.marks[one]), (one, "came twice")
            assert after.tokens[token] <= max(1, before.tokens[token], before.marks[one]), (token, "came twice")
            if one in ever and not before.marks[one]:
                assert not after.marks[one], (one, "came back")
                assert after.tokens[token] <= before.tokens[token], (token, "came back")
                assert choice == "program" or before.tokens[token] == after.tokens[token], (token, "lost its comment")
            elif one not in ever and "--role" not in options:
                assert after.tokens[token] and after.marks[one], (token, "is new and isn't there")
        others = [token for token in before.tokens if token not in own.values()]
        assert all(after.tokens[token] <= before.tokens[token] for token in others)
        for key in before.marks - after.marks:
            if not after.marks[key]:
                ever.discard(key)  # we took it away
        ever |= {key for key in after.marks if key in own}


def life(folder: Path, seed: int, rounds: int) -> Counter[str]:
    """Raises AssertionError."""
    chance = random.Random(seed)
    counts: Counter[str] = Counter()
    shelf = Shelf(Program(folder), chance)
    shelf.fill()
    essay = Essay(shelf, folder / "essay.md", Rough(chance, ""))
    for number in range(rounds):
        try:
            essay.round(counts)
        except AssertionError as error:
            raise AssertionError(f"round {number}, {essay.person.log[-12:]}: {error}") from error
    return counts


def lives(name: str, folder: Path, seed: int, count: int, live: Live = life) -> Outcome:
    """`count` rounds of edits and exports, some in each life."""
    outcome, chance = Outcome(name), random.Random(seed)
    counts: Counter[str] = Counter()
    for _ in range(0, count, _ROUNDS):
        number = chance.randrange(10**9)
        place = folder / str(number)
        place.mkdir()
        outcome.runs += _ROUNDS
        try:
            counts += live(place, number, _ROUNDS)
        except AssertionError as error:
            outcome.failures.append(f"life {number}: {error}")
        shutil.rmtree(place)
    outcome.facts |= counts
    return outcome


def run(name: str, folder: Path, chance: random.Random, count: int) -> Outcome:
    """The lives (`essays` or `vaults`) in a process of their own: one that forks must have no threads."""
    command = [sys.executable, "-m", f"tests.soak.{name}", str(folder), str(chance.randrange(10**9)), str(count)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Outcome(**json.loads(done.stdout))


def print_lives(name: str, live: Live) -> None:
    """What such a process does: the outcome as JSON."""
    import annotator.cli.exporting
    import annotator.cli.importing
    import annotator.cli.marking  # noqa: F401 (so that no child has to load them)

    folder, seed, count = sys.argv[1:]
    print(json.dumps(lives(name, Path(folder), int(seed), int(count), live).as_data()))


if __name__ == "__main__":
    print_lives("essays", life)
