"""Which export a file holds, and which of two bases it was last written from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.export.living.blocks import blocks, paragraphs_of
from annotator.export.living.lines import Lines
from annotator.export.living.pieces import Base

_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Known:
    """What a file says of itself.

    `front`: the export id of its front matter with the reader ids that it is of (none where somebody took that line
    out). `sections`: the export ids of the others by their scopes. `keys`: of all excerpts.
    """

    front: tuple[str, tuple[str, ...]] | None
    sections: Mapping[str, str]
    keys: frozenset[str]
    stamp: str
    lines: Sequence[str]

    @cached_property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not "".join(self.lines).strip()

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of all its paragraphs."""
        return frozenset(block.said for block in blocks(self.lines))

    @property
    def exports(self) -> frozenset[str]:
        """The ids of all exports that it names."""
        return frozenset([*([self.front[0]] if self.front else []), *self.sections.values()])

    @property
    def traces(self) -> bool:
        """Whether anything of ours is in it."""
        return self.front is not None or bool(self.sections) or bool(self.keys)


def known(lines: Lines) -> Known:
    """Read a file's own words on what it is."""
    found = lines.scan
    export = _UUID.fullmatch(_bare(found.fields, "export"))
    readers = tuple(_bare(found.fields, "reader").split())
    return Known(
        (export[0], readers) if export else None,
        {section.scope: section.export_id for section in reversed(found.sections)},
        frozenset(key for _line, key in found.marks),
        found.fields.get("exported", (0, ""))[1],
        lines.words,
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
    only = [excerpts_of(one) - excerpts_of(other) for one, other in ((written, pending), (pending, written))]
    seen = [len(keys & file.keys) for keys in only]
    return [pending, written] if seen[1] > seen[0] else [written, pending]


def best_of(
    file: Known, candidates: Sequence[tuple[str, Base]], others: frozenset[str], beside: frozenset[str]
) -> str | None:
    """The export id of the base that has most in common with the file, the first of several; None of none.

    The excerpts' comments tell; where a person took all of those out, the excerpts' words; where they took these out as
    well, the other exports in the file: `others` are their ids, `beside` those that these once stood in one file with.
    """
    signs: tuple[Callable[[str, Base], int], ...] = (
        lambda _id, base: len(excerpts_of(base) & file.keys),
        lambda _id, base: sum(_stands(one.text, file) for one in base.pieces.values() if one.kind == "excerpt"),
        lambda export_id, base: len(base.beside & others) + (export_id in beside),
    )
    for sign in signs:
        best = max(candidates, key=lambda item: sign(*item), default=None)
        if best is not None and sign(*best):
            return best[0]
    return None


def _stands(text: str | None, file: Known) -> bool:
    own = paragraphs_of(text or "")
    return bool(own) and file.said.issuperset(own)


def excerpts_of(base: Base) -> set[str]:
    """The keys of its excerpts."""
    return {key for key, one in base.pieces.items() if one.kind == "excerpt"}


def _bare(fields: Mapping[str, tuple[int, str]], key: str) -> str:
    return fields.get(key, (0, ""))[1].strip("\"' ")
