"""The open reader's links as they are shown: each stands at both of its ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from annotator.model.annotation import Annotation, Link

if TYPE_CHECKING:
    from annotator.services.linking import Ties


class Tie(NamedTuple):
    """A link as seen from one of its ends; `outgoing` where it was made there."""

    link: Link
    other: str
    outgoing: bool


class TieBook:
    """Links by id and by annotation, those in the trash included, for a tie that is made again is that one."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}
        self._of: dict[str, dict[str, Link]] = {}
        self._ends: dict[str, Annotation] = {}

    def of(self, annotation_id: str) -> list[Tie]:
        """What is tied to an annotation: its own links first, then those that others made to it, as they were made."""
        found = [link for link in self._of.get(annotation_id, {}).values() if link.deleted is None]
        ties = [
            Tie(one, one.target if one.source == annotation_id else one.source, one.source == annotation_id)
            for one in found
        ]
        return sorted(ties, key=lambda tie: (not tie.outgoing, tie.link.created))

    def between(self, source: str, target: str) -> list[Link]:
        """The links from one annotation to another, in the trash or not."""
        return [one for one in self._of.get(source, {}).values() if (one.source, one.target) == (source, target)]

    def get(self, link_id: str) -> Link | None:
        """One link."""
        return self._links.get(link_id)

    def end(self, annotation_id: str) -> Annotation | None:
        """An annotation at the end of a link as it was last known: of another reader, or in the trash."""
        return self._ends.get(annotation_id)

    def keep(self, annotation: Annotation) -> None:
        """Remember what goes into the trash, so that links to it can say what it was."""
        self._ends[annotation.id] = annotation

    def put(self, links: Iterable[Link]) -> None:
        """Add links, or show them anew."""
        for link in links:
            self._links[link.id] = link
            for end in (link.source, link.target):
                self._of.setdefault(end, {})[link.id] = link

    def take(self, ties: Ties, ours: Iterable[Link]) -> frozenset[str]:
        """Show what the library has, with `ours` that are on their way; returns the annotations this changes."""
        before = self._links
        self._links, self._of = {}, {}
        self._ends |= ties.ends
        self.put(ties.links)
        self.put(ours)
        changed = {key for key in before.keys() | self._links.keys() if before.get(key) != self._links.get(key)}
        known = [book[key] for key in changed for book in (before, self._links) if key in book]
        return frozenset(end for link in known for end in (link.source, link.target))
