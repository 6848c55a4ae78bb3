"""The texts to measure with: the real reader where it is at hand, else the bundled one; and long ones made of it."""

from __future__ import annotations

from pathlib import Path

from annotator.importing import import_file
from annotator.model.document import Document
from tests.realreader import PATH as REAL

BUNDLED = Path(__file__).resolve().parents[2] / "reader_texts" / "soviet-system.txt"
_GAP = "\n\n"


def text_path() -> Path:
    """The larger text that is there."""
    return REAL if REAL.is_file() else BUNDLED


def long_document(megabytes: float) -> Document:
    """The text again and again, with all that was found in it, until it is so many million characters long."""
    one = import_file(text_path()).document
    step = len(one.text) + len(_GAP)
    times = max(1, round(megabytes * 1e6 / step))
    shifts = [number * step for number in range(times)]
    divisions, notes = len(one.divisions), len(one.notes)
    return one._replace(
        text=_GAP.join([one.text] * times),
        blocks=tuple(
            b._replace(start=b.start + by, end=b.end + by, division=b.division + n * divisions)
            for n, by in enumerate(shifts)
            for b in one.blocks
        ),
        divisions=tuple(
            d._replace(
                start=d.start + by, end=d.end + by, parent=None if d.parent is None else d.parent + n * divisions
            )
            for n, by in enumerate(shifts)
            for d in one.divisions
        ),
        pages=tuple(p._replace(start=p.start + by) for by in shifts for p in one.pages),
        notes=tuple(
            n._replace(start=n.start + by, end=n.end + by, division=n.division + i * divisions)
            for i, by in enumerate(shifts)
            for n in one.notes
        ),
        note_refs=tuple(
            r._replace(at=r.at + by, note=None if r.note is None else r.note + i * notes)
            for i, by in enumerate(shifts)
            for r in one.note_refs
        ),
        tables=tuple(t._replace(block=t.block + i * len(one.blocks)) for i in range(times) for t in one.tables),
        emphasis=tuple(e._replace(start=e.start + by, end=e.end + by) for by in shifts for e in one.emphasis),
    )
