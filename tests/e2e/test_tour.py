"""The tour: the real window, driven as a new user would, leaves pictures, Markdown and a report."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.e2e.conftest import Program


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def test_the_tour_shows_the_whole_way(program: Program, tmp_path: Path) -> None:
    hidden = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", "LC_ALL": "C.UTF-8"}
    done = program.call("tour", "--out", tmp_path / "tour", env=hidden)
    assert (done.returncode, done.stderr) == (0, "")
    left = [Path(line) for line in done.stdout.splitlines()]
    assert all(path.is_file() for path in left)
    pictures = [path for path in left if path.suffix == ".png"]
    sizes = {path.stem.split("-", 1)[1]: size(path) for path in pictures}
    assert sizes["dark-1100"] == sizes["paper-1100"] == (1100, 760)
    assert sizes["dark-1920"] == sizes["paper-1920"] == (1920, 1080)
    assert len({path.read_bytes() for path in pictures}) == len(pictures) >= 12
    exported = (tmp_path / "tour" / "excerpts.md").read_text(encoding="utf-8")
    assert exported.count("<!-- annotator:") == 4
    assert "Who **signs**" in exported and "— An Archivist, p. 15" in exported
    report = (tmp_path / "tour" / "report.md").read_text(encoding="utf-8")
    assert all(path.name in report for path in pictures)
    assert not program.data.exists()
