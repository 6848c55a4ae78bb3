"""Commands on a reader's better text: import --revision-of, and accept for what couldn't be carried over by itself."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import Any

from annotator.cli.output import progress_bar, put, put_json, say_error
from annotator.cli.stopping import as_child, unstoppable
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.sentences import doubt_sentence
from annotator.services.carrying import Carried
from annotator.services.quoting import find_passages
from annotator.services.revising import Revision
from annotator.services.settling import accept as accepting
from annotator.services.settling import fasten
from annotator.wiring import build_services


def revise(options: Namespace) -> int:
    """Make a file the text of a reader, and say what became of its annotations."""
    if len(options.files) != 1:
        raise UserError("one_file_at_a_time", count=len(options.files))
    as_child(options)
    progress = progress_bar(options.quiet, lines=options.progress_lines)
    try:
        with closing(build_services(options.paths)) as services:
            reader = services.shelf.get(options.revision_of)
            revision = services.revising.revise(
                reader, options.files[0], title=options.title, progress=progress, storing=unstoppable
            )
    except KeyboardInterrupt:
        say_error(_("stopped. Nothing was changed."))
        return 130
    if options.json:
        put_json(_revision_json(revision))
        return 0
    put(f"{revision.reader.id}  {revision.reader.title}")
    if not options.quiet:
        put(_("  this is its text already") if not revision.fresh else _told(revision.carried))
    return 0


def accept(options: Namespace) -> None:
    """Fasten an annotation where it was found, to one of the places where it may be, or to words; prints its id."""
    if options.quote and options.candidate is not None:
        raise UserError("candidate_or_quote")
    with closing(build_services(options.paths)) as services:
        annotation = services.annotations.get(options.annotation)
        if annotation.deleted:
            raise UserError("annotation_in_trash", id=annotation.id)
        reader = services.shelf.get(annotation.reader_id)
        if reader.deleted:
            raise UserError("reader_in_trash", title=reader.title, id=reader.id)
        document = services.shelf.document(reader)
        placer = services.annotations.placer(document)
        placed = placer.place(annotation)
        if options.quote:
            spans = find_passages(document, options.quote, occurrence=options.occurrence)
            draft = fasten(reader, document, placed, spans)
        else:
            draft = accepting(reader, document, placed, options.candidate)
        act = services.history.commit(draft)
        after = act.changes[0].record
        assert isinstance(after, Annotation)
        if not options.json:
            put(after.id)
            return
        from annotator.services.describing import annotation_to_json

        links = services.linking.of_reader(after.reader_id).get(after.id, ())
        put_json(annotation_to_json(document, placer.place(after), links))


def _told(carried: Carried) -> str:
    counts = _("  annotations: {exact} exact, {moved} moved, {to_check} to check, {orphaned} not found").format(
        exact=len(carried.exact),
        moved=len(carried.moved),
        to_check=len(carried.to_check),
        orphaned=len(carried.orphaned),
    )
    lines = [counts]
    lines += [_("  to check: {id}").format(id=one) for one in carried.to_check]
    lines += [_("  not found: {id}").format(id=one) for one in carried.orphaned]
    if carried.unsure:
        lines.append(
            _("  “annotator annotations READER --json” shows where they may be, “annotator accept” settles it")
        )
    return "\n".join(lines)


def _revision_json(revision: Revision) -> dict[str, Any]:
    from annotator.services.describing import report_to_json

    fates = {
        "exact": list(revision.carried.exact),
        "moved": list(revision.carried.moved),
        "to_check": list(revision.carried.to_check),
        "orphaned": list(revision.carried.orphaned),
    }
    return {
        "id": revision.reader.id,
        "title": revision.reader.title,
        "fresh": revision.fresh,
        "report": report_to_json(revision.report, say=doubt_sentence, with_raw=False),
        "revision": revision.number,
        "carried": {"counts": {fate: len(ids) for fate, ids in fates.items()}, **fates},
    }
