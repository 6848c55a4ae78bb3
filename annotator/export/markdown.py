"""A reader's annotations as a Markdown file to write from: quotations under their selections, cited, with the notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator.export.citation_styles import READING
from annotator.export.citer import Citer
from annotator.export.entry import EntryStyle, entry
from annotator.export.escape import escape_heading, escape_inline, escape_line, yaml_string
from annotator.export.grouping import Choice, Home, by_day, by_place, by_role, by_tag, chosen, is_general, is_orphan
from annotator.export.naming import division_title
from annotator.export.words import ENGLISH, Words
from annotator.model.annotation import Placed, Role
from annotator.model.bibliography import Works, works_of
from annotator.model.document import Document
from annotator.model.lookup import author_of

_DEEPEST = 6  # headings of Markdown


@dataclass(frozen=True, slots=True)
class ReaderExport:
    """All that an export is made of. `exported` is the time (UTC, ISO 8601); `export_id` names the file for ever.

    `works` are what is cited; None: as the text alone tells.
    """

    reader_id: str
    title: str
    document: Document
    placed: Sequence[Placed]
    roles: Mapping[str, Role]
    exported: str
    export_id: str
    file_name: str
    program_version: str = ""
    works: Works | None = None


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What to export and how. None takes all; `division` is an index and takes all inside of it.

    `order` groups by place in the text, by role, by tag (an annotation of two tags stands under both) or by day.
    `heading_level` is the level of the title, 1 to 6; `style` is a key of `citation_styles.STYLES`.
    """

    roles: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    division: int | None = None
    order: Literal["text", "role", "tag", "date"] = "text"
    heading_level: int = 1
    with_notes: bool = True
    with_quotes: bool = True
    with_tags: bool = True
    with_front_matter: bool = True
    with_ids: bool = True
    style: str = READING


def to_markdown(export: ReaderExport, options: MarkdownOptions, words: Words = ENGLISH) -> str:
    """The whole file, ending with a line end. The same input always gives the same text."""
    choice = Choice(options.roles, options.tags, options.division)
    placed = chosen(export.document, export.placed, choice)
    if not options.with_notes:
        placed = [one for one in placed if not is_general(one)]
    works = export.works or works_of(export.document, export.title, export.reader_id)
    page = _Page(export, options, words, Citer(works, options.style))
    front = [_front_matter(export, len(placed))] if options.with_front_matter else []
    title = page.heading(0, export.title or words.untitled)
    body = list(page.body(placed)) or [_nothing(export, words)]
    return "\n\n".join([*front, title, *body]) + "\n"


@dataclass(slots=True)
class _Page:
    """Writes the blocks of one file; remembers which ids it holds, so that each stands in it once."""

    export: ReaderExport
    options: MarkdownOptions
    words: Words
    citer: Citer
    seen: set[str] = field(default_factory=set)

    def heading(self, depth: int, text: str) -> str:
        """A heading `depth` below the title: 1 for a selection or group, 2 for a section."""
        return f"{'#' * self.level(depth)} {escape_heading(text)}"

    def level(self, depth: int) -> int:
        return max(1, min(_DEEPEST, self.options.heading_level + depth))

    def body(self, placed: Sequence[Placed]) -> Iterator[str]:
        found = [one for one in placed if not is_orphan(one)]
        match self.options.order:
            case "role":
                yield from self.named(by_role(found, self.export.roles))
            case "tag":
                yield from self.named(by_tag(found, self.words))
            case "date":
                yield from self.named(by_day(found, self.words))
            case _:
                yield from self.in_text_order(found)
        orphans = [one for one in placed if is_orphan(one)]
        if orphans:
            yield self.heading(1, self.words.orphans)
            yield f"*{escape_line(self.words.orphans_why)}*"
            yield from self.entries(orphans)

    def in_text_order(self, placed: Sequence[Placed]) -> Iterator[str]:
        groups = by_place(self.export.document, placed)
        yield from self.entries(groups.general)
        for home in groups.homes:
            yield from self.home(home)

    def home(self, home: Home) -> Iterator[str]:
        document = self.export.document
        if home.division is not None:
            yield self.heading(1, division_title(document, home.division, self.words))
            if author := author_of(document, home.division):
                yield f"*{escape_line(author)}*"
            if source := document.divisions[home.division].source:
                yield escape_line(source)
        yield from self.entries(home.notes)
        for section in home.sections:
            if section.division is not None:
                yield self.heading(2, division_title(document, section.division, self.words))
            yield from self.entries(section.entries)

    def named(self, groups: Mapping[str, Sequence[Placed]]) -> Iterator[str]:
        for name, placed in groups.items():
            yield self.heading(1, name)
            yield from self.entries(placed, with_place=True)

    def entries(self, placed: Iterable[Placed], *, with_place: bool = False) -> Iterator[str]:
        for one in placed:
            style = EntryStyle(
                level=self.level(2),  # so that no heading of a note is taken for a section
                with_id=self.options.with_ids and one.annotation.id not in self.seen,
                with_quote=self.options.with_quotes,
                with_tags=self.options.with_tags,
                with_note=self.options.with_notes,
                with_place=with_place,
            )
            self.seen.add(one.annotation.id)
            yield from entry(self.export.document, one, self.export.roles, style, self.words, self.citer)


def _front_matter(export: ReaderExport, count: int) -> str:
    fields = {
        "title": yaml_string(export.title),
        "reader": yaml_string(export.reader_id),
        "export": yaml_string(export.export_id),
        "source": yaml_string(export.file_name),
        "exported": yaml_string(export.exported),
        "annotations": str(count),
        "annotator": yaml_string(export.program_version),
    }
    return "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items()), "---"])


def _nothing(export: ReaderExport, words: Words) -> str:
    alive = any(one.annotation.deleted is None for one in export.placed)
    return escape_inline(words.none_chosen if alive else words.no_annotations)
