"""Ties between annotations."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.errors import UserError
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link, LinkKind
from annotator.services import drafts
from annotator.services.history import History


@dataclass(frozen=True, slots=True)
class Ties:
    """The links of a reader, in the trash or not, and the annotations at their other ends, by id: those of other
    readers and those in the trash as well.
    """

    links: list[Link] = field(default_factory=list)
    ends: dict[str, Annotation] = field(default_factory=dict)


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

    def ties(self, reader_id: str) -> Ties:
        """All that is tied in this reader, and what has been."""
        links = self._library.links.of_reader(reader_id, with_trash=True)
        found = map(self._library.annotations.get, {end for link in links for end in (link.source, link.target)})
        return Ties(links, {one.id: one for one in found if one is not None})

    def link(self, source: Annotation, target: Annotation, kind: LinkKind) -> Link:
        """Tie `source` to `target`; a tie of this kind that is there already is that one.

        Raises UserError `annotation_in_trash`, `linked_to_itself`.
        """
        for end in (source, target):
            if end.deleted:
                raise UserError("annotation_in_trash", id=end.id)
        if source.id == target.id:
            raise UserError("linked_to_itself", id=source.id)
        between = self._library.links.between(source.id, target.id)
        act = drafts.link(source, target, kind, between)
        if not act.changes:
            return next(one for one in between if one.kind == kind)
        record = self._history.commit(act).changes[0].record
        assert isinstance(record, Link)
        return record
