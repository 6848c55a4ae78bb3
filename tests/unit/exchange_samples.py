"""Annotations of a reader, at random, and a library to bring them into."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from annotator.anchoring import describe
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import ROLES, Annotation, Link, LinkKind
from annotator.model.change import Change, ChangeSet
from annotator.paths import paths_under
from annotator.services import Services
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services

TEXT = """# Orders

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning.

Nobody recalled having asked for it; everybody recalled having obeyed.

## Refusal

Nobody recalled a refusal. The naïve 𝔄-file says otherwise: “I did not sign.”
"""
AUTHOR = "someone"
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["One\u2028line", "**bold**\n\n- list", "  spaces  ", "\x00", "# naïve 𝔄"]
)
TIMES = st.datetimes().map(lambda time: f"{time.isoformat(timespec='milliseconds')}Z").filter(lambda t: len(t) == 24)
IDS = st.uuids().map(str)


def open_one(folder: Path, author: str = AUTHOR) -> tuple[Services, OpenReader]:
    """A library with the one reader in it, the same in every folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "orders.md"
    file.write_text(TEXT, encoding="utf-8")
    services = build_services(paths_under(folder / "data"), author=author)
    return services, services.shelf.open(services.shelf.import_file(file).reader.id)


@st.composite
def anchors(draw: st.DrawFn, text: str) -> Anchor:
    """Of this text, or of words that aren't in it."""
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 2))
        return describe(text, start, draw(st.integers(start + 1, len(text))))
    start = draw(st.integers(0, 1000))
    return Anchor(
        Position(start, start + draw(st.integers(0, 50))), Quote(draw(WORDS) or "x", draw(WORDS), draw(WORDS))
    )


@st.composite
def annotations(draw: st.DrawFn, opened: OpenReader) -> Annotation:
    """Any that the library may hold."""
    return Annotation(
        id=draw(IDS),
        reader_id=opened.reader.id,
        revision_id=opened.reader.revision_id,
        anchors=tuple(draw(st.lists(anchors(opened.document.text), max_size=3))),
        division=draw(st.none() | st.sampled_from(["obedience", "refusal", "gone"])),
        role=draw(st.sampled_from([role.key for role in ROLES] + ["my-own"])),
        note=draw(WORDS),
        tags=tuple(draw(st.lists(WORDS, max_size=3))),
        created=draw(TIMES),
        modified=draw(TIMES),
        deleted=draw(st.none() | TIMES),
        creator=draw(st.just("") | WORDS),
    )


@st.composite
def shelves(draw: st.DrawFn, opened: OpenReader) -> list[Annotation | Link]:
    """Some annotations, and links between them."""
    found = draw(st.lists(annotations(opened), max_size=5, unique_by=lambda one: one.id))
    found = [replace(one, creator="") if one.creator in ("", AUTHOR) else one for one in found]
    links = []
    if len(found) > 1:
        for _number in range(draw(st.integers(0, 3))):
            source, target = draw(st.permutations(found))[:2]
            kind, deleted = draw(st.sampled_from(LinkKind)), draw(st.none() | TIMES)
            links.append(Link(str(uuid.uuid4()), source.id, target.id, kind, draw(TIMES), deleted=deleted))
    return [*found, *links]


def put(services: Services, records: list[Annotation | Link]) -> None:
    """Store them, as somebody wrote them."""
    if records:
        services.history.commit(ChangeSet("make", tuple(Change(None, one) for one in records)))
