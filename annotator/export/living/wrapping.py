"""An excerpt that a person set into a block quotation: read as if it weren't, written as it is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from annotator.export.living.blocks import Block, blocks
from annotator.export.living.lines import Edit

_MARK = re.compile(r" {0,3}> ?")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """`region`: the paragraphs as they were; `end`: the line after the quotation; `mark`: how its lines begin."""

    region: Sequence[Block]
    end: int
    mark: str

    def again(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Edits of these paragraphs as edits of the quotation."""
        for edit in edits:
            lines = (f"{self.mark}{line}".rstrip() if edit.start <= self.end else line for line in edit.lines)
            yield Edit(edit.start, edit.end, tuple(lines))


def unwrapped(words: Sequence[str], region: Sequence[Block], before: str) -> Wrapped | None:
    """The paragraphs of `region` as they were, where a person quoted the lines that `before` was written in; else None.

    That more of them are known without the quotation's marks than with them tells.
    """
    run = list(takewhile(is_quoted, region))
    if not run:
        return None
    start, end = run[0].start, run[-1].end
    bare = [_MARK.sub("", line, count=1) for line in words[start:end]]
    inside = [Block(one.start + start, one.end + start, one.lines) for one in blocks(bare)]
    own = {block.said for block in blocks(before.split("\n"))}
    found, met = ({block.said for block in some} & own for some in (inside, run))
    mark = _MARK.match(words[start])
    assert mark
    return Wrapped([*inside, *region[len(run) :]], end, mark[0]) if len(found) > len(met) else None


def is_quoted(block: Block) -> bool:
    """Whether a paragraph is of a block quotation."""
    return _MARK.match(block.lines[0]) is not None


def end_of_quotation(region: Sequence[Block], index: int, words: Sequence[str]) -> int:
    """The index of the last paragraph of the quotation that paragraph `index` is of; `index` where it is of none."""
    while (
        index + 1 < len(region)
        and all(map(is_quoted, region[index : index + 2]))
        and all(words[line].strip() for line in range(region[index].end, region[index + 1].start))
    ):
        index += 1
    return index
