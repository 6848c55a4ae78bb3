"""Commands on annotations: annotate, edit, annotations, delete, restore, undo, redo."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from annotator.cli.output import put, put_json
from annotator.cli.roles import role_key
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.anchor import Position
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Link, Placed, PlaceState, Role
from annotator.model.change import ChangeSet
from annotator.model.document import Document
from annotator.model.lookup import division_keys
from annotator.model.shelf import Reader
from annotator.sentences import N_, act_name, role_name
from annotator.services import Services, drafts
from annotator.services.annotate import spans_text
from annotator.services.divisions import find_division
from annotator.services.quoting import find_passages
from annotator.wiring import build_services

_STATES = {PlaceState.MOVED: N_("to be checked"), PlaceState.ORPHAN: N_("not found")}


def annotate(options: Namespace) -> None:
    """Mark passages, or write a note on a division or the whole reader; prints the id when it is durable."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        if reader.deleted:
            raise UserError("reader_in_trash", title=reader.title, id=reader.id)
        document = services.shelf.document(reader)
        division = None if options.division is None else find_division(document, options.division)
        within = _span(document, division)
        spans = find_passages(document, options.quote or [], occurrence=options.occurrence, within=within)
        act = drafts.annotate(
            reader,
            document,
            spans,
            role=role_key(services, options.role) or DEFAULT_ROLE,
            note=options.note or "",
            tags=options.tag or (),
            division=None if division is None or spans else division_keys(document)[division],
        )
        _told(services, services.history.commit(act), document, as_json=options.json)


def edit(options: Namespace) -> None:
    """Change what is named, leave the rest."""
    with closing(build_services(options.paths)) as services:
        annotation = services.annotations.get(options.annotation)
        if annotation.deleted:
            raise UserError("annotation_in_trash", id=annotation.id)
        act = drafts.edit(annotation, role=role_key(services, options.role), note=options.note, tags=options.tag)
        _told(services, services.history.commit(act), None, as_json=options.json)


def list_annotations(options: Namespace) -> None:
    """All annotations of a reader, in text order."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        document = services.shelf.document(reader)
        placed = services.annotations.of_reader(reader.id, document)
        damaged = services.annotations.damaged(reader.id)
        links = services.linking.of_reader(reader.id)
        roles = {role.key: role for role in services.annotations.roles()}
    if options.json:
        put_json([_described(document, one, links.get(one.annotation.id, ())) for one in placed])
    else:
        _show(reader, document, placed, roles)
    for annotation in damaged:  # after the others: one that can't be read hides none
        raise UserError("row_damaged", kind="annotation", id=annotation)


def _show(reader: Reader, document: Document, placed: Sequence[Placed], roles: Mapping[str, Role]) -> None:
    for one in placed:
        data = _described(document, one)
        page = f"p. {data['page_from']}  " if data["page_from"] else ""
        name = role_name(roles[one.annotation.role]) if one.annotation.role in roles else one.annotation.role
        state = _STATES.get(one.state)
        doubt = f"  [{_(state)}]" if state else ""
        put(f"{one.annotation.id}  {page}{name}{doubt}  {_short(_words(document, one))}")
        if one.annotation.note:
            put(f"    {_short(one.annotation.note)}")
    if not placed:
        put(_("There are no annotations in “{title}” yet.").format(title=reader.title))


def delete(options: Namespace) -> None:
    """To the trash."""
    with closing(build_services(options.paths)) as services:
        annotation = services.annotations.get(options.annotation)
        if not annotation.deleted:
            services.history.commit(drafts.delete([annotation]))
        put(_("In the trash; “annotator restore {id}” brings it back.").format(id=annotation.id))


def restore(options: Namespace) -> None:
    """An annotation or a reader, back from the trash."""
    with closing(build_services(options.paths)) as services:
        services.history.commit(_restoring(services, options.id))
        put(_("Restored: {id}").format(id=options.id))


def undo(options: Namespace) -> None:
    """Take back the last act of this data folder, and name it."""
    with closing(build_services(options.paths)) as services:
        act = services.history.undo()
    if act is None:
        raise UserError("nothing_to_undo")
    put(_("Undone: {act}").format(act=act_name(act.name)))


def redo(options: Namespace) -> None:
    """Do again what was taken back, and name it."""
    with closing(build_services(options.paths)) as services:
        act = services.history.redo()
    if act is None:
        raise UserError("nothing_to_redo")
    put(_("Done again: {act}").format(act=act_name(act.name)))


def _restoring(services: Services, wanted: str) -> ChangeSet:
    try:
        return drafts.restore([services.annotations.get(wanted)])
    except UserError as error:
        if error.code != "no_such_annotation":
            raise
    try:
        return drafts.restore_reader(services.shelf.get(wanted))
    except UserError as error:
        if error.code != "no_such_reader":
            raise
        raise UserError("nothing_with_id", id=wanted) from error


def _told(services: Services, act: ChangeSet, document: Document | None, *, as_json: bool) -> None:
    annotation = act.changes[0].record
    assert isinstance(annotation, Annotation)
    if not as_json:
        put(annotation.id)
        return
    document = document or services.shelf.document(services.shelf.get(annotation.reader_id))
    links = services.linking.of_reader(annotation.reader_id).get(annotation.id, ())
    put_json(_described(document, services.annotations.placer(document).place(annotation), links))


def _described(document: Document, placed: Placed, links: Sequence[Link] = ()) -> dict[str, Any]:
    """An annotation as JSON has it."""
    from annotator.services.describing import annotation_to_json  # what only marks needn't wait for it

    return annotation_to_json(document, placed, links)


def _span(document: Document, division: int | None) -> Position | None:
    if division is None:
        return None
    found = document.divisions[division]
    return Position(found.start, found.end)


def _words(document: Document, placed: Placed) -> str:
    if placed.spans:
        return spans_text(document, placed.spans)
    return " […] ".join(anchor.quote.exact for anchor in placed.annotation.anchors)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89]}…"
