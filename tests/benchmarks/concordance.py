"""A concordance of a common word in the whole real reader, and in ten megabytes made of it.

The rival is what one would write in five lines: a regular expression over the text, and a slice of it on each side. It
folds nothing, knows no other forms, no pages, no selections, and counts no words.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from annotator.importing import import_file
from annotator.model.concordance import Mode, Order, Unit, Window
from annotator.model.document import Document
from annotator.services.concordance import Concordance
from annotator.services.concording import Concordancer, Ground, concordance, wanted
from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import long_document, text_path

COMMON, RARER = "the", "party"
SIDE = 60  # code points
ROUNDS = 7


def measure() -> list[Figure]:
    """CPU milliseconds; the best of several. `Warm`: the words of the text are known, as after a first search in it."""
    document = import_file(text_path()).document
    ground, known = _ground(document), Concordancer()
    first = _best(lambda: _screen(Concordancer(), ground, COMMON))
    warm = _best(lambda: _all(known, ground, COMMON))
    shown = _best(lambda: _screen(known, ground, COMMON))
    found = _all(known, ground, COMMON)
    naive = _best(lambda: _naive(document.text, COMMON))
    long = _ground(long_document(10))
    _screen(known, long, RARER)
    ten = _best(lambda: _screen(known, long, RARER), rounds=3)
    size, hits = f"{len(document.text) // 1000} kB", f"{len(found)} lines"
    return [
        Figure(f"“{COMMON}”: all lines and counts, warm, CPU", warm, "ms", 50, f"{size}, {hits}; naive {naive:.1f} ms"),
        Figure("  times a naive regular expression", warm / naive, "×"),
        Figure(f"“{COMMON}”: counts and the lines on the screen, warm, CPU", shown, "ms", 50),
        Figure("  the first search in a text, its words found on the way, CPU", first, "ms", remark=size),
        Figure(f"“{COMMON}”: sorted by the word before, CPU", _best(lambda: found.sorted(Order.LEFT_1)), "ms"),
        Figure(f"“{COMMON}”: its neighbours by log-likelihood, CPU", _best(found.collocates), "ms"),
        Figure(f"“{RARER}” in 10 MB: counts and the lines on the screen, warm, CPU", ten, "ms"),
    ]


def _ground(document: Document) -> Ground:
    return Ground("reader", document.title, document.title + str(len(document.text)), document)


def _look(known: Concordancer, ground: Ground, word: str) -> Concordance:
    sought = wanted(word, Mode.LEMMA)
    found = concordance(word, sought, [known.look(ground, sought)])
    assert found.summary.hits == len(found) > 10
    return found


def _all(known: Concordancer, ground: Ground, word: str) -> Concordance:
    found = _look(known, ground, word)
    for row in range(len(found)):
        found.line(row, Window(SIDE, Unit.CHARACTERS))
    return found


def _screen(known: Concordancer, ground: Ground, word: str) -> None:
    found = _look(known, ground, word)
    for row in range(min(len(found), 40)):
        found.line(row, Window(SIDE, Unit.CHARACTERS))


def _naive(text: str, word: str) -> list[tuple[str, str, str]]:
    spans = [match.span() for match in re.finditer(rf"\b{word}\b", text, re.IGNORECASE)]
    return [(text[max(start - SIDE, 0) : start], text[start:end], text[end : end + SIDE]) for start, end in spans]


def _best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    seconds = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return 1000 * min(seconds)
