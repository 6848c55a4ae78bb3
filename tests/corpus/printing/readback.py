"""What went where on paper: the words of a PDF's pages matched, letter by letter, with the words that were set.

Every line of every page must be the next letters of the running text, or of what stands at the feet of pages, or
furniture that the design put there: anything else is an error of the typesetting, and no truth is made of it.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.markup import MARKER, Block, clean
from tests.corpus.printing.design import Job, in_running_text, running_author
from tests.corpus.truth import Hyphen

HYPHENS = ("-", "‐", "\u00ad")


@dataclass(frozen=True)
class Letter:
    """A printed letter, and where it stands in the clean text of its block (None: a note's number)."""

    sign: str
    block: Block
    at: int | None


@dataclass(frozen=True)
class PrintedPage:
    """A page: its printed label, the first letter of its text, its furniture (kind, words)."""

    label: str | None
    first: tuple[Block, int]
    furniture: tuple[tuple[str, str], ...]


@dataclass
class ReadBack:
    """All pages, and every word that ran over a line end: (block, where in its clean text, hyphen)."""

    pages: list[PrintedPage] = field(default_factory=list)
    hyphens: list[tuple[Block, int, Hyphen]] = field(default_factory=list)


def letters(text: str) -> str:
    """The letters and digits of a text, compatibility forms opened."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum())


def raw_pages(pdf: Path) -> list[list[str]]:
    """The lines of each page in the order in which they were set."""
    told = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [[line for line in page.split("\n") if line.strip()] for page in told.stdout.split("\f")[:-1]]


def read_back(pdf: Path, job: Job) -> ReadBack:
    """Match the pages of `pdf` with `job`. Raises ValueError, with the line, where they don't."""
    flow, foot = list(_flow(job)), list(_feet(job))
    patterns = _furniture(job)
    result = ReadBack()
    at = (0, 0)
    for number, lines in enumerate(raw_pages(pdf), 1):
        deepest: list[int] = [0]
        taken = _match(lines, 0, at, flow, foot, patterns, deepest)
        if taken is None:
            raise ValueError(f"page {number}: can't place {lines[deepest[0]]!r} after {_near(flow, at[0])!r}")
        body_at, foot_at = at
        furniture: list[tuple[str, str]] = []
        label = None
        for line, (what, length) in zip(lines, taken, strict=True):
            if what == "furniture":
                kind, found = next((k, m) for k, p in patterns if (m := p.fullmatch(" ".join(line.split()))))
                label = found.groupdict().get("page") or label
                furniture.append((kind, " ".join(line.split())))
                continue
            source, start = (flow, body_at) if what == "body" else (foot, foot_at)
            _note_hyphen(line, source, start + length, result)
            if what == "body":
                body_at += length
            else:
                foot_at += length
        of_page = [*flow[at[0] : body_at], *foot[at[1] : foot_at]]
        first = next(letter for letter in of_page if letter.at is not None)
        assert first.at is not None
        result.pages.append(PrintedPage(label, (first.block, first.at), tuple(furniture)))
        at = (body_at, foot_at)
    if at != (len(flow), len(foot)):
        raise ValueError(f"not printed: {_near(flow, at[0])!r}, {_near(foot, at[1])!r}")
    return result


def _near(flow: Sequence[Letter], at: int) -> str:
    return "".join(letter.sign for letter in flow[max(0, at - 20) : at + 20])


def _match(
    lines: Sequence[str],
    index: int,
    at: tuple[int, int],
    flow: Sequence[Letter],
    foot: Sequence[Letter],
    patterns: Sequence[tuple[str, re.Pattern[str]]],
    deepest: list[int],
) -> list[tuple[str, int]] | None:
    """What each line from `index` on is, with the number of its letters; None where that can't be."""
    taken: list[tuple[str, int]] = []
    while index < len(lines):
        deepest[0] = max(deepest[0], index)
        signs = letters(lines[index])
        words = " ".join(lines[index].split())
        # Furniture first: a lone page number might also begin the next note.
        choices: list[tuple[str, int]] = [("furniture", 0)] if any(p.fullmatch(words) for _, p in patterns) else []
        if not signs:
            # A line of nothing but marks.
            choices.append(("body", 0))
        if _is_next(signs, flow, at[0]):
            choices.append(("body", len(signs)))
        if _is_next(signs, foot, at[1]):
            choices.append(("foot", len(signs)))
        for choice in choices[:-1]:
            rest = _match(lines, index + 1, _moved(at, choice), flow, foot, patterns, deepest)
            if rest is not None:
                return [*taken, choice, *rest]
        if not choices:
            return None
        taken.append(choices[-1])
        at = _moved(at, choices[-1])
        index += 1
    return taken


def _moved(at: tuple[int, int], choice: tuple[str, int]) -> tuple[int, int]:
    what, length = choice
    return at[0] + length * (what == "body"), at[1] + length * (what == "foot")


def _is_next(signs: str, flow: Sequence[Letter], at: int) -> bool:
    return all(at + n < len(flow) and flow[at + n].sign == sign for n, sign in enumerate(signs)) and bool(signs)


def _note_hyphen(line: str, flow: Sequence[Letter], end: int, result: ReadBack) -> None:
    """Remember the word that `line` breaks at its end, where `end` letters of `flow` are printed."""
    if not line.rstrip().endswith(HYPHENS) or not 0 < end < len(flow):
        return
    last, following = flow[end - 1], flow[end]
    if last.block is not following.block or last.at is None or following.at is None:
        return
    text = clean(last.block.text)
    between = text[last.at + 1 : following.at]
    if any(sign.isspace() for sign in between):
        return
    left, right = re.split(r"\s", text[: following.at])[-1], re.split(r"\s", text[following.at :])[0]
    kept = bool(between)
    result.hyphens.append((last.block, following.at, Hyphen(left + right, following.at, kept)))


def _spelled(block: Block, marked: bool = True) -> Iterator[Letter]:
    """The letters of a block as they are printed, its markers (if `marked`) among them."""
    done = 0
    for index, piece in enumerate(MARKER.split(block.text)):
        for sign in piece if marked or index % 2 == 0 else "":
            if index % 2 == 0 and sign == "*":
                continue
            for letter in letters(sign):
                yield Letter(letter, block, None if index % 2 else done)
            done += index % 2 == 0


def _flow(job: Job) -> Iterator[Letter]:
    for part in job.parts:
        for block in part.opening:
            yield from _spelled(block, not job.counts)
        if part.cited and job.design.source == "top":
            yield from _spelled(part.cited)
        for block in in_running_text(part, job.design):
            if block.kind == "note" and block.label and not job.counts:
                yield from (Letter(sign, block, None) for sign in block.label)
            yield from _spelled(block, not job.counts)


def _feet(job: Job) -> Iterator[Letter]:
    for part in job.parts:
        if part.cited and job.design.source == "foot":
            yield from _spelled(part.cited)
        if job.design.notes == "feet":
            for block in part.blocks:
                if block.kind == "note":
                    yield from (Letter(sign, block, None) for sign in block.label or "" if not job.counts)
                    yield from _spelled(block, not job.counts)


def _furniture(job: Job) -> list[tuple[str, re.Pattern[str]]]:
    """Every furniture line that the design may print: alone, or the pieces of a head that were read apart."""
    design = job.design
    authors = "|".join(sorted({re.escape(running_author(part)) for part in job.parts}, key=len, reverse=True))
    named = {"title": re.escape(job.title), "author": f"(?:{authors})", "page": r"(?P<page>\d{1,3}|[ivxl]{1,7})"}
    found: list[tuple[str, re.Pattern[str]]] = []
    for pattern in (design.left_head, design.right_head, design.foot, design.opening_foot):
        pieces = [piece.strip() for piece in pattern.split("|")]
        for text in {" ".join(" ".join(pieces).split()), *(" ".join(piece.split()) for piece in pieces)} - {""}:
            kind = "page_number" if not re.search(r"\{(title|author)\}", text) else "running_head"
            spelled = "".join(
                named[p[1:-1]] if p.startswith("{") else re.escape(p) for p in re.split(r"(\{\w+\})", text)
            )
            found.append((kind, re.compile(spelled)))
    if design.stamp:
        found.append(("stamp", re.compile(re.escape(" ".join(design.stamp.split())))))
    return found
