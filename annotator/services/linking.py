"""Ties between annotations."""

from __future__ import annotations

import uuid
from dataclasses import replace

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.model.change import Change, ChangeSet
from annotator.services.clock import now
from annotator.services.history import History


class Linking:
    """Makes links and reads them."""

    def __init__(self, library: Library, history: History) -> None:
        self._library = library
        self._history = history

    def of_reader(self, reader_id: str) -> dict[str, list[Link]]:
        """The links of each annotation of the reader that has any, by its id; a link stands at both its ends."""
        links: dict[str, list[Link]] = {}
        for link in self._library.links.of_reader(reader_id):
            for end in (link.source, link.target):
                links.setdefault(end, []).append(link)
        return links

    def link(self, source: Annotation, target: Annotation, kind: LinkKind) -> Link:
        """Tie `source` to `target`; a tie of this kind that is there already is that one.

        Raises UserError `annotation_in_trash`, `linked_to_itself`.
        """
        for end in (source, target):
            if end.deleted:
                raise UserError("annotation_in_trash", id=end.id)
        if source.id == target.id:
            raise UserError("linked_to_itself", id=source.id)
        known = next((one for one in self._library.links.between(source.id, target.id) if one.kind == kind), None)
        if known is None:
            change = Change(None, Link(str(uuid.uuid4()), source.id, target.id, kind, created=now()))
        elif known.deleted:
            change = Change(known, replace(known, deleted=None))
        else:
            return known
        record = self._history.commit(ChangeSet("link", (change,))).changes[0].record
        assert isinstance(record, Link)
        return record
