"""No network, no other reader: shown by taking the network away, by watching, and by looking at every file."""

from __future__ import annotations

import ast
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import BUNDLED, ROOT, Program
from tests.e2e.test_durability import environment

NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "asyncio", "requests", "xmlrpc", "webbrowser"}
# Fails on whatever of the network Python itself can see, also inside libraries.
WATCHED = """
import sys
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        raise SystemExit(f"the network was used: {event} {arguments}")
sys.addaudithook(watch)
from annotator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def everything(program: Program, out: Path) -> list[tuple[object, ...]]:
    reader = "fc76b4d3"
    return [
        ("import", BUNDLED),
        (
            "annotate",
            reader,
            "--quote",
            "Three cautions.",
            "--note",
            "http://example.org/ ![](http://example.org/x.png)",
        ),
        ("search", "caution"),
        ("export", reader, "-o", out / "out.md"),
        ("backup", "-o", out / "copy.sqlite3"),
        ("restore-backup", out / "copy.sqlite3"),
        ("doctor",),
        ("doctor", "--rebuild"),
        ("empty-trash",),
    ]


def test_no_module_of_ours_knows_the_network() -> None:
    for path in (ROOT / "annotator").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & NETWORK, path
            assert not any(word in name for name in names for word in ("QtNetwork", "QtWebEngine", "urllib.request")), (
                path
            )


def test_no_command_opens_a_socket(program: Program, tmp_path: Path) -> None:
    for arguments in everything(program, tmp_path):
        command = [sys.executable, "-c", WATCHED, "--data-dir", str(program.data), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
        assert done.returncode == 0, (arguments, done.stderr)


def test_everything_works_where_there_is_no_network(program: Program, tmp_path: Path) -> None:
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("no network can be taken away here")
    for arguments in everything(program, tmp_path):
        command = ["unshare", "-rn", *program.command(*arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(), timeout=60)
        assert done.returncode == 0, (arguments, done.stderr)


def test_every_file_is_its_owners_alone_whatever_the_umask(program: Program, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        for arguments in everything(program, tmp_path):
            program.out(*arguments)
        program.out("index", "--rebuild")
        seen = [program.data, *program.data.rglob("*")]
        assert {part.relative_to(program.data).parts[0] for part in seen[1:]} >= {
            "journal",
            "readers",
            "backups",
            "cache",
        }
        assert [str(path) for path in seen if path.stat().st_mode & 0o077] == []
        assert (tmp_path / "copy.sqlite3").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "out.md").stat().st_mode & 0o777 == 0o666  # what a person exports is as they have it
    finally:
        os.umask(before)


class Bomb:
    """What a foreign index might hold: Whoosh's tables of contents are pickles."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self._path,)


def test_an_index_beside_the_library_is_never_opened(program: Program, tmp_path: Path) -> None:
    program.out("import", BUNDLED)
    program.out("index")
    went_off = tmp_path / "went off"
    real = program.data / "cache" / "index"
    for folder in (program.data / "index", program.data / "readers" / "index", tmp_path / "index"):
        shutil.copytree(real, folder)
        for path in folder.rglob("*"):
            if path.is_file():
                path.write_bytes(pickle.dumps(Bomb(went_off)))
    program.out("search", "cautions")
    program.out("index", "--rebuild")
    program.out("doctor")
    assert not went_off.exists()


def test_a_damaged_index_in_the_cache_is_not_unpickled(program: Program, tmp_path: Path) -> None:
    program.out("import", BUNDLED)
    program.out("index")
    went_off = tmp_path / "went off"
    for path in (program.data / "cache" / "index").rglob("*.toc"):
        path.write_bytes(pickle.dumps(Bomb(went_off)))
    assert program.json("search", "cautions")
    assert not went_off.exists()
