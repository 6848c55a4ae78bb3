"""Holds a truth file of this folder against its reader: `python tests/facts/check.py TRUTH.json READER.txt`.

Proves what a slip of the pen would break (every line accounted for once, words and markers where they are said to be);
whether a paragraph ends where the truth says so is a reader's judgement, which no program proves.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any


def ranges_of(block: list[Any]) -> list[list[int]]:
    """The line ranges of one block, whichever of its two forms it has."""
    return block[1] if isinstance(block[1], list) else [[block[1], block[2]]]


def faults(truth: dict[str, Any], lines: list[str]) -> list[str]:
    """What is wrong with `truth` as a description of `lines`, a sentence each."""

    def at(line: int) -> str:
        return lines[line - 1]

    found = []
    uses = Counter(entry[1] for entry in truth["furniture"] if len(entry) == 2)
    for block in truth["blocks"]:
        for first, last in ranges_of(block):
            if not at(first).strip() or not at(last).strip():
                found.append(f"{first}-{last}: a block begins or ends on a blank line")
            uses.update(n for n in range(first, last + 1) if at(n).strip())
    for number, line in enumerate(lines, 1):
        if line.strip() and uses[number] != 1:
            found.append(f"{number}: in {uses[number]} blocks or furniture entries")
    glued = [entry for entry in truth["furniture"] if len(entry) == 3]
    found += [f"{line}: no piece “{piece}”" for _, line, piece in glued if piece not in at(line)]

    starts = [ranges_of(block)[0][0] for block in truth["blocks"]]
    if starts != sorted(starts):
        found.append("the blocks are not in reading order")
    found += [f"{d['line']}: a division begins inside a block" for d in truth["divisions"] if d["line"] not in starts]
    for label, _, number, word in truth["pages"]:
        if not re.match(rf"\W*{re.escape(word)}\b", at(number)):
            found.append(f"{number}: page {label} doesn't begin with “{word}”")

    for number, left, right, _ in truth["hyphens"]:
        if not (at(number).rstrip().endswith(left + "-") and lines[number].lstrip(" “").startswith(right)):
            found.append(f"{number}: not the hyphen of {left}-{right}")
    hyphened = {n for n, line in enumerate(lines, 1) if line.rstrip().endswith("-")}
    found += [f"{n}: hyphen left out or invented" for n in hyphened ^ {entry[0] for entry in truth["hyphens"]}]
    found += [f"{n}: no marker {label}" for label, n, before, _ in truth["markers"] if before + label not in at(n)]
    noted = [r for block in truth["blocks"] if block[0] == "note" for r in ranges_of(block)]
    owned = [r for note in truth["notes"] for r in note[2]]
    found += [f"{r}: a note's lines that no note owns" for r in noted if r not in owned]
    for _, spans, rows in truth["tables"]:
        for row in rows:
            text = " ".join(lines[row[0] - 1 : row[1]])
            cells = [word for cell in row[2:] for word in (cell if isinstance(cell, list) else [cell])]
            found += [f"{row[0]}: no “{word}” in this row" for word in cells if word not in text]
            if not any(a <= row[0] and row[1] <= b for a, b in spans):
                found.append(f"{row[0]}: a row outside its table")
    return found


if __name__ == "__main__":
    wrong = faults(json.loads(Path(sys.argv[1]).read_text("utf8")), Path(sys.argv[2]).read_text("utf8").split("\n"))
    sys.exit("\n".join(wrong) or None)
