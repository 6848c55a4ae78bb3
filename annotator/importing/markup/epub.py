"""EPUB 2 and 3."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from annotator.errors import UserError
from annotator.files import sha256_of
from annotator.importing.archive import Archive, target
from annotator.importing.markup.contents import Contents, read_nav, read_ncx
from annotator.importing.markup.files import Book, MarkupFile
from annotator.importing.markup.package import Package, read_package
from annotator.importing.markup.reader import Parsed, Progress, read_parsed
from annotator.importing.markup.styles import Styles
from annotator.importing.markup.tags import name_of, types_of
from annotator.importing.markup.trees import body_of, parse_markup
from annotator.importing.safe_xml import parse_xml
from annotator.importing.titles import title_from
from annotator.model.report import Doubt, Imported


def read_epub(data: bytes, name: str, title: str | None, tell: Progress) -> Imported:
    """The Document of an EPUB. Raises UserError: `book_without_contents`, `book_protected`, `book_without_text`,

    and those of `Archive` and `parse_xml`, each with `name`.
    """
    archive = Archive(data, name)
    package = read_package(archive)
    doubts = [Doubt(0, "chapter_missing", (("part", path),)) for path in package.missing]
    styles = Styles(archive.read(path).decode("utf-8", "replace") for path in package.sheets)
    files = _files(archive, package.spine, styles, doubts)
    contents = _contents(archive, package)
    others = _linked_files(archive, package, files, styles)
    book = Book([*files, *others], target)
    parsed = Parsed(
        book, contents, _navigation(book), title or package.title or title_from(name), package.metadata, doubts
    )
    imported = read_parsed(parsed, sha256_of(data), tell)
    if not imported.document.blocks:
        raise UserError("book_without_text", name=name)
    return imported


def _files(archive: Archive, paths: Sequence[str], styles: Styles, doubts: list[Doubt]) -> list[MarkupFile]:
    files = []
    for path in paths:
        root, mended = parse_markup(archive.read(path), archive.name, path)
        if mended:
            doubts.append(Doubt(0, "chapter_mended", (("part", path),)))
        if root is not None:
            files.append(MarkupFile(path, body_of(root), styles))
    return files


def _linked_files(archive: Archive, package: Package, files: Sequence[MarkupFile], styles: Styles) -> list[MarkupFile]:
    """Files that the reading order leaves out though links in the text lead there: notes, as a rule."""
    if not package.others:
        return []
    links = {link.target[0] for link in Book(files, target).links if link.target[1]}
    return _files(archive, [path for path in package.others if path in links], styles, [])


def _contents(archive: Archive, package: Package) -> Contents:
    """The navigation document's contents; where it has none, or no pages, those of the NCX."""
    contents = Contents()
    if package.nav:
        root, _ = parse_markup(archive.read(package.nav), archive.name, package.nav)
        contents = read_nav(root, package.nav) if root is not None else contents
    if package.ncx and not (contents.entries and contents.pages):
        try:
            older = read_ncx(parse_xml(archive.read(package.ncx), archive.name, package.ncx), package.ncx)
        except UserError as error:
            if error.code != "part_damaged":
                raise
        else:
            contents = Contents(contents.entries or older.entries, contents.pages or older.pages)
    return contents


def _navigation(book: Book) -> dict[etree._Element, str]:
    """Lists of contents and pages that stand among the text, for programs to show."""
    lists = {"toc", "page-list", "landmarks", "lot", "loi"}
    return {
        element: "navigation"
        for file in book.files
        for element in file.body.iter(etree.Element)
        if name_of(element) == "nav" and types_of(element) & lists
    }
