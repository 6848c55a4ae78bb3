"""Annotations as a Markdown file to write from: quotations under their selections, cited, with the notes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.export.citer import Citer
from annotator.export.entry import excerpt_view
from annotator.export.escape import escape_inline, yaml_string
from annotator.export.grouping import Choice, chosen, is_general
from annotator.export.living.pieces import Page, Piece, written
from annotator.export.making import PieceMaker
from annotator.export.options import MarkdownOptions, ReaderExport
from annotator.export.presets.preset import Preset
from annotator.export.words import ENGLISH, Words
from annotator.model.annotation import Placed
from annotator.model.bibliography import works_of

__all__ = [
    "MarkdownOptions",
    "ReaderExport",
    "chosen_of",
    "citer_of",
    "note_pages",
    "page_of",
    "pieces_of",
    "scope_of",
    "to_markdown",
]

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#^\[\]]+')  # in names of files, and of Obsidian's links
_LONGEST = 60  # code points of an excerpt in its file's name


def to_markdown(
    exports: ReaderExport | Sequence[ReaderExport], options: MarkdownOptions, preset: Preset, words: Words = ENGLISH
) -> str:
    """The whole file, ending with a line end. The same input always gives the same text."""
    page = page_of([exports] if isinstance(exports, ReaderExport) else exports, options, preset, words)
    if options.with_ids:
        return page.text()
    bare = [Piece(piece.key, "heading", piece.text) for piece in page.pieces]
    return replace(page, pieces=bare).text()


@dataclass(frozen=True, slots=True)
class Pieces:
    """An export, piece by piece as it is asked for. `front` are the lines of its front matter."""

    front: Mapping[str, str]
    pieces: Iterator[Piece]

    def texts(self, *, with_ids: bool) -> Iterator[str]:
        """Each piece as it stands in a file."""
        return (written(piece) if with_ids else piece.text for piece in self.pieces)


def pieces_of(
    exports: Sequence[ReaderExport], options: MarkdownOptions, preset: Preset, words: Words = ENGLISH
) -> Pieces:
    """One reader, or several in one file: one after the other, each under its title."""
    placed = [chosen_of(export, options) for export in exports]

    def pieces() -> Iterator[Piece]:
        for export, own in zip(exports, placed, strict=True):
            maker = _maker(export, options, preset, words)
            maker.prefix = f"{export.reader_id}/" if len(exports) > 1 else ""
            yield from maker.pieces(own, _nothing(export, words))

    front = _front_matter(exports, sum(map(len, placed))) if options.with_front_matter else {}
    return Pieces(front, pieces())


def page_of(exports: Sequence[ReaderExport], options: MarkdownOptions, preset: Preset, words: Words = ENGLISH) -> Page:
    """The whole export as a page, which a file can be merged with."""
    found = pieces_of(exports, options, preset, words)
    scope = scope_of([export.reader_id for export in exports])
    return Page(exports[0].export_id, scope, found.front, list(found.pieces))


def note_pages(
    export: ReaderExport, options: MarkdownOptions, preset: Preset, words: Words = ENGLISH
) -> Iterator[tuple[str, Page]]:
    """A page for each annotation, with the name (without suffix) that its file gets where it has none yet."""
    maker = _maker(export, options, preset, words)
    style_level = maker.level(2)
    for one in chosen_of(export, options):
        annotation = one.annotation
        own = str(uuid.uuid5(uuid.UUID(export.export_id), annotation.id))
        single = replace(export, export_id=own)
        view = excerpt_view(single, one, options, words, replace(maker.citer, used={}), style_level, True)
        front = dict(preset.properties(view))
        front |= {
            "reader": yaml_string(export.reader_id),
            "export": yaml_string(own),
            "collection": yaml_string(export.export_id),
            "exported": yaml_string(export.exported),
        }
        maker.seen.clear()
        maker.citer = replace(maker.citer, used={})
        piece = maker.entry(one, with_place=True)
        yield _name(piece, annotation.id), Page(own, annotation.id, front, [piece])


def scope_of(reader_ids: Sequence[str]) -> str:
    """What an export is of, in one word: a reader's id, or one made of several."""
    if len(reader_ids) == 1:
        return reader_ids[0]
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(sorted(reader_ids))))


def citer_of(export: ReaderExport, style: str) -> Citer:
    """Cites this reader in a style, which has remembered nothing yet."""
    return Citer(export.works or works_of(export.document, export.title, export.reader_id), style)


def _maker(export: ReaderExport, options: MarkdownOptions, preset: Preset, words: Words) -> PieceMaker:
    return PieceMaker(export, options, preset, words, citer_of(export, options.style or preset.style))


def chosen_of(export: ReaderExport, options: MarkdownOptions) -> list[Placed]:
    """The annotations that are exported, in text order."""
    choice = Choice(options.roles, options.tags, options.division)
    placed = chosen(export.document, export.placed, choice)
    if options.ids is not None:
        placed = [one for one in placed if one.annotation.id in options.ids]
    return placed if options.with_notes else [one for one in placed if not is_general(one)]


def _front_matter(exports: Sequence[ReaderExport], count: int) -> dict[str, str]:
    first = exports[0]
    return {
        "title": yaml_string(" · ".join(export.title for export in exports)),
        "reader": yaml_string(" ".join(export.reader_id for export in exports)),
        "export": yaml_string(first.export_id),
        "source": yaml_string(" · ".join(export.file_name for export in exports)),
        "exported": yaml_string(first.exported),
        "annotations": str(count),
        "annotator": yaml_string(first.program_version),
    }


def _nothing(export: ReaderExport, words: Words) -> str:
    alive = any(one.annotation.deleted is None for one in export.placed)
    return escape_inline(words.none_chosen if alive else words.no_annotations)


def _name(piece: Piece, annotation_id: str) -> str:
    words = " ".join(_UNFIT.sub(" ", piece.label).split()).strip(". “”…")
    return f"{words[:_LONGEST].rstrip('. ')} ({annotation_id[:8]})"
