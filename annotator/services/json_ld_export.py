"""Annotations and their links as W3C Web Annotations, for other programs and other computers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator import __version__
from annotator.errors import UserError
from annotator.export.grouping import Choice, chosen
from annotator.library.repository import Library
from annotator.model.annotation import Annotation, Link
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.annotate import Annotating
from annotator.services.clock import now
from annotator.services.shelf import Shelf


@dataclass(frozen=True, slots=True)
class JsonLdOptions:
    """Which annotations go into a file of JSON-LD (None: all); `with_trash`: those in the trash as well."""

    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None
    with_trash: bool = False
    ids: frozenset[str] | None = None


class JsonLdExport:
    """Makes the text of such files."""

    def __init__(self, library: Library, shelf: Shelf, annotations: Annotating) -> None:
        self._library = library
        self._shelf = shelf
        self._annotations = annotations

    def text(self, reader: Reader, options: JsonLdOptions, export_id: str) -> str:
        """The file. Raises UserError `row_damaged` rather than leave one out."""
        from annotator.export.json_ld import Collection, to_json_ld

        for damaged in self._annotations.damaged(reader.id):
            raise UserError("row_damaged", kind="annotation", id=damaged)
        collection = Collection(
            export_id=export_id,
            title=reader.title,
            reader_id=reader.id,
            author=self._library.identity.author,
            generated=now(),
            program=f"Annotator {__version__}",
            roles=self._library.own_roles(),
        )
        annotations = self._chosen(reader, self._shelf.document(reader), options)
        return to_json_ld(collection, [*annotations, *self._links(reader, annotations, options)])

    def _chosen(self, reader: Reader, document: Document, options: JsonLdOptions) -> list[Annotation]:
        """In text order, those in the trash after the others."""
        of_reader = self._library.annotations.of_reader
        placer = self._annotations.placer(document)
        choice = Choice(options.roles, options.tags, options.division)
        annotations: list[Annotation] = []
        for deleted in (False, True) if options.with_trash else (False,):
            known = {one.id: one for one in of_reader(reader.id, deleted=deleted)}
            placed = [placer.place(replace(one, deleted=None)) for one in known.values()]
            annotations += [known[one.annotation.id] for one in chosen(document, placed, choice)]
        return [one for one in annotations if options.ids is None or one.id in options.ids]

    def _links(self, reader: Reader, annotations: Iterable[Annotation], options: JsonLdOptions) -> list[Link]:
        """The links from and to these, but not those to others of this reader, which aren't in the file."""
        inside = {one.id for one in annotations}
        of_reader = self._library.annotations.of_reader
        others = {one.id for deleted in (False, True) for one in of_reader(reader.id, deleted=deleted)} - inside
        links = self._library.links.of_reader(reader.id, with_trash=options.with_trash)
        return [one for one in links if not {one.source, one.target} & others]
