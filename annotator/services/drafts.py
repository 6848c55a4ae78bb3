"""Acts as data, made without touching the library: the window shows them at once and commits them after.

Each function returns a ChangeSet for `History.commit`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from annotator.anchoring import describe
from annotator.model.anchor import Position
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Link, LinkKind
from annotator.model.bibliography import Work
from annotator.model.change import Change, ChangeSet
from annotator.model.citation import USED, Citation
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.clock import now, now_after
from annotator.services.reading import printable

_CITATIONS = uuid.UUID("0d5b2f5e-8f0c-5c43-9c61-5d1b8f7a4e11")  # of the ids of citations, minted once


def annotate(
    reader: Reader,
    document: Document,
    spans: Sequence[Position],
    *,
    role: str = DEFAULT_ROLE,
    note: str = "",
    tags: Iterable[str] = (),
    division: str | None = None,
) -> ChangeSet:
    """A new annotation of the passages `spans` (none: a note on `division`, or on the whole reader)."""
    moment = now()
    annotation = Annotation(
        id=str(uuid.uuid4()),
        reader_id=reader.id,
        revision_id=reader.revision_id,
        anchors=tuple(describe(document.text, span.start, span.end) for span in sorted(spans)),
        division=division,
        role=role,
        note=printable(note),
        tags=clean_tags(tags),
        created=moment,
        modified=moment,
    )
    return ChangeSet("highlight" if spans else "add_note", (Change(None, annotation),))


def annotate_each(reader: Reader, document: Document, spans: Sequence[Position], *, role: str) -> ChangeSet:
    """An annotation of its own for each of `spans`: one act, so that one Undo takes all of them back."""
    changes = (annotate(reader, document, [span], role=role).changes[0] for span in spans)
    return ChangeSet("highlight_all", tuple(changes))


def edit_note(annotation: Annotation, note: str) -> ChangeSet:
    """Another text for the note."""
    return _edited("edit_note", annotation, replace(annotation, note=printable(note)))


def change_role(annotations: Sequence[Annotation], role: str) -> ChangeSet:
    """Another role for each of `annotations`."""
    return ChangeSet("change_role", tuple(_change(a, replace(a, role=role)) for a in annotations))


def adjust_passage(annotation: Annotation, reader: Reader, document: Document, spans: Iterable[Position]) -> ChangeSet:
    """Other ends for a passage: `spans` are all the passages then, as for `add_passage` and `remove_passage`.

    Those that stay keep their anchors. All of the annotation's passages must have been found exactly: what is only
    guessed isn't fixed in passing. Raises ValueError where no passage would be left.
    """
    return _edited("adjust_passage", annotation, _with_passages(annotation, reader, document, spans))


def add_passage(annotation: Annotation, reader: Reader, document: Document, spans: Iterable[Position]) -> ChangeSet:
    """One passage more, or several (see `adjust_passage`)."""
    return _edited("add_passage", annotation, _with_passages(annotation, reader, document, spans))


def remove_passage(annotation: Annotation, reader: Reader, document: Document, spans: Iterable[Position]) -> ChangeSet:
    """One passage less (see `adjust_passage`)."""
    return _edited("remove_passage", annotation, _with_passages(annotation, reader, document, spans))


def change_tags(annotation: Annotation, tags: Iterable[str]) -> ChangeSet:
    """Other tags."""
    return _edited("change_tags", annotation, replace(annotation, tags=clean_tags(tags)))


def retag(annotations: Sequence[Annotation], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> ChangeSet:
    """The tags `add` to each of `annotations` that lacks them, and those of `remove` from each that has them."""
    more, less = clean_tags(add), frozenset(clean_tags(remove))
    wanted = [(a, clean_tags([tag for tag in (*a.tags, *more) if tag not in less])) for a in annotations]
    return ChangeSet("change_tags", tuple(_change(a, replace(a, tags=tags)) for a, tags in wanted if tags != a.tags))


def edit(annotation: Annotation, *, role: str | None, note: str | None, tags: Iterable[str] | None) -> ChangeSet:
    """Change what is named (not None) and leave the rest."""
    after = replace(
        annotation,
        role=annotation.role if role is None else role,
        note=annotation.note if note is None else printable(note),
        tags=annotation.tags if tags is None else clean_tags(tags),
    )
    return _edited("edit", annotation, after)


def delete(annotations: Sequence[Annotation]) -> ChangeSet:
    """To the trash."""
    moment = now()
    return ChangeSet("delete", tuple(Change(a, replace(a, deleted=moment)) for a in annotations))


def restore(annotations: Sequence[Annotation]) -> ChangeSet:
    """Back from the trash."""
    return ChangeSet("restore", tuple(Change(a, replace(a, deleted=None)) for a in annotations))


def link(source: Annotation, target: Annotation, kind: LinkKind, known: Iterable[Link] = ()) -> ChangeSet:
    """A tie from `source` to `target`. `known` are links of before, in the trash or not: one of this kind between
    these two isn't made twice (nothing changes, or it comes back).
    """
    for one in known:
        if (one.source, one.target, one.kind) == (source.id, target.id, kind):
            return ChangeSet("link", (Change(one, replace(one, deleted=None)),) if one.deleted else ())
    made = Link(str(uuid.uuid4()), source.id, target.id, kind, created=now())
    return ChangeSet("link", (Change(None, made),))


def write_link(annotation: Annotation, note: str, tie: tuple[Change, ...]) -> ChangeSet:
    """A tie that was made while writing: it and the words that tell of it are one act."""
    written = () if note == annotation.note else edit_note(annotation, note).changes
    return ChangeSet("link", written + tie)


def change_link(link: Link, kind: LinkKind) -> ChangeSet:
    """Another kind of tie."""
    return ChangeSet("change_link", (Change(link, replace(link, kind=kind)),))


def unlink(links: Sequence[Link]) -> ChangeSet:
    """To the trash."""
    moment = now()
    return ChangeSet("unlink", tuple(Change(one, replace(one, deleted=moment)) for one in links))


def rename_reader(reader: Reader, title: str) -> ChangeSet:
    """Another title on the shelf."""
    return ChangeSet("rename_reader", (Change(reader, replace(reader, title=title)),))


def remove_reader(reader: Reader) -> ChangeSet:
    """To the trash, with all that is written in it."""
    return ChangeSet("remove_reader", (Change(reader, replace(reader, deleted=now())),))


def restore_reader(reader: Reader) -> ChangeSet:
    """Back to the shelf."""
    return ChangeSet("restore_reader", (Change(reader, replace(reader, deleted=None)),))


def correct_citation(
    known: Sequence[Citation], reader_id: str, division: str | None, values: Mapping[str, str | None]
) -> ChangeSet:
    """Other fields of what a person says of a division (None: the book); a value None takes the field back.

    `known` are the records of that division, the oldest first: of two, that two machines made, the last has the word.
    """
    changes = [
        Change(one, replace(one, fields=tuple(pair for pair in one.fields if pair[0] not in values))) for one in known
    ]
    said = {name: value for name, value in values.items() if value is not None}
    if known:
        last = known[-1]
        changes[-1] = Change(last, replace(last, fields=_with_fields(last.fields, values)))
    elif said:
        made = Citation(citation_id(reader_id, division), reader_id, division, tuple(said.items()), now())
        changes = [Change(None, made)]
    return ChangeSet("correct_citation", tuple(one for one in changes if one.before != one.after))


def use_citekeys(works: Iterable[Work], known: Iterable[Citation]) -> ChangeSet:
    """Notes that keys went into a person's writing, those of `known` left out."""
    noted = {one.id for one in known}
    new = {citation_id(work.reader_id, work.division, work.citekey): work for work in works if work.citekey}
    moment = now()
    changes = (
        Change(None, Citation(id, work.reader_id, work.division, ((USED, work.citekey),), moment))
        for id, work in new.items()
        if id not in noted
    )
    return ChangeSet("use_citekey", tuple(changes))


def citation_id(reader_id: str, division: str | None, used: str | None = None) -> str:
    """The id of a division's citation, or of the note that a key was used for it: the same on every machine."""
    return str(uuid.uuid5(_CITATIONS, "\n".join((reader_id, division or "", *([used] if used else [])))))


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without `#`, outer space, empties and doubles, in the order they were given."""
    cleaned = (" ".join(printable(tag).strip().lstrip("#").split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


def _with_fields(fields: Iterable[tuple[str, str]], values: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    after = dict(fields) | {name: value for name, value in values.items() if value is not None}
    return tuple((name, value) for name, value in after.items() if values.get(name, value) is not None)


def _with_passages(annotation: Annotation, reader: Reader, document: Document, spans: Iterable[Position]) -> Annotation:
    known = {anchor.position: anchor for anchor in annotation.anchors}
    anchors = tuple(known.get(span) or describe(document.text, span.start, span.end) for span in sorted(spans))
    if not anchors:
        raise ValueError("an annotation of passages keeps one")
    return replace(annotation, anchors=anchors, revision_id=reader.revision_id)


def _edited(name: str, before: Annotation, after: Annotation) -> ChangeSet:
    return ChangeSet(name, (_change(before, after),))


def _change(before: Annotation, after: Annotation) -> Change:
    return Change(before, replace(after, modified=now_after(before.modified)))
