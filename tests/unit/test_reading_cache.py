"""What is kept laid out: by the characters, the last used first to stay."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from annotator.ui.reading.layout_cache import LEAST, LayoutCache


def block(index: int, length: int = 850) -> Any:
    return SimpleNamespace(index=index, start=0, end=length)


def test_as_many_characters_are_kept_as_there_is_room_for() -> None:
    cache = LayoutCache(capacity=40_000)
    for index in range(100):
        cache.put(block(index))
    assert len(cache) == 40
    assert [index in cache for index in (59, 60, 99)] == [False, True, True]


def test_what_was_used_stays_and_a_mere_look_is_no_use() -> None:
    cache = LayoutCache(capacity=20_000)
    for index in range(20):
        cache.put(block(index))
    cache.get(0)
    assert cache.peek(1) is not None
    cache.put(block(20))
    cache.put(block(21))
    assert 0 in cache and 1 not in cache


def test_some_blocks_are_kept_however_long_they_are() -> None:
    cache = LayoutCache(capacity=1000)
    for index in range(30):
        cache.put(block(index, 50_000))
    assert len(cache) == LEAST
    cache.clear()
    cache.put(block(1))
    assert len(cache) == 1
