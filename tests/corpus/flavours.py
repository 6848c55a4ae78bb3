"""The flavours in which the text of one PDF comes out of different programs.

A flavour is the bytes of a text file, and what became of the truth in it: pages or furniture that a flavour doesn't
have can't be found in it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

Truth = dict[str, Any]
Pages = list[str]


@dataclass(frozen=True)
class Flavour:
    """How the text is made: `mode` of pdftotext, what is done to its pages, and how the result is encoded.

    `blind`: measures that this flavour gives no evidence for, and that aren't asked of it.
    """

    mode: str
    change: Callable[[Pages, Truth], str]
    encoding: str = "utf-8"
    blind: frozenset[str] = frozenset()


def extract(pdf: Path, mode: str) -> Pages:
    """The pages of a PDF as pdftotext gives them: `mode` is `plain`, `layout` or `raw`."""
    options = [] if mode == "plain" else [f"-{mode}"]
    told = subprocess.run(["pdftotext", *options, str(pdf), "-"], check=True, capture_output=True)
    return told.stdout.decode("utf-8").split("\f")[:-1]


def with_feeds(pages: Pages, truth: Truth) -> str:
    """As it comes: a form feed after each page."""
    return "".join(page + "\f" for page in pages)


def without_feeds(pages: Pages, truth: Truth) -> str:
    """Pages simply follow each other."""
    return "".join(pages)


def leading_space(pages: Pages, truth: Truth) -> str:
    """Instead of a form feed, the first line of a page has one leading space."""
    return "".join(" " * (n > 0) + page.lstrip("\n") for n, page in enumerate(pages))


def trailing_spaces(pages: Pages, truth: Truth) -> str:
    """Lines inside a paragraph keep the space at which they were broken; no form feeds; led page turns."""
    ends = _paragraph_ends(truth)
    made = []
    for number, page in enumerate(pages):
        lines = page.lstrip("\n").split("\n")
        for index, line in enumerate(lines):
            if line.strip() and not line.endswith(("-", "—")) and _tail(line) not in ends:
                lines[index] = line + " "
        made.append(" " * (number > 0) + "\n".join(lines))
    return "".join(made)


def bare_lines(pages: Pages, truth: Truth) -> str:
    """A line per printed line and no blank lines at all, as pypdf and its like give it."""
    return "\n".join(line.strip() for page in pages for line in page.split("\n") if line.strip()) + "\n"


def no_furniture(pages: Pages, truth: Truth) -> str:
    """Heads, feet and stamps taken out by hand, page turns too."""
    kept = []
    for page, furniture in zip(pages, truth["furniture"], strict=True):
        kept.append("\n".join(_without(page.split("\n"), furniture)).strip("\n") + "\n")
    return "".join(kept)


def windows(pages: Pages, truth: Truth) -> str:
    """Line ends of Windows."""
    return with_feeds(pages, truth).replace("\n", "\r\n")


def eight_bit(pages: Pages, truth: Truth) -> str:
    """What the old encodings have no sign for is spelled otherwise."""
    return with_feeds(pages, truth).replace("‐", "-").replace("−", "-").replace("ﬁ", "fi").replace("ﬂ", "fl")


def latin_1(pages: Pages, truth: Truth) -> str:
    """Typewriter's marks in place of the printer's."""
    marks = str.maketrans(
        {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "•": "*", "œ": "oe", "…": "..."}
    )
    return eight_bit(pages, truth).translate(marks)


def scanned(pages: Pages, truth: Truth) -> str:
    """As a scanner's program reads paper: letters taken for others, heads lost, blank lines where none are."""
    chance = Random(7)
    made = []
    for page, furniture in zip(pages, truth["furniture"], strict=True):
        lines = page.split("\n")
        if chance.random() < _LOST_HEADS:
            lines = _without(lines, furniture)
        spelled = [" ".join(_slipped(word, chance) for word in line.split(" ")) for line in lines]
        made.append("\n".join(line + "\n" * (chance.random() < _FALSE_BLANKS) for line in spelled) + "\f")
    return "".join(made)


def _slipped(word: str, chance: Random) -> str:
    """The word, or what a scanner might read instead."""
    if len(word) < _SHORT_WORD or chance.random() > _SLIPS:
        return word
    return word.replace(*chance.choice(_MISREAD), 1)


# Parts of all pages, words and lines.
_LOST_HEADS, _SLIPS, _FALSE_BLANKS = 0.25, 0.04, 0.01
_SHORT_WORD = 4
_MISREAD = (("rn", "m"), ("li", "h"), ("e", "c"), ("l", "1"), ("h", "b"), ("in", "m"), ("cl", "d"), (".", ","))
_NO_PAGES = frozenset({"pages", "printed", "furniture"})

FLAVOURS: dict[str, Flavour] = {
    "plain": Flavour("plain", with_feeds),
    "layout": Flavour("layout", with_feeds),
    "raw": Flavour("raw", with_feeds),
    "plain, no feeds": Flavour("plain", without_feeds),
    "layout, no feeds": Flavour("layout", without_feeds),
    "raw, no feeds": Flavour("raw", without_feeds),
    "leading space": Flavour("plain", leading_space),
    "trailing spaces": Flavour("plain", trailing_spaces),
    "bare lines": Flavour("plain", bare_lines),
    "no furniture": Flavour("plain", no_furniture, blind=_NO_PAGES),
    "Windows": Flavour("plain", windows),
    "UTF-16": Flavour("layout", windows, "utf-16"),
    "Windows-1252": Flavour("raw", eight_bit, "cp1252"),
    "scanned": Flavour("layout", scanned, blind=frozenset({"text", "printed", "furniture", "hyphens"})),
    "Latin-1": Flavour("plain", latin_1, "latin-1"),
}


def make(pdf: Path, truth: Truth, flavour: Flavour) -> bytes:
    """The bytes of a text file in this flavour."""
    return flavour.change(extract(pdf, flavour.mode), truth).encode(flavour.encoding, errors="replace")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _without(lines: list[str], furniture: list[dict[str, str]]) -> list[str]:
    """The lines of a page without its furniture, each item of it taken out once: a title may read like a head."""
    left = [_squeezed(item["text"]) for item in furniture]
    kept = []
    for line in lines:
        words = _squeezed(line)
        at = next((n for n, item in enumerate(left) if words and _is_furniture(words, item)), None)
        if at is None:
            kept.append(line)
        else:
            left[at] = left[at].replace(words, "", 1)
    return kept


def _is_furniture(line: str, item: str) -> bool:
    """Whether a line is an item of furniture, or a piece of it."""
    if line.isdigit():
        return line in re.findall(r"\d+", item)
    return line == item or (len(line) > 3 and line in item)


def _tail(text: str, words: int = 3) -> str:
    return "".join(text.split()[-words:])


def _paragraph_ends(truth: Truth) -> set[str]:
    """The last one, two and three words of every block, with and without a marker after them."""
    text = truth["text"]
    ends: set[str] = set()
    for block in truth["blocks"]:
        words = text[block["start"] : block["end"]]
        marker = next((ref["label"] for ref in truth["note_refs"] if ref["at"] == block["end"]), "")
        ends |= {_tail(words, count) + mark for count in (1, 2, 3) for mark in {"", marker}}
    for table in truth["tables"]:
        ends |= {_tail(" ".join(row)) for row in table["rows"]}
    return ends | {_tail(item["text"]) for page in truth["furniture"] for item in page}
