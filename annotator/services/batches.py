"""Large libraries are indexed in batches: each makes one segment, and two of them can be made at the same time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

LARGE = 10_000_000  # code points of text from which on two processes are quicker than one
MOST = 25_000_000  # code points in one segment: some 300 MB of memory while it is made


class Piece(NamedTuple):
    """The blocks of a reader from `start` to `stop`, exclusive."""

    reader_id: str
    start: int
    stop: int


Batch = list[Piece]


def batches(texts: Iterable[tuple[str, int, int]]) -> list[Batch]:
    """Readers (each with its length in code points and its number of blocks) in batches of about the same length.

    A small library is one batch. A text that reaches over the end of a batch goes on in the next.
    """
    todo = list(texts)
    total = sum(length for _, length, _ in todo)
    if not todo:
        return []
    count = 1 if total < LARGE else max(2, -(-total // MOST))
    count += count % 2 if count > 1 else 0
    made: list[Batch] = [[]]
    done = 0.0
    for reader_id, length, blocks in todo:
        start = 0
        while True:
            room = total * len(made) / count - done
            if length * (blocks - start) / max(1, blocks) <= room + 1 or len(made) == count:
                made[-1].append(Piece(reader_id, start, blocks))
                done += length * (blocks - start) / max(1, blocks)
                break
            stop = start + int(blocks * room / max(1, length))
            if stop > start:
                made[-1].append(Piece(reader_id, start, stop))
                done += length * (stop - start) / blocks
            made.append([])
            start = max(start, stop)
    return [batch for batch in made if batch]
