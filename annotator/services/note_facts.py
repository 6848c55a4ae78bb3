"""What searches ask of annotations, kept as long as these stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from annotator.library.repository import Library
from annotator.model.annotation import Annotation
from annotator.model.shelf import Reader
from annotator.services.annotate import Annotating
from annotator.services.facets import Values
from annotator.services.known_texts import KnownText, KnownTexts

_FEW = 100  # annotations; for more, all versions are asked for at once


@dataclass(frozen=True, slots=True)
class Fact:
    """An annotation as a search sees it. `start`: where its passage begins; `day`: when it was last changed, here."""

    annotation: Annotation
    start: int | None
    division: int | None
    cited: int | None
    author: str | None
    day: str
    values: Values


class NoteFacts:
    """The facts of a library's annotations."""

    def __init__(self, library: Library, annotations: Annotating, texts: KnownTexts) -> None:
        self._library, self._annotations, self._texts = library, annotations, texts
        self._kept: dict[str, tuple[int, Reader, Fact]] = {}

    def of(self, ids: Collection[str] | None, readers: Mapping[str, Reader]) -> dict[str, Fact]:
        """The facts of these annotations (None: of all) that are on these readers, and not in the trash or damaged."""
        versions = self._library.annotations.versions(ids if ids is None or len(ids) <= _FEW else None)
        wanted = versions.keys() if ids is None else versions.keys() & set(ids)
        old = [one for one in wanted if not self._is_known(one, versions[one], readers)]
        for annotation in self._library.annotations.some(old):
            reader = readers.get(annotation.reader_id)
            if reader is not None and not annotation.deleted:
                self._kept[annotation.id] = (annotation.version, reader, self._fact(annotation, reader))
        facts = {one: self._kept[one] for one in wanted if one in self._kept}
        return {
            one: fact
            for one, (version, reader, fact) in facts.items()
            if version == versions[one] and readers.get(reader.id) is not None
        }

    def _is_known(self, annotation_id: str, version: int, readers: Mapping[str, Reader]) -> bool:
        known = self._kept.get(annotation_id)
        return known is not None and known[0] == version and readers.get(known[1].id) in (known[1], None)

    def _fact(self, annotation: Annotation, reader: Reader) -> Fact:
        known = self._texts.get(reader)
        start = self._start(annotation, reader, known)
        division, cited, author = _where(annotation, start, known)
        values: Values = {
            "reader": (reader.id,),
            "selection": (known.selection(cited),) if known and cited is not None else (),
            "author": (author,) if author else (),
            "role": (annotation.role,),
            "tag": annotation.tags,
            "kind": ("annotation",),
        }
        return Fact(annotation, start, division, cited, author, _day(annotation), values)

    def _start(self, annotation: Annotation, reader: Reader, known: KnownText | None) -> int | None:
        if known is None or not annotation.anchors:
            return None
        if annotation.revision_id == reader.revision_id:  # as nearly all are: no need to look for it
            return min(anchor.position.start for anchor in annotation.anchors)
        document = self._texts.document(reader)
        if document is None:
            return None
        placed = self._annotations.placer(document).place(annotation)
        return placed.spans[0].start if placed.spans else None


def _where(
    annotation: Annotation, start: int | None, known: KnownText | None
) -> tuple[int | None, int | None, str | None]:
    if known is None:
        return None, None, None
    if start is not None:
        run = known.run_at(start)
        return (run.division, run.cited, run.author) if run else (None, None, None)
    division = known.keys.index(annotation.division) if annotation.division in known.keys else None
    return division, *known.cited_as(division)


def _day(annotation: Annotation) -> str:
    """The day of its last change, in the person's own time."""
    try:
        return datetime.fromisoformat(annotation.modified or annotation.created).astimezone().date().isoformat()
    except ValueError:
        return ""
