"""Anchors that people may have on their disks are found by every later version as well: see tests/baselines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.anchoring import Found
from annotator.anchoring.resolve import Resolver
from annotator.model.anchor import Anchor, Position, Quote

BASELINES = Path(__file__).parents[1] / "baselines"
SELECTORS = json.loads((BASELINES / "selectors-1.json").read_text(encoding="utf-8"))
CASES = [
    (revision, name, mode)
    for revision in (2, 3)
    for name in json.loads((BASELINES / f"expected-{revision}.json").read_text(encoding="utf-8"))
    for mode in ("alone", "carried")
]


def text(revision: int) -> str:
    return (BASELINES / f"ledger-{revision}.txt").read_text(encoding="utf-8")


def anchor(name: str) -> Anchor:
    one = SELECTORS[name]
    return Anchor(Position(one["start"], one["end"]), Quote(one["exact"], one["prefix"], one["suffix"]))


def told(found: Found, words: str) -> dict[str, Any]:
    """What the baselines keep of a result: confidences may be reckoned otherwise, places and doubts not."""
    first = found.candidates[0].span if found.candidates else None
    return {
        "state": found.state.value,
        "certain": found.certain,
        "start": found.span.start if found.span else None,
        "words": words[found.span.start : found.span.end] if found.span else None,
        "first": words[first.start : first.end] if first else None,
    }


@pytest.mark.parametrize("name", SELECTORS)
def test_in_its_own_text_each_is_exact(name: str) -> None:
    found = Resolver(text(1)).resolve(anchor(name))
    assert (found.state.value, found.span) == ("exact", anchor(name).position)


@pytest.mark.parametrize(("revision", "name", "mode"), CASES)
def test_each_is_found_where_it_was_found_on_the_first_day(revision: int, name: str, mode: str) -> None:
    expected = json.loads((BASELINES / f"expected-{revision}.json").read_text(encoding="utf-8"))[name][mode]
    resolver, origin = Resolver(text(revision)), Resolver(text(1)) if mode == "carried" else None
    assert told(resolver.resolve(anchor(name), origin), text(revision)) == expected
