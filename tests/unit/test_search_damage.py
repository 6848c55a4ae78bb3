"""A broken index is noticed, never believed, and made anew; a killed writer leaves the last commit."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.search.damage import damage_noticed
from annotator.search.index import IndexDamaged, NoteEntry, Paragraph, SearchIndex

QUERIES = ["power", '"civil society"', "po*", "power NOT state", "zebra"]


def fill(folder: Path, more: str = "") -> SearchIndex:
    index = SearchIndex(folder)
    chosen = random.Random(7)
    words = ["power", "state", "civil", "society", "of", "the", "zebra", "Élan"] + [f"word{n}" for n in range(300)]
    texts = [" ".join(chosen.choices(words, k=40)) for _ in range(150)] + ["civil society", more]
    index.put_reader("a", "1", [Paragraph(number, text) for number, text in enumerate(texts)])
    index.put_reader("b", "1", [Paragraph(0, "power of the state")])
    index.put_notes([NoteEntry(f"n{number}", "a", text) for number, text in enumerate(texts[:30])])
    index.put_notes([NoteEntry("n1", "a", "civil society")])
    return index


def answers(index: SearchIndex) -> list[object]:
    return [(index.search_texts(query), index.search_notes(query)) for query in QUERIES] + [index.readers()]


def _truncated(data: bytes, chosen: random.Random) -> bytes:
    return data[: chosen.randrange(len(data))]


def _zeroed(data: bytes, chosen: random.Random) -> bytes:
    start = chosen.randrange(len(data))
    return data[:start] + bytes(min(64, len(data) - start)) + data[start + 64 :]


def _flipped(data: bytes, chosen: random.Random) -> bytes:
    at = chosen.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chosen.randrange(8))]) + data[at + 1 :]


def _emptied(data: bytes, chosen: random.Random) -> bytes:
    return b""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "index"
    fill(folder).close()
    return folder


@pytest.mark.parametrize("break_it", [_truncated, _zeroed, _flipped, _emptied])
def test_broken_files_give_the_right_answer_or_none(
    break_it: Callable[[bytes, random.Random], bytes], sound: Path, tmp_path: Path
) -> None:
    expected = answers(SearchIndex(sound))
    files = sorted(p.relative_to(sound) for p in sound.rglob("*") if p.is_file() and p.suffix != ".lock")
    assert len(files) >= 6
    noticed = 0
    for round_ in range(2):
        for number, name in enumerate(files):
            folder = tmp_path / f"{round_}-{number}"
            shutil.copytree(sound, folder)
            data = (folder / name).read_bytes()
            broken = break_it(data, random.Random(f"{round_} {name.suffix} {number}"))
            (folder / name).write_bytes(broken)
            index = SearchIndex(folder)
            try:
                assert answers(index) == expected, name
            except IndexDamaged:
                noticed += 1
                assert index.state() == "damaged"
                with pytest.raises(IndexDamaged):
                    index.put_reader("a", "1", [])
                    index.put_notes([NoteEntry("n1", "a", "")])
            index.wipe()
            assert index.state() == "missing"
            fill(folder)
            assert answers(index) == expected
            index.close()
            shutil.rmtree(folder)
    assert noticed > len(files)


def test_a_missing_file_is_damage(sound: Path, tmp_path: Path) -> None:
    for number, name in enumerate(
        sorted(p.relative_to(sound) for p in sound.rglob("*") if p.suffix in (".toc", ".seg", ".seal"))
    ):
        folder = tmp_path / str(number)
        shutil.copytree(sound, folder)
        (folder / name).unlink()
        assert SearchIndex(folder).state() == "damaged", name
        with pytest.raises(IndexDamaged):
            answers(SearchIndex(folder))


def test_damage_under_an_open_index_does_not_end_the_program(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from tests.unit.test_search_damage import fill, answers, IndexDamaged\n"
        "index = fill(pathlib.Path(sys.argv[1])); answers(index)\n"
        "for path in pathlib.Path(sys.argv[1]).rglob('*.seg'): open(path, 'r+b').truncate(10)\n"
        "try: answers(index)\n"
        "except IndexDamaged: print('noticed')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "index"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_killed_writer_leaves_the_last_commit_and_no_lock(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    before = fill(folder)
    expected = answers(before)
    code = (
        "import sys, pathlib; from annotator.search.index import *\n"
        "index = SearchIndex(pathlib.Path(sys.argv[1]))\n"
        "texts = [Paragraph(n, f'other words {n} ' * 9) for n in range(2000)]\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    index.put_reader('c', '1', texts); index.put_notes([NoteEntry('m', 'c', 'other')])\n"
        "    index.remove_readers(['c']); index.remove_notes(['m'])\n"
    )
    chosen = random.Random(3)
    for _ in range(8):
        writer = subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chosen.uniform(0.02, 0.7))
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = SearchIndex(folder)
        assert index.state() == "fresh"
        found = index.readers()
        assert found in ({"a": "1", "b": "1"}, {"a": "1", "b": "1", "c": "1"})
        index.put_reader("d", "1", [Paragraph(0, "after the crash")])
        assert [hit.reader_id for hit in index.search_texts("crash")] == ["d"]
        index.remove_readers(["c", "d"])
        index.remove_notes(["m"])
        assert _places(answers(index)) == _places(expected)
        index.close()
    left = [path.name for path in (folder / "texts").iterdir()]
    assert len([name for name in left if name.endswith(".toc")]) == 1
    assert len(left) < 30, left


def _places(found: list[object]) -> list[object]:
    """Without the scores, which hang on how many other texts there are."""
    *pairs, readers = found
    return [
        (sorted((h.reader_id, h.block) for h in texts), sorted(h.annotation_id for h in notes))
        for texts, notes in pairs  # type: ignore[misc]
    ] + [readers]


def test_a_disk_that_cannot_be_written_is_not_damage() -> None:
    with pytest.raises(UserError, match="index_unwritable"), damage_noticed():
        raise OSError(28, "No space left on device")
    with pytest.raises(IndexDamaged), damage_noticed():
        raise FileNotFoundError(2, "gone")
