"""A Document as bytes and back, and what is no Document of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.library.codec import CodecError, decode, encode
from annotator.model.document import Block, BlockKind, Document, Emphasis, EmphasisKind, Page
from tests.unit.samples import DOCUMENT


def test_a_document_comes_back_whole() -> None:
    assert decode(encode(DOCUMENT)) == DOCUMENT


def test_packed_sequences_read_like_any_other() -> None:
    blocks = decode(encode(DOCUMENT)).blocks
    assert blocks[-1] == DOCUMENT.blocks[-1]
    assert tuple(blocks[2:9:3]) == tuple(DOCUMENT.blocks[2:9:3])
    assert list(blocks) == list(DOCUMENT.blocks)
    with pytest.raises(IndexError):
        blocks[len(blocks)]


@given(st.text(), st.lists(st.tuples(st.sampled_from(BlockKind), st.integers(0, 2**30), st.integers(0, 99))))
def test_any_text_and_any_spans_come_back(text: str, rows: list[tuple[BlockKind, int, int]]) -> None:
    document = Document(
        title=text,
        text=text,
        blocks=tuple(Block(kind, at, at + 1, division) for kind, at, division in rows),
        pages=tuple(Page(text, bool(at % 2), at) for _, at, _ in rows),
        emphasis=tuple(Emphasis(EmphasisKind.BOLD, at, at + 2) for _, at, _ in rows),
        metadata={"author": text},
    )
    assert decode(encode(document)) == document


@given(st.binary())
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data)


@given(st.integers(0, len(encode(DOCUMENT)) - 1))
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(CodecError):
        decode(encode(DOCUMENT)[:length])


def test_lone_surrogates_of_a_bad_extraction_survive() -> None:
    document = DOCUMENT._replace(text="a\ud800b")
    assert decode(encode(document)).text == "a\ud800b"
