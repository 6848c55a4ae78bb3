"""Other programs' annotations, as they are really written; and anything at all in the place of one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing.annotations import Batch, read_annotations
from annotator.importing.annotations.values import MOST_NOTE, MOST_TAGS, moment, own_id
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.model.webannotation import to_web_annotation

QUOTE = {"type": "TextQuoteSelector", "exact": "carries it out", "prefix": "who ", "suffix": "?"}
TARGET = {"source": "https://example.org/text", "selector": [QUOTE]}
ANCHOR = Anchor(Position(0, 0), Quote("carries it out", "who ", "?"))


def batch(value: Any) -> Batch:
    return read_annotations(json.dumps(value).encode(), "in.json")


def one(value: Any) -> Annotation:
    found = batch(value)
    assert not found.refused
    (received,) = found.received
    assert isinstance(received.record, Annotation) and not received.ours
    return received.record


def test_hypothesis() -> None:
    row = {
        "id": "kJ3xY9abEeyZ", "created": "2024-03-01T10:11:12.123456+00:00", "updated": "2024-03-02T10:11:12+02:00",
        "user": "acct:ada@hypothes.is", "uri": "https://example.org", "text": "**Who**?", "tags": ["law", "order"],
        "target": [{"source": "https://example.org", "selector": [
            {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 1, "endOffset": 9},
            {"type": "TextPositionSelector", "start": 24, "end": 38}, QUOTE]}],
    }  # fmt: skip
    for whole in ({"annotations": [row], "export_date": "2024"}, {"rows": [row], "total": 1}):
        found = one(whole)
        assert (found.note, found.tags, found.creator) == ("**Who**?", ("law", "order"), "ada")
        assert (found.created, found.modified) == ("2024-03-01T10:11:12.123Z", "2024-03-02T08:11:12.000Z")
        assert found.anchors == (Anchor(Position(24, 38), ANCHOR.quote),)
        assert found.id == own_id("kJ3xY9abEeyZ") == one(whole).id


def test_readium() -> None:
    item = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:uuid:11111111-1111-4111-8111-111111111111",
        "type": "Annotation", "created": "2023-10-14T15:13:28Z", "motivation": "bookmarking",
        "creator": {"id": "urn:uuid:1", "type": "Person", "name": "Ada L."},
        "target": {"source": "OEBPS/text/chapter1.html", "selector": [
            {"type": "CssSelector", "value": "#a", "refinedBy": QUOTE}], "meta": {"page": "XI"}},
        "body": {"type": "TextualBody", "value": "j'adore !", "format": "text/plain", "keyword": "x"},
    }  # fmt: skip
    found = one({"type": "AnnotationSet", "items": [item]})
    assert found.id == "11111111-1111-4111-8111-111111111111"
    assert (found.note, found.tags, found.creator, found.anchors) == ("j'adore !", ("x",), "Ada L.", (ANCHOR,))
    assert found.modified == found.created == "2023-10-14T15:13:28.000Z"


@pytest.mark.parametrize(
    ("body", "note", "tags"),
    [
        ("plain words", "plain words", ()),
        ({"type": "TextualBody", "value": "one"}, "one", ()),
        ([{"value": "one"}, "two", {"chars": "three", "@type": "cnt:ContentAsText"}], "one\n\ntwo\n\nthree", ()),
        ([{"value": "law", "purpose": "tagging"}, {"chars": "old", "@type": "oa:Tag"}], "", ("law", "old")),
        ({"value": "<p>One &amp; <b>two</b></p><script>x</script>", "format": "text/html"}, "One & two", ()),
        (None, "", ()),
        (7, "", ()),
    ],
)
def test_bodies(body: Any, note: str, tags: tuple[str, ...]) -> None:
    found = one({"type": "Annotation", "motivation": ["unheard-of", 3], "body": body, "target": TARGET})
    assert (found.note, found.tags, found.anchors) == (note, tags, (ANCHOR,))


def test_shapes_of_files() -> None:
    item = {"id": "http://a.example/1", "type": "Annotation", "bodyValue": "note", "target": [TARGET, TARGET, "x"]}
    page = {"type": "AnnotationPage", "items": [item]}
    for whole in (item, [item], page, {"type": "AnnotationCollection", "first": page}, {"@graph": [item]}):
        assert one(whole).anchors == (ANCHOR, ANCHOR)
    found = batch({"first": {"items": [item], "next": "https://a.example/2"}, "total": 9})
    assert (len(found.received), found.elsewhere) == (1, ["https://a.example/2"])
    assert one({"id": "x", "target": "https://a.example", "bodyValue": "on all of it"}).anchors == ()
    assert one({"target": TARGET, "motivation": "questioning"}).role == "question"
    without = {"target": TARGET, "bodyValue": "no id"}
    assert one(without).id == one(dict(reversed(without.items()))).id != one({**without, "bodyValue": "else"}).id


def test_one_of_ours_that_was_changed_by_hand_keeps_what_can_be_read() -> None:
    ours = Annotation("11111111-1111-4111-8111-111111111111", "r", "v", (ANCHOR,), role="claim", note="n", tags=("t",))
    data = to_web_annotation(ours)
    for key, value in {"annotator:version": "three", "created": "yesterday", "annotator:revision": None}.items():
        found = one({**data, key: value})
        assert (found.id, found.role, found.note, found.tags) == (ours.id, "claim", "n", ("t",))
    kept = one({**data, "body": [*data["body"], {"value": "second", "purpose": "commenting"}]})
    assert kept.note == "n\n\nsecond"
    link = to_web_annotation(Link(ours.id, ours.id, "22222222-2222-4222-8222-222222222222", LinkKind.SUPPORTS))
    (found,) = batch([{**link, "annotator:version": None}]).received
    assert isinstance(found.record, Link) and found.record.kind is LinkKind.SUPPORTS


def test_absurd_sizes_are_refused() -> None:
    for item in (
        {"target": TARGET, "bodyValue": "x" * (MOST_NOTE + 1)},
        {"target": TARGET, "tags": ["t"] * (MOST_TAGS + 1)},
        {"target": TARGET, "tags": ["t" * 5000]},
        {"target": [TARGET] * 2000},
        {"target": TARGET, "body": ["x"] * 5000},
        {"target": TARGET, "annotator:role": "r" * 5000},
    ):
        (refused,) = batch([item]).refused
        assert refused.reason == "too_big"
    with pytest.raises(UserError, match="annotations_too_big"):
        read_annotations(b"[" + b"1," * 260_000 + b"1]", "in.json")


def test_times() -> None:
    assert moment("2024-02-03") == "2024-02-03T00:00:00.000Z"
    assert moment("2024-02-03T04:05:06.789012-01:00") == "2024-02-03T05:05:06.789Z"
    for wrong in ("", "soon", 7, None, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x" * 99):
        assert moment(wrong) == ""


NAMES = """id type target body motivation selector exact prefix value purpose created modified creator name items first
    next tags text start end annotator:version annotator:role annotator:revision annotator:division annotator:deleted
    annotator:link"""
KEYS = tuple(NAMES.split())
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["Annotation", "linking", "tagging", "urn:uuid:11111111-1111-4111-8111-111111111111", "\ud800"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8),
    max_leaves=30,
)


@given(ANYTHING)
def test_anything_at_all_is_read_or_refused(value: Any) -> None:
    try:
        found = batch(value)
    except UserError as error:
        assert error.code == "no_annotations"
        return
    for received in found.received:
        record = received.record
        assert own_id(record.id) == record.id
        json.dumps(to_web_annotation(record), ensure_ascii=False).encode()  # nothing in it that can't be stored
    assert sorted(one.number for one in [*found.received, *found.refused]) == list(
        range(1, len(found.received) + len(found.refused) + 1)
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_annotations(data, "in.json")
    except UserError as error:
        assert error.code in ("annotations_unreadable", "no_annotations")
