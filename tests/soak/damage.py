"""Every file of a data folder, one after another: cut short, zeroed, emptied, deleted, a bit flipped.

After each, every command either does what it did before, or says what is amiss: what is shown is never wrong without
a word. Then the doctor has its turn, and all that was written is there again.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from annotator.cli import main
from tests.soak.outcome import Outcome

HARMS: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "deleted": lambda data, chance: None,
    "emptied": lambda data, chance: b"",
    "truncated": lambda data, chance: data[: chance.randrange(1, len(data))] if len(data) > 1 else b"",
    "zeroed": lambda data, chance: bytes(len(data)),
    "half zeroed": lambda data, chance: data[: len(data) // 2] + bytes(len(data) - len(data) // 2),
}
NOTES = ("Why three cautions?", "On the *whole* — naïve", "Nobody, 𝔄")


def run(folder: Path, chance: random.Random, *, flips: int, harms: int = 99) -> Outcome:
    """`flips` bits of each file, one at a time, and each of the first `harms` harms."""
    outcome = Outcome("damage")
    template = folder / "template" / "data"
    reader = _build(template)
    shown = _annotations(template, reader)
    said: Counter[str] = Counter()
    for path in sorted(path.relative_to(template) for path in template.rglob("*") if path.is_file()):
        whole = (template / path).read_bytes()
        for name, harm in list(HARMS.items())[:harms]:
            _try(outcome, folder, template, path, name, harm(whole, chance), reader, shown, said)
        for _ in range(flips if whole else 0):
            at = chance.randrange(len(whole))
            flipped = bytearray(whole)
            flipped[at] ^= 1 << chance.randrange(8)
            _try(outcome, folder, template, path, f"bit flipped at {at}", bytes(flipped), reader, shown, said)
    if flips:
        _flip_the_notes(outcome, folder, template, reader, shown, said)
    outcome.facts = {"files": len([1 for path in template.rglob("*") if path.is_file()]), "the doctor": dict(said)}
    return outcome


def _flip_the_notes(
    outcome: Outcome, folder: Path, template: Path, reader: str, shown: Any, said: Counter[str]
) -> None:
    """A flip inside of the words that a person wrote, wherever they stand in the library."""
    path = Path("library.sqlite3")
    whole = (template / path).read_bytes()
    for note in NOTES:
        words = note.encode()
        at = whole.find(words)
        while at >= 0:
            flipped = bytearray(whole)
            flipped[at + len(words) // 2] ^= 1
            _try(outcome, folder, template, path, f"a note flipped at {at}", bytes(flipped), reader, shown, said)
            at = whole.find(words, at + 1)


def _build(data: Path) -> str:
    data.parent.mkdir(parents=True)
    text = data.parent / "text.txt"
    text.write_text("Three cautions stand at the beginning.\n\n" + "The archive is no witness to itself. " * 30)
    reader = str(json.loads(_call(data, "import", text, "--json")[1])["id"])
    ids = [
        _call(data, "annotate", reader, "--quote", "Three cautions", "--note", "first", "--tag", "law")[1].strip(),
        _call(data, "annotate", reader, "--note", NOTES[1])[1].strip(),
        _call(data, "annotate", reader, "--quote", "no witness", "--note", NOTES[2], "--role", "question")[1].strip(),
    ]
    _call(data, "edit", ids[0], "--note", NOTES[0])
    _call(data, "delete", _call(data, "annotate", reader, "--note", "in the trash")[1].strip())
    _call(data, "index")
    _call(data, "backup")
    return reader


def _try(
    outcome: Outcome,
    folder: Path,
    template: Path,
    path: Path,
    harm: str,
    data: bytes | None,
    reader: str,
    shown: Any,
    said: Counter[str],
) -> None:
    outcome.runs += 1
    where = f"{path.name if len(path.parts) > 2 else path} {harm}"
    broken = folder / "broken" / "data"
    shutil.rmtree(broken.parent, ignore_errors=True)
    shutil.copytree(template, broken)
    if data is None:
        (broken / path).unlink()
    else:
        (broken / path).write_bytes(data)
    for command in (
        ("list",),
        ("search", "cautions"),
        ("export", reader, "-o", folder / "out.md"),
        ("undo",),
        ("redo",),
    ):
        status, _out, err = _call(broken, *command)
        _expect_plain(outcome, f"{where}: {command[0]}", status, err)
    status, out, err = _call(broken, "annotations", reader, "--json")
    _expect_plain(outcome, f"{where}: annotations", status, err)
    now = json.loads(out) if out.strip() else []
    wrong = [one for one in now if _content(one) not in [_content(other) for other in shown]]
    outcome.expect(not wrong, f"{where}: shows what nobody wrote: {wrong}")
    outcome.expect(
        len(now) == len(shown) or bool(err), f"{where}: {len(shown) - len(now)} notes missing without a word"
    )
    _mend(outcome, where, broken, reader, shown, said)


def _mend(outcome: Outcome, where: str, broken: Path, reader: str, shown: Any, said: Counter[str]) -> None:
    status, out, err = _call(broken, "doctor", "--json")
    _expect_plain(outcome, f"{where}: doctor", status, err)
    findings = json.loads(out)["findings"]
    said.update(one["code"] for one in findings)
    rebuilding = {"library_behind", "structure_damaged", "pointers_broken", "row_lost"}
    if any(one["code"] in rebuilding or one["code"].startswith(("library_", "not_a_")) for one in findings):
        status, _out, err = _call(broken, "doctor", "--rebuild")
        _expect_plain(outcome, f"{where}: doctor --rebuild", status, err)
    if any(one["code"] in ("text_missing", "text_damaged") for one in findings):
        _call(broken, "import", broken.parent.parent / "template" / "text.txt")
    status, out, err = _call(broken, "annotations", reader, "--json")
    mended = json.loads(out) if out.strip() else []
    outcome.expect(
        [_content(one) for one in mended] == [_content(one) for one in shown],
        f"{where}: after the doctor ({[one['code'] for one in findings]}) the notes are {mended} ({err})",
    )


def _content(annotation: dict[str, Any]) -> Any:
    return {name: value for name, value in annotation.items() if name != "modified"}


def _annotations(data: Path, reader: str) -> Any:
    return json.loads(_call(data, "annotations", reader, "--json")[1])


def _expect_plain(outcome: Outcome, where: str, status: int, err: str) -> None:
    outcome.expect(status in (0, 1), f"{where}: exit {status}")
    outcome.expect("Traceback" not in err and "fault of this program" not in err, f"{where}: {err}")
    outcome.expect(status == 0 or "annotator: " in err or where.endswith("doctor"), f"{where}: refused without a word")


def _call(data: Path, *arguments: object) -> tuple[int, str, str]:
    """The command line in this process: some thousand calls are wanted."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch("annotator.cli.logging.basicConfig"),
    ):
        with _logged(err):
            try:
                status = main(["--data-dir", str(data), *map(str, arguments)])
            except SystemExit as error:
                status = int(str(error.code or 0))
        out.flush()
        printed = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
    sys.stdout.flush()
    return status, printed, err.getvalue()


@contextlib.contextmanager
def _logged(err: io.StringIO) -> Any:
    handler = logging.StreamHandler(err)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("annotator: %(message)s"))
    logger = logging.getLogger("annotator")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
