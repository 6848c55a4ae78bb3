"""The package of a DOCX: which part is which, by its relationships."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from annotator.errors import UserError
from annotator.importing.archive import Archive, target
from annotator.importing.safe_xml import parse_xml
from annotator.importing.word.names import STRICT

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"


class Relation(NamedTuple):
    """What one part has to do with another: the last word of the relation's type, and the other's path."""

    kind: str
    path: str


class Package:
    """The parts of a Word file.

    Raises UserError, each with `name`: `document_locked` (a password is needed), `old_word_file` (before 2007),
    `no_document_part`, and those of `Archive` and `parse_xml`.
    """

    def __init__(self, data: bytes, name: str) -> None:
        if data.startswith(_OLE):
            _refuse_ole(data, name)
        self.name = name
        self._archive = Archive(data, name)
        document = next((relation.path for relation in self._relations("") if relation.kind == "officeDocument"), "")
        self._main = document if document in self._archive else _DOCUMENT
        if self._main not in self._archive:
            raise UserError("no_document_part", name=name)
        self._of_document = list(self._relations(self._main))

    def document(self) -> etree._Element:
        """The root of the main part."""
        return self._parse(self._main)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """The roots of the parts that are `kind` (`styles`, `footnotes`, `header` …) to the main part."""
        related = [relation.path for relation in self._of_document if relation.kind == kind]
        # A package without relations still has its parts at their usual places.
        for path in dict.fromkeys(related or [f"word/{kind}.xml"]):
            if path in self._archive:
                yield self._parse(path)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the first part of `kind`, or None."""
        return next(self.parts(kind), None)

    def core_properties(self) -> etree._Element | None:
        """The root of the part that says title and author, or None."""
        paths = [relation.path for relation in self._relations("") if relation.kind == "core-properties"]
        return next((self._parse(path) for path in [*paths, _CORE] if path in self._archive), None)

    def _relations(self, part: str) -> Iterator[Relation]:
        folder, _, file = part.rpartition("/")
        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        if path not in self._archive:
            return
        for element in self._parse(path):
            reference = element.get("Target", "")
            found = target("" if reference.startswith("/") else part, reference.lstrip("/"))
            if found and element.get("TargetMode") != "External":
                yield Relation(element.get("Type", "").rpartition("/")[2], found[0])

    def _parse(self, path: str) -> etree._Element:
        data = self._archive.read(path)
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, self.name, path)


def _refuse_ole(data: bytes, name: str) -> None:
    if _ENCRYPTED in data:
        raise UserError("document_locked", name=name)
    if _OLD_WORD in data:
        raise UserError("old_word_file", name=name)
    raise UserError("not_a_text_file", name=name, kind="OLE")
