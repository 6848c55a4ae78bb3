"""Where a page turns."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.importing.printed.heads import Head


@dataclass(frozen=True, slots=True)
class Turn:
    """A page begins at line `index` (never furniture). `sure` is False for a turn that only counting can prove."""

    index: int
    head: Head | None = None
    sure: bool = True
