"""EPUB 2 and 3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

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

MAX_MARKUP_BYTES = 64 * 1024 * 1024
"""Element trees take ten times the room of their files; the longest books have a fifth of this."""
_OF_ONE_CHAPTER = ("archive_damaged", "not_a_text_file", "empty_file")
# Where a seller's lock leaves its papers.
_SIGNS_OF_LOCKS = ("META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/encryption.xml")


def read_epub(data: bytes, name: str, title: str | None, tell: Progress) -> Imported:
    """The Document of an EPUB. Raises UserError: `book_without_contents`, `book_protected`, `book_without_text`,

    and those of `Archive` and `parse_xml`, each with `name`.
    """
    archive = Archive(data, name)
    package = read_package(archive)
    doubts = [Doubt(0, "chapter_missing", (("part", path),)) for path in package.missing]
    if package.mended:
        doubts.append(Doubt(0, "chapter_mended", (("part", package.mended),)))
    styles = Styles(_sheets(archive, package.sheets))
    files = _files(archive, package.spine, styles, doubts)
    contents = _contents(archive, package)
    others = _linked_files(archive, package, files, styles)
    book = Book([*files, *others], target)
    parsed = Parsed(
        book,
        contents,
        left_out=_navigation(book),
        title=title or package.title or title_from(name),
        metadata=package.metadata,
        doubts=doubts,
    )
    imported = read_parsed(parsed, sha256_of(data), tell)
    if not imported.document.blocks:
        raise UserError("book_without_text", name=name)
    return imported


def _files(archive: Archive, paths: Sequence[str], styles: Styles, doubts: list[Doubt]) -> list[MarkupFile]:
    """The chapters at `paths`. One that can't be read is said; where none can, that is the error."""
    files = []
    failure: UserError | None = None
    size = 0
    for path in paths:
        try:
            data = archive.read(path)
            size += len(data)
            if size > MAX_MARKUP_BYTES:
                raise UserError("part_too_big", name=archive.name, part=path)
            root, mended = parse_markup(data, archive.name, path)
        except UserError as error:
            if error.code not in _OF_ONE_CHAPTER:
                raise
            if error.code == "not_a_text_file" and any(sign in archive for sign in _SIGNS_OF_LOCKS):
                raise UserError("book_protected", name=archive.name) from error
            failure = failure or error
            doubts.append(Doubt(0, "chapter_unreadable", (("part", path),)))
            continue
        if mended:
            doubts.append(Doubt(0, "chapter_mended", (("part", path),)))
        if root is not None:
            files.append(MarkupFile(path, body_of(root), styles))
    if failure and not files:
        raise failure
    return files


def _sheets(archive: Archive, paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        # How words are set is worth having, but no reason to give up a book.
        with suppress(UserError):
            yield archive.read(path).decode("utf-8", "replace")


def _linked_files(archive: Archive, package: Package, files: Sequence[MarkupFile], styles: Styles) -> list[MarkupFile]:
    """Files that the reading order leaves out though links in the text lead there: notes, as a rule."""
    if not package.others:
        return []
    links = {link.target[0] for link in Book(files, target).links if link.target[1]}
    return _files(archive, [path for path in package.others if path in links], styles, [])


def _contents(archive: Archive, package: Package) -> Contents:
    """The navigation document's contents; where it has none, or no pages, those of the NCX."""
    contents = Contents()
    # Where they can't be read, the headings in the text must do.
    if package.nav:
        with suppress(UserError):
            root, _ = parse_markup(archive.read(package.nav), archive.name, package.nav)
            contents = read_nav(root, package.nav) if root is not None else contents
    if package.ncx and not (contents.entries and contents.pages):
        with suppress(UserError):
            older = read_ncx(parse_xml(archive.read(package.ncx), archive.name, package.ncx), package.ncx)
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
