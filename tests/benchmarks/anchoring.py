"""Finding passages again in ten megabytes: where nothing changed, and after an edit in most paragraphs.

The rival is one pass over the text's words by a regular expression, in the same run: about the least that a search
of the whole text can cost.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable

from annotator.anchoring import at_place, describe
from annotator.anchoring.resolve import Resolver
from annotator.model.anchor import Anchor
from tests.benchmarks.figures import Figure

LETTERS = 10_000_000
MARKED, EXACT = 1_000, 10_000


def measure() -> list[Figure]:
    """CPU seconds; the best of two."""
    chance = random.Random(4)
    paragraphs = _paragraphs(chance)
    old, new = "\n\n".join(paragraphs), "\n\n".join(_edited(paragraphs, chance))
    anchors = [_anchor(old, chance) for _ in range(MARKED)]
    words = _best(lambda: sum(1 for _ in re.finditer(r"\w+", new)))
    exact = _best(lambda: [at_place(old, anchor) for anchor in anchors * (EXACT // MARKED)])
    alone = _best(lambda: _find(anchors, Resolver(new), None))
    carried = _best(lambda: _find(anchors, Resolver(new), Resolver(old)))
    return [
        Figure("10,000 annotations where they were made, CPU", exact, "s", 0.1),
        Figure(
            "1,000 passages found again in 10 MB, CPU", alone, "s", remark=f"one pass over its words: {words:.2f} s"
        ),
        Figure("  times a pass over the words", alone / words, "×", 12),
        Figure("1,000 carried over from one text to the other, CPU", carried, "s"),
        Figure("  times a pass over the words of both", carried / (2 * words), "×", 12),
    ]


def _find(anchors: list[Anchor], resolver: Resolver, origin: Resolver | None) -> None:
    lost = sum(resolver.resolve(anchor, origin).span is None for anchor in anchors)
    assert lost < MARKED // 20, f"{lost} passages lost"


def _best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(2):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _paragraphs(chance: random.Random) -> list[str]:
    vocabulary = ["".join(chance.choices("etaoinshrdlucmfgyp", k=chance.randint(2, 10))) for _ in range(30_000)]
    weights = [1 / (rank + 1) ** 0.9 for rank in range(len(vocabulary))]
    words = chance.choices(vocabulary, weights, k=LETTERS // 6)
    paragraphs, at = [], 0
    while at < len(words):
        length = chance.randint(40, 140)
        paragraphs.append(" ".join(words[at : at + length]).capitalize() + ".")
        at += length
    return paragraphs


def _edited(paragraphs: list[str], chance: random.Random) -> list[str]:
    """A word replaced, put in, left out or torn in most paragraphs; some of them moved."""
    edited = ["A preface."]
    for paragraph in paragraphs:
        words, at = paragraph.split(" "), chance.randrange(len(paragraph.split(" ")))
        kind = chance.choice(("none", "none", "other", "more", "fewer", "torn"))
        if kind == "other":
            words[at] = "otherwise"
        elif kind == "more":
            words.insert(at, "moreover")
        elif kind == "fewer":
            del words[at]
        elif kind == "torn":
            words[at] = f"{words[at][:2]}- {words[at][2:]}"
        edited.append(" ".join(words))
    for _ in range(50):
        edited.insert(chance.randrange(len(edited)), edited.pop(chance.randrange(len(edited))))
    return edited


def _anchor(text: str, chance: random.Random) -> Anchor:
    start = text.index(" ", chance.randrange(len(text) - 1_000)) + 1
    return describe(text, start, text.index(" ", start + chance.choice((20, 60, 60, 150, 400))))
