"""The journal: lines that prove themselves, clocks that heed each other, folders that are copied."""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from annotator.library.checkup import check
from annotator.library.lines import LineDamaged, last_clock, make_line, read_line
from annotator.library.rebuilding import rebuild
from annotator.library.replay import owner, replay
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.model.webannotation import from_web_annotation, to_web_annotation
from tests.unit.scribe import ANCHOR, MOMENT, READER, WORDS, Scribe

VALUES = {"change": "c", "clock": 7, "installation": "i", "record": {"record": "x"}}


def line(words: str) -> bytes:
    return make_line({**VALUES, "act": words}).encode()


@given(words=WORDS)
def test_a_line_is_one_line_and_reads_back(words: str) -> None:
    text = line(words)
    assert len(text.decode().splitlines()) == 1
    assert read_line(text)["act"] == words
    assert json.loads(text)["act"] == words  # it is plain JSON to everybody


def test_a_flip_anywhere_in_a_line_is_noticed() -> None:
    text = line("naïve")
    for at in range(len(text)):
        for bit in (0, 3, 6):
            flipped = bytearray(text)
            flipped[at] ^= 1 << bit
            with pytest.raises(LineDamaged):
                read_line(bytes(flipped))


def test_lines_of_the_first_format_are_read_and_newer_ones_left(tmp_path: Path) -> None:
    old = json.dumps({**VALUES, "format": 1}).encode()
    assert read_line(old)["clock"] == 7
    with pytest.raises(LineDamaged, match="format"):
        read_line(json.dumps({**VALUES, "format": 3}).encode())


@given(words=WORDS)
def test_a_web_annotation_holds_everything(words: str) -> None:
    annotation = Annotation(
        "a", "r", "v", (ANCHOR, ANCHOR), words or None, words, words, (words,), "c", "m", 3, "d", words
    )
    assert from_web_annotation(json.loads(json.dumps(to_web_annotation(annotation)))) == annotation
    bare = Annotation("a", "r", "v")
    assert from_web_annotation(to_web_annotation(bare)) == bare
    link = Link("l", "a", "b", LinkKind.ECHOES, "c", 3, "d")
    assert from_web_annotation(json.loads(json.dumps(to_web_annotation(link)))) == link


def test_the_last_clock_is_that_of_the_last_sound_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line("a") + b"\n" + line("b" * 200_000) + b"\n" + b'{"torn":')
    assert last_clock(path) == 7
    path.write_bytes(b"nothing of the kind")
    assert last_clock(path) == 0


def theirs(data: Path, clock: int) -> None:
    """What a sync program brings: another installation's journal of the same reader."""
    folder = data / "journal" / "another-laptop"
    folder.mkdir(parents=True)
    text = make_line({**VALUES, "clock": clock, "installation": "another-laptop"})
    (folder / f"{READER.id}.jsonl").write_text(text + "\n")


def test_the_clock_takes_account_of_other_installations(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path)
    scribe.close()
    theirs(tmp_path, 500)
    before = {path: path.read_bytes() for path in (tmp_path / "journal" / "another-laptop").iterdir()}
    again = Scribe(tmp_path)
    again.note()
    told = replay(tmp_path / "journal", again.library.identity.owns)
    assert told.clocks == {again.library.identity.installation: 501}
    assert not again.library.behind
    assert {path: path.read_bytes() for path in before} == before  # their files are theirs


def test_a_clock_beyond_all_reason_is_no_clock(tmp_path: Path) -> None:
    Scribe(tmp_path).close()
    theirs(tmp_path, 1 << 60)
    scribe = Scribe(tmp_path)
    scribe.note()
    assert max(replay(tmp_path / "journal", scribe.library.identity.owns).clocks.values()) == 3


def test_a_copied_folder_goes_on_from_what_it_copied(tmp_path: Path) -> None:
    scribe = Scribe(tmp_path / "data")
    note = scribe.note("on both")
    scribe.close()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    Scribe(tmp_path / "copy").close()
    Scribe(tmp_path / "data").note("only on the first, later")
    shutil.copytree(tmp_path / "data" / "journal", tmp_path / "copy" / "journal", dirs_exist_ok=True)
    copy = Scribe(tmp_path / "copy")
    copy.change(note, note="changed on the copy")
    assert not copy.library.behind
    folder = tmp_path / "copy" / "journal"
    for identity in (copy.library.identity, None):  # None: the library is lost, the card in the journal knows
        told = replay(folder, owner(folder, identity, copy.library.identity.fingerprint))
        assert told.state == copy.state()
    assert [one.note for one in copy.of(Annotation)] == ["changed on the copy"]


def test_an_older_library_in_a_folder_that_was_moved_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    scribe = Scribe(tmp_path / "data")
    scribe.note("before")
    older = (tmp_path / "data" / "library.sqlite3").read_bytes()
    scribe.note("later")
    scribe.close()
    shutil.copytree(tmp_path / "data", tmp_path / "moved")
    (tmp_path / "moved" / "library.sqlite3").write_bytes(older)
    with caplog.at_level(logging.WARNING):
        moved = Scribe(tmp_path / "moved")
    assert moved.library.behind and "doctor --rebuild" in caplog.text
    assert any(one.code == "library_behind" for one in check(moved.library, MOMENT))
    moved.close()
    rebuild(tmp_path / "moved", "someone")
    assert sorted(one.note for one in Scribe(tmp_path / "moved").of(Annotation)) == ["before", "later"]


@pytest.mark.parametrize("name", ["0-before-ours", "z-after-ours"])
def test_the_later_clock_has_the_word_whatever_the_order_of_the_files(tmp_path: Path, name: str) -> None:
    scribe = Scribe(tmp_path)
    note = scribe.note("first")
    theirs = tmp_path / "journal" / name
    theirs.mkdir()
    (path,) = tmp_path.glob(f"journal/*/{READER.id}.jsonl")
    values = json.loads(path.read_text().splitlines()[-1])
    values["record"] = to_web_annotation(replace(note, note="theirs"))
    for clock, wins in ((1, "ours"), (99, "theirs")):
        scribe.change(scribe.of(Annotation)[0], note="ours")
        told = {key: value for key, value in values.items() if key not in ("format", "digest")}
        text = make_line({**told, "clock": clock, "installation": name})
        (theirs / f"{READER.id}.jsonl").write_text(text + "\n")
        state = replay(tmp_path / "journal", lambda installation, clock: True).state
        assert [one.note for one in state.records.values() if isinstance(one, Annotation)] == [wins]


def test_an_older_library_in_the_place_of_ours_is_noticed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    scribe = Scribe(tmp_path)
    older = (tmp_path / "library.sqlite3").read_bytes()
    scribe.note("later")
    scribe.close()
    (tmp_path / "library.sqlite3").write_bytes(older)
    with caplog.at_level(logging.WARNING):
        again = Library.open(tmp_path, "someone")
    assert again.behind and "doctor --rebuild" in caplog.text
    again.acts.undo(moment=MOMENT)
    clocks = [read_line(one)["clock"] for one in next(tmp_path.glob("journal/*/*.jsonl")).read_bytes().splitlines()]
    assert clocks == [1, 2, 3, 4]  # no number is given twice
