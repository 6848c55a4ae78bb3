"""Folding a long text in slices, so that whoever must not wait can do other things in between."""

from __future__ import annotations

import re
from collections.abc import Generator

from annotator.model.folding import Atoms, Folded, fold

SLICE = 60_000
"""Code points of a slice, about: some 4 ms."""
# Between paragraphs, before a plain letter or digit: nothing there folds together with what stands before it.
_SEAM = re.compile(r"\n\n(?=[0-9A-Za-z])")


def fold_in_slices(text: str, *, case: bool = False, size: int = SLICE) -> Generator[None, None, Folded]:
    """As `fold(text, case=case)`, which it returns; yields after every slice of at least `size` code points."""
    parts: list[str] = []
    atoms = Atoms()
    start = length = 0
    while start < len(text) or not parts:
        seam = _SEAM.search(text, start + size)
        end = seam.end() if seam else len(text)
        folded = fold(text[start:end], case=case)
        parts.append(folded.text)
        atoms.add(folded.atoms, start, length)
        start, length = end, length + len(folded.text)
        yield
    return Folded("".join(parts), len(text), atoms)
