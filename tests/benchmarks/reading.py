"""The reading view at ten megabytes, with ten thousand highlights and notes, beside a QTextEdit of the same text.

Each is measured in a process of its own (`reading_child`), in the same run. Frame times are the machine's too: the
rival's stand beside ours, and its own goals are ratios where the figure would be another on another machine.
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
from tests.benchmarks.reading_child import HIGHLIGHTS, LARGE, NOTES, SMALL
from tests.benchmarks.texts import long_document

MEGABYTES = 10
ROOT = Path(__file__).resolve().parents[2]


def measure() -> list[Figure]:
    """Frames, changes of the look, highlights, memory, and how long the event loop was away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.document"
        document = long_document(MEGABYTES)
        path.write_bytes(encode(document))
        ours, rival = _child("ours", path), _child("rival", path)
    where = f"{MEGABYTES} MB, {len(document.blocks)} paragraphs, {HIGHLIGHTS} highlights, {NOTES} notes"
    figures = [Figure("first paint of a text that is loaded", ours["first paint"], "ms", remark=where)]
    for key, size, goal in (("small", SMALL, 4.0), ("large", LARGE, 6.0)):
        frames, beside = ours[key], rival[key]
        name = f"scrolling {size[0]}×{size[1]}"
        remark = f"p50 {frames['p50']:.1f}; QTextEdit p50 {beside['p50']:.1f}, p95 {beside['p95']:.1f} ms"
        figures.append(Figure(f"{name}, frame p95", frames["p95"], "ms", goal, remark))
        figures.append(Figure(f"{name}, worst frame", frames["worst"], "ms", 33.0))
    for key, name in (("font", "another size of type"), ("theme", "another theme"), ("resize", "another width")):
        remark = f"QTextEdit {rival[key]:.0f} ms, place moved by {rival[f'{key} moved']} characters"
        figures.append(Figure(f"{name}, to the right picture", ours[key], "ms", 30.0, remark))
        figures.append(Figure(f"{name}, characters the place moved", ours[f"{key} moved"], "", 0.0))
    figures += [
        Figure(
            "a highlight added, to its paint", ours["highlight"], "ms", 2.0, f"QTextEdit {rival['highlight']:.1f} ms"
        ),
        Figure("longest absence of the event loop while heights are refined", ours["longest"], "ms", 12.0),
        Figure("memory / that of the QTextEdit", ours["memory"] / rival["memory"], "×", 0.25, _megabytes(ours, rival)),
    ]
    return figures


def _megabytes(ours: dict[str, Any], rival: dict[str, Any]) -> str:
    return f"{ours['memory']:.0f} MB; QTextEdit {rival['memory']:.0f} MB"


def _child(who: str, path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.reading_child", who, str(path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
