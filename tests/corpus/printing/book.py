"""One book set in pages: the PDF, and the truth about it in the vocabulary of `annotator inspect --json`."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.corpus.markup import ITALIC, MARKER, Block, Part
from tests.corpus.printing.design import Job, with_book_notes, with_contents
from tests.corpus.printing.groff import set_groff
from tests.corpus.printing.latex import set_latex
from tests.corpus.printing.readback import ReadBack, read_back
from tests.corpus.printing.web import set_web
from tests.corpus.truth import Truth, describe

SETTERS: dict[str, Callable[[Job, Path], Path]] = {"latex": set_latex, "groff": set_groff, "web": set_web}
SYMBOLS = "*†‡§¶‖"
_ROMANS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def set_book(job: Job, folder: Path) -> tuple[Path, dict[str, Any]]:
    """(the PDF, made in `folder`; its truth)."""
    if job.design.notes == "book":
        job = with_book_notes(job)
    if job.design.symbols:
        # Where the pages turn is known only after the first setting.
        job = replace(job, counts=_counts(_set(job, folder)[1]))
    if job.design.contents:
        job = with_contents(job, _set(job, folder)[1])
    return _set(job, folder)


def _set(job: Job, folder: Path) -> tuple[Path, dict[str, Any]]:
    pdf = SETTERS[job.design.setter](job, folder)
    found = read_back(pdf, job)
    truth, starts = describe([(part, _in_order(part, job)) for part in job.parts])
    return pdf, as_json(job, truth, starts, found)


def _counts(truth: dict[str, Any]) -> dict[tuple[int, str], int]:
    """Which each note is on its page, by the place of its part and its number."""
    turns = [page["start"] for page in truth["pages"]]
    tops = [division["start"] for division in truth["divisions"] if division["level"] == 1]
    pages = Counter[int]()
    counts = {}
    for ref in truth["note_refs"]:
        page = bisect_right(turns, ref["at"])
        pages[page] += 1
        counts[bisect_right(tops, ref["at"]) - 1, ref["label"]] = pages[page]
    return counts


def _shown(label: str, at: int, job: Job, parts: Sequence[int]) -> str:
    """The label of a note or a marker at an offset as it is printed; `parts` are where the parts begin."""
    if not job.counts:
        return label
    return SYMBOLS[job.counts[bisect_right(parts, at) - 1, label] - 1]


def _in_order(part: Part, job: Job) -> list[Block]:
    """A part's blocks in the order of the Document: foot notes at its end, the source where it is met."""
    feet = job.design.notes == "feet"
    body = [block for block in part.blocks if not (feet and block.heads_notes)]
    if part.cited and job.design.source == "foot":
        body.insert(1, part.cited)
    elif part.cited:
        body.insert(0, part.cited)
    return [*part.opening, *body]


def as_json(job: Job, truth: Truth, starts: dict[Block, int], found: ReadBack) -> dict[str, Any]:
    """The truth as `inspect` would tell it; besides, each hyphen (`word`, `at`, `kept`) and each page's furniture."""
    labels = _labels(found, starts, job)
    parts = [starts[part.opening[0]] for part in job.parts]
    return {
        "title": job.title,
        "language": job.language,
        "text": truth.text,
        "blocks": [{"kind": p.kind, "start": p.start, "end": p.end, "division": p.division} for p in truth.paragraphs],
        "divisions": [
            {
                "kind": d.kind,
                "number": d.number,
                "title": d.title,
                "author": d.author,
                "level": d.level + 1,
                "parent": d.parent,
                "start": d.start,
                "end": d.end,
                "source": d.source,
            }
            for d in truth.divisions
        ],
        "pages": [
            {"label": label, "printed": page.label is not None, "start": starts[page.first[0]] + page.first[1]}
            for label, page in zip(labels, found.pages, strict=True)
        ],
        "notes": [
            {"label": _shown(n.label, n.start, job, parts), "start": n.start, "end": n.end, "division": n.division}
            for n in truth.notes
        ],
        "note_refs": [
            {"label": _shown(r.label, r.at, job, parts), "at": r.at, "note": r.note} for r in truth.note_refs
        ],
        "tables": [
            {"block": t.paragraph, "caption": t.caption, "rows": [list(row) for row in t.rows]} for t in truth.tables
        ],
        "emphasis": [
            {"kind": "italic", "start": start, "end": end}
            for block, at in starts.items()
            for start, end in _italics(block, at)
        ],
        "hyphens": sorted(
            ({"word": h.word, "at": starts[block] + at, "kept": h.kept} for block, at, h in found.hyphens),
            key=lambda hyphen: hyphen["at"],
        ),
        "furniture": [[{"kind": kind, "text": text} for kind, text in page.furniture] for page in found.pages],
    }


def _italics(block: Block, at: int) -> list[tuple[int, int]]:
    text = MARKER.sub("", block.text)
    return [(at + m.start() - 2 * n, at + m.end() - 2 * n - 2) for n, m in enumerate(ITALIC.finditer(text))]


def _labels(found: ReadBack, starts: dict[Block, int], job: Job) -> list[str]:
    """The label of every page: as printed, or counted; roman before the first part that is no front matter."""
    main = next(part for part in job.parts if part.kind != "front")
    main_start = starts[main.opening[0]]
    romans = job.parts[0].kind == "front"
    labels: list[str] = []
    count = 0
    in_front = romans
    for page in found.pages:
        if in_front and starts[page.first[0]] + page.first[1] >= main_start:
            count, in_front = 0, False
        count += 1
        label = _ROMANS[count] if in_front else str(count)
        if page.label is not None and page.label != label:
            raise ValueError(f"page {label} is printed as {page.label}")
        labels.append(label)
    return labels
