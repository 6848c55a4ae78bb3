"""The reading view at ten megabytes, with ten thousand highlights and notes, beside a QTextEdit of the same text.

Each is measured in a process of its own (`reading_child`), in the same run. A frame is the work of one thread that
waits for nothing: what is judged is the processor's time, which is the wall's on a machine that does nothing else, and
on any other the program's own share of it. Both are told, and the rival's stand beside ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from annotator.library.codec import encode
from tests.benchmarks.figures import Figure
from tests.benchmarks.reading_child import CROWD, HIGHLIGHTS, LARGE, NOTES, SMALL
from tests.benchmarks.texts import long_document

MEGABYTES = 10
CPU, WALL = 0, 1  # of the times that the child tells
ROOT = Path(__file__).resolve().parents[2]


def measure() -> list[Figure]:
    """Frames, changes of the look, highlights, memory, and how long the event loop was away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.document"
        document = long_document(MEGABYTES)
        path.write_bytes(encode(document))
        ours, rival = _child("ours", path), _child("rival", path)
    where = f"{MEGABYTES} MB, {len(document.blocks)} paragraphs, {HIGHLIGHTS} highlights, {NOTES} notes"
    figures = [_figure("first paint of a text that is loaded", ours["first paint"], None, where)]
    for key, name, goal in (
        ("small", f"scrolling {SMALL[0]}×{SMALL[1]}", 4.0),
        ("large", f"scrolling {LARGE[0]}×{LARGE[1]}", 6.0),
        ("pages", f"window by window {SMALL[0]}×{SMALL[1]}", None),
    ):
        frames, beside = ours[key], rival[key]
        remark = (
            f"p50 {frames['p50'][CPU]:.1f}; QTextEdit p50 {beside['p50'][CPU]:.1f}, p95 {beside['p95'][CPU]:.1f} ms"
        )
        figures.append(_figure(f"{name}, frame p95", frames["p95"], goal, remark))
        figures.append(_figure(f"{name}, worst frame", frames["worst"], 33.0))
    for key, name in (("font", "another size of type"), ("theme", "another theme"), ("resize", "another width")):
        remark = f"QTextEdit {rival[key][CPU]:.0f} ms, place moved by {rival[f'{key} moved']} characters"
        figures.append(_figure(f"{name}, to the right picture", ours[key], 30.0, remark))
        figures.append(Figure(f"{name}, characters the place moved", ours[f"{key} moved"], "", 0.0))
    figures += [
        _figure(
            "a highlight added, to its paint", ours["highlight"], 2.0, f"QTextEdit {rival['highlight'][CPU]:.1f} ms"
        ),
        _figure("longest absence of the event loop while heights are refined", ours["longest"], 12.0),
        _figure(f"{CROWD} notes in one window, first frame", ours["crowd"]["first"], None, "with as many highlights"),
        _figure(f"{CROWD} notes in one window, the margin's share", ours["crowd"]["margin"], 33.0),
        _figure(f"{CROWD} notes in one window, worst frame of scrolling", ours["crowd"]["worst"], 33.0),
        Figure("memory / that of the QTextEdit", ours["memory"] / rival["memory"], "×", 0.25, _megabytes(ours, rival)),
    ]
    return figures


def _figure(name: str, spent: list[float], goal: float | None, remark: str = "") -> Figure:
    """Of the processor; the wall's clock in the remark."""
    return Figure(name, spent[CPU], "ms", goal, "; ".join(filter(None, (f"wall {spent[WALL]:.1f}", remark))))


def _megabytes(ours: dict[str, Any], rival: dict[str, Any]) -> str:
    return f"{ours['memory']:.0f} MB; QTextEdit {rival['memory']:.0f} MB"


def _child(who: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.reading_child", who, str(path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
