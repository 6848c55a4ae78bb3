"""Commands on annotations: annotate, edit, annotations, delete, restore, undo, redo."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from annotator.cli.output import put, put_json
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.anchor import Position
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Placed
from annotator.model.change import ChangeSet
from annotator.model.document import Document
from annotator.model.lookup import division_keys
from annotator.sentences import act_name, role_name
from annotator.services import Services, drafts
from annotator.services.annotate import place, spans_text
from annotator.services.describing import annotation_to_json
from annotator.services.divisions import find_division
from annotator.services.quoting import find_passages
from annotator.wiring import build_services


def annotate(options: Namespace) -> None:
    """Mark passages, or write a note on a division or the whole reader; prints the id when it is durable."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        document = services.shelf.document(reader)
        division = find_division(document, options.division) if options.division else None
        within = _span(document, division)
        spans = find_passages(document, options.quote or [], occurrence=options.occurrence, within=within)
        act = drafts.annotate(
            reader,
            document,
            spans,
            role=_role(services, options.role) or DEFAULT_ROLE,
            note=options.note or "",
            tags=options.tag or (),
            division=None if division is None or spans else division_keys(document)[division],
        )
        _told(services, services.history.commit(act), as_json=options.json)


def edit(options: Namespace) -> None:
    """Change what is named, leave the rest."""
    with closing(build_services(options.paths)) as services:
        annotation = services.annotations.get(options.annotation)
        act = drafts.edit(annotation, role=_role(services, options.role), note=options.note, tags=options.tag)
        _told(services, services.history.commit(act), as_json=options.json)


def list_annotations(options: Namespace) -> None:
    """All annotations of a reader, in text order."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        document = services.shelf.document(reader)
        placed = services.annotations.of_reader(reader.id, document)
        roles = {role.key: role for role in services.annotations.roles()}
    if options.json:
        put_json([annotation_to_json(document, one) for one in placed])
        return
    for one in placed:
        data = annotation_to_json(document, one)
        page = f"p. {data['page_from']}  " if data["page_from"] else ""
        name = role_name(roles[one.annotation.role]) if one.annotation.role in roles else one.annotation.role
        put(f"{one.annotation.id}  {page}{name}  {_short(_words(document, one))}")
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


def _told(services: Services, act: ChangeSet, *, as_json: bool) -> None:
    annotation = act.changes[0].record
    assert isinstance(annotation, Annotation)
    if not as_json:
        put(annotation.id)
        return
    document = services.shelf.document(services.shelf.get(annotation.reader_id))
    put_json(annotation_to_json(document, place(document, annotation)))


def _role(services: Services, wanted: str | None) -> str | None:
    """A role's key from its key or its name. Raises UserError `no_such_role`."""
    if wanted is None:
        return None
    roles = services.annotations.roles()
    for role in roles:
        if wanted.casefold() in (role.key.casefold(), role.name.casefold(), role_name(role).casefold()):
            return role.key
    raise UserError("no_such_role", role=wanted, known=", ".join(role.key for role in roles))


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
