"""What searches ask of annotations, kept as long as these stay as they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from annotator.errors import UserError
from annotator.library.annotations import Sketch
from annotator.library.repository import Library
from annotator.model.shelf import Reader
from annotator.services.annotate import Annotating
from annotator.services.facets import Values
from annotator.services.hits import selection_value
from annotator.services.known_texts import KnownText, KnownTexts

_FEW = 100  # annotations; for more, all versions are asked for at once
Kind = tuple[str, int | None, str | None, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """An annotation as a search sees it. `start`: where its passage begins in its reader's text; `division`: which it
    is in, `cited`: as which it is cited, by whom."""

    sketch: Sketch
    start: int | None
    division: int | None
    cited: int | None
    author: str | None

    @property
    def day(self) -> str:
        """The day of its last change, in the person's own time."""
        try:
            return datetime.fromisoformat(self.sketch.modified).astimezone().date().isoformat()
        except ValueError:
            return ""

    @property
    def kind(self) -> Kind:
        """All that its values as facets hang on."""
        return self.sketch.reader_id, self.cited, self.author, self.sketch.role, self.sketch.tags


def values_of(kind: Kind) -> Values:
    """The values as facets of all annotations of one kind."""
    reader, cited, author, role, tags = kind
    return {
        "reader": (reader,),
        "selection": () if cited is None else (selection_value(reader, cited),),
        "author": (author,) if author else (),
        "role": (role,),
        "tag": tags,
        "kind": ("annotation",),
    }


class NoteFacts:
    """The facts of a library's annotations."""

    def __init__(self, library: Library, annotations: Annotating, texts: KnownTexts) -> None:
        self._library, self._annotations, self._texts = library, annotations, texts
        self._kept: dict[str, tuple[str, Fact]] = {}

    def of(self, ids: Collection[str] | None, readers: Mapping[str, Reader]) -> dict[str, Fact]:
        """The facts of these annotations (None: of all) that are on these readers and not in the trash."""
        versions = self._library.annotations.versions(ids if ids is None or len(ids) <= _FEW else None)
        wanted = versions.keys() if ids is None else versions.keys() & set(ids)
        old = [one for one in wanted if not self._is_known(one, versions[one], readers)]
        for sketch in self._library.annotations.sketches(old):
            reader = readers.get(sketch.reader_id)
            if reader is not None:
                self._kept[sketch.id] = (reader.revision_id, self._fact(sketch, reader))
        found: dict[str, Fact] = {}
        for one in wanted:
            known = self._kept.get(one)
            if known is not None and known[1].sketch.version == versions[one] and known[1].sketch.reader_id in readers:
                found[one] = known[1]
        return found

    def forget(self, readers: Set[str]) -> None:
        """What stands on these readers is cited otherwise now."""
        if readers:
            self._kept = {one: kept for one, kept in self._kept.items() if kept[1].sketch.reader_id not in readers}

    def _is_known(self, annotation_id: str, version: int, readers: Mapping[str, Reader]) -> bool:
        known = self._kept.get(annotation_id)
        if known is None or known[1].sketch.version != version:
            return False
        reader = readers.get(known[1].sketch.reader_id)
        return reader is None or reader.revision_id == known[0]

    def _fact(self, sketch: Sketch, reader: Reader) -> Fact:
        known = self._texts.get(reader)
        start = sketch.start
        if start is not None and sketch.revision_id != reader.revision_id:  # where it stood in another text
            start = self._found_again(sketch.id, reader)
        return Fact(sketch, start, *_where(sketch, start, known))

    def _found_again(self, annotation_id: str, reader: Reader) -> int | None:
        document = self._texts.document(reader)
        try:
            annotation = self._library.annotations.get(annotation_id)
        except UserError:
            return None
        if document is None or annotation is None:
            return None
        placed = self._annotations.placer(document).place(annotation)
        return placed.spans[0].start if placed.spans else None


def _where(sketch: Sketch, start: int | None, known: KnownText | None) -> tuple[int | None, int | None, str | None]:
    if known is None:
        return None, None, None
    if start is not None:
        run = known.run_at(start)
        return (run.division, run.cited, run.author) if run else (None, None, None)
    division = known.keys.index(sketch.division) if sketch.division in known.keys else None
    return division, *known.cited_as(division)
