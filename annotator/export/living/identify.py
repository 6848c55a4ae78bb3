"""Which export a file holds, and which of two bases it was last written from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.export.living.lines import split
from annotator.export.living.pieces import Base
from annotator.export.living.scan import scan

_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Known:
    """What a file says of itself.

    `front`: the export id of its front matter with the reader ids that it is of (none where somebody took that line
    out). `sections`: the export ids of the others by their scopes. `keys`: of all excerpts. `blank`: nothing is in it.
    """

    front: tuple[str, tuple[str, ...]] | None
    sections: Mapping[str, str]
    keys: frozenset[str]
    stamp: str
    blank: bool

    @property
    def traces(self) -> bool:
        """Whether anything of ours is in it."""
        return self.front is not None or bool(self.sections) or bool(self.keys)


def known(text: str) -> Known:
    """Read a file's own words on what it is."""
    lines = split(text)
    found = scan(lines.words)
    export = _UUID.fullmatch(_bare(found.fields, "export"))
    readers = tuple(_bare(found.fields, "reader").split())
    return Known(
        (export[0], readers) if export else None,
        {section.scope: section.export_id for section in reversed(found.sections)},
        frozenset(key for _line, key in found.marks),
        found.fields.get("exported", (0, ""))[1],
        not "".join(lines.words).strip(),
    )


def likeliest(file: Known, written: Base | None, pending: Base | None) -> list[Base]:
    """The bases in the order in which the file may come from them.

    A process may have been killed before the file was renamed into place, or right after it: then both are there, and
    the file tells, by the moment in its front matter or by the excerpts in it.
    """
    if written is None or pending is None:
        return [base for base in (written, pending) if base is not None]
    stamps = [base.front.get("exported", "") for base in (written, pending)]
    if file.front and stamps[0] != stamps[1] and file.stamp in stamps:
        return [(written, pending)[stamps.index(file.stamp)]]
    only = [_keys(one) - _keys(other) for one, other in ((written, pending), (pending, written))]
    seen = [len(keys & file.keys) for keys in only]
    return [pending, written] if seen[1] > seen[0] else [written, pending]


def best_of(file: Known, candidates: Sequence[tuple[str, Base]]) -> str | None:
    """The export id of the base that most of the file's excerpts are in, the first of several; None of none."""
    best = max(candidates, key=lambda item: len(_keys(item[1]) & file.keys), default=None)
    return best[0] if best is not None and _keys(best[1]) & file.keys else None


def _keys(base: Base) -> set[str]:
    return {key for key, one in base.pieces.items() if one.kind == "excerpt"}


def _bare(fields: Mapping[str, tuple[int, str]], key: str) -> str:
    return fields.get(key, (0, ""))[1].strip("\"' ")
