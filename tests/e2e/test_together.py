"""Several processes on one data folder, and processes that are killed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.e2e.conftest import BUNDLED, Program
from tests.e2e.test_durability import environment


def journal(program: Program) -> list[dict[str, Any]]:
    paths = program.data.glob("journal/*/*.jsonl")
    return [json.loads(line) for path in paths for line in path.read_bytes().decode().split("\n") if line]


def check(program: Program) -> None:
    """The library is whole, and the journal has every change once."""
    program.out("list")  # whoever opens it brings the journal up to date
    with sqlite3.connect(program.data / "library.sqlite3") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        (clock,) = connection.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()
    connection.close()
    assert sorted(line["clock"] for line in journal(program)) == list(range(1, int(clock) + 1))


def test_a_first_run_of_several_at_once_makes_one_reader(program: Program) -> None:
    with ThreadPoolExecutor(4) as pool:
        arrivals = list(pool.map(lambda _: program.json("import", BUNDLED), range(4)))
    assert len({arrival["id"] for arrival in arrivals}) == 1
    assert [arrival["fresh"] for arrival in arrivals].count(True) == 1
    assert len(program.json("list")) == 1
    assert len(list(program.data.glob("readers/*/*"))) == 3  # the original, one document and its report
    assert len(list(program.data.glob("journal/*"))) == 1
    check(program)


def test_two_writers_lose_nothing_while_others_index_and_back_up(program: Program, reader: str) -> None:
    def write(writer: int) -> list[str]:
        notes = (f"note {writer} {number}" for number in range(8))
        return [program.out("annotate", reader, "--quote", "Three cautions.", "--note", note) for note in notes]

    def disturb(arguments: tuple[str, ...]) -> list[str]:
        return [program.out(*arguments) for _ in range(3)]

    with ThreadPoolExecutor(5) as pool:
        writers = [pool.submit(write, writer) for writer in range(2)]
        others = [pool.submit(disturb, arguments) for arguments in (("search", "note"), ("backup",), ("doctor",))]
        made = [annotation for writer in writers for annotation in writer.result()]
        assert all(other.result() for other in others)
    assert {a["id"] for a in program.json("annotations", reader)} == set(made)
    assert len(program.json("search", "note", "--in", "notes", "--limit", "99")) == len(made) == 16
    check(program)


def acts(program: Program, reader: str, annotation: str, text: Path) -> Iterator[tuple[object, ...]]:
    while True:
        yield ("edit", annotation, "--note", "Another")
        yield ("delete", annotation)
        yield ("undo",)
        yield ("import", text)
        yield ("redo",)
        yield ("export", reader, "-o", text.with_name("out.md"))
        yield ("index", "--rebuild")
        yield ("annotate", reader, "--quote", "Three cautions.")


def test_kills_at_any_moment_of_any_command(program: Program, reader: str, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Some words.\n\n" * 3000)
    annotation = program.out("annotate", reader, "--quote", "Three cautions.")
    for number, arguments in zip(range(24), acts(program, reader, annotation, text), strict=False):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(program.command(*arguments), env=environment(), **quiet) as process:  # type: ignore[call-overload]
            try:
                assert process.wait(timeout=0.06 + 0.01 * (number * 7 % 16)) in (0, 1)
            except subprocess.TimeoutExpired:
                process.kill()
        if number % 8 == 7:
            check(program)
    program.out("import", text)
    program.out("import", BUNDLED)
    assert all(a["quote"] == "Three cautions." for a in program.json("annotations", reader))
    program.out("export", reader, "-o", text.with_name("out.md"))  # its base is known, whichever of the two is there
    assert program.json("search", "cautions", "--in", "texts")
