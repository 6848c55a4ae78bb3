"""Annotations as the pieces of an export: what stands under which heading, each made by the preset's template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.export.citer import Citer
from annotator.export.entry import excerpt_view, label_of
from annotator.export.escape import escape_heading, escape_inline, escape_line
from annotator.export.grouping import Home, by_day, by_place, by_role, by_tag, is_orphan
from annotator.export.living.pieces import Piece
from annotator.export.living.scan import unmistakable
from annotator.export.naming import division_title
from annotator.export.options import MarkdownOptions, ReaderExport
from annotator.export.presets.preset import Preset
from annotator.export.presets.views import PartView, ReaderView
from annotator.export.words import Words
from annotator.model.annotation import Placed
from annotator.model.bibliography import author_in
from annotator.model.lookup import division_keys

_DEEPEST = 6  # headings of Markdown


@dataclass(slots=True)
class PieceMaker:
    """Makes the pieces of one reader; remembers which ids there were, so that each is known by one key.

    `prefix` tells this reader's headings from another's in the same file.
    """

    export: ReaderExport
    options: MarkdownOptions
    preset: Preset
    words: Words
    citer: Citer
    prefix: str = ""
    seen: dict[str, int] = field(default_factory=dict)
    keys: Sequence[str] = ()

    def pieces(self, placed: Sequence[Placed], nothing: str) -> Iterator[Piece]:
        """All of them, in order; `nothing` is said where there is none."""
        self.keys = division_keys(self.export.document)
        title = Piece(
            f"{self.prefix}title", "heading", self.preset.title(self._reader(len(placed))), self.level(0), "", ""
        )
        yield from (title,) if title.text else ()
        if not placed:
            yield Piece(f"{self.prefix}none", "heading", nothing, _DEEPEST + 3, title.key)
        instead = {} if title.text else {title.key: ""}  # a heading that the preset leaves out: the one above it
        for piece in self._body(placed, title.key):
            parent = instead.get(piece.parent, piece.parent)
            if piece.text:
                yield replace(piece, parent=parent)
            elif piece.kind == "heading":
                instead[piece.key] = parent

    def entry(self, one: Placed, parent: str = "", *, with_place: bool = False) -> Piece:
        """One annotation. Its id is its key; from the second time on with a number."""
        key = one.annotation.id
        self.seen[key] = number = self.seen.get(key, 0) + 1
        view = excerpt_view(self.export, one, self.options, self.words, self.citer, self.level(2), with_place)
        text = unmistakable(self.preset.excerpt(view))
        return Piece(
            key if number == 1 else f"{key} {number}", "excerpt", text, 0, parent, label_of(one, view.citation)
        )

    def level(self, depth: int) -> int:
        """Of a heading `depth` below the title: 1 for a selection or group, 2 for a section."""
        return max(1, min(_DEEPEST, self.options.heading_level + depth))

    def _reader(self, count: int) -> ReaderView:
        title = escape_heading(self.export.title or self.words.untitled)
        author = author_in(self.citer.works, None) or ""
        return ReaderView(title, escape_inline(author), self.level(0), count)

    def _body(self, placed: Sequence[Placed], top: str) -> Iterator[Piece]:
        found = [one for one in placed if not is_orphan(one)]
        match self.options.order or self.preset.order:
            case "role":
                yield from self._named("role", by_role(found, self.export.roles), top)
            case "tag":
                yield from self._named("tag", by_tag(found, self.words), top)
            case "date":
                yield from self._named("date", by_day(found, self.words), top)
            case _:
                yield from self._in_text_order(found, top)
        orphans = [one for one in placed if is_orphan(one)]
        if orphans:
            part = PartView(
                "lost", escape_heading(self.words.orphans), self.level(1), text=escape_line(self.words.orphans_why)
            )
            heading = self._heading("lost", part, top)
            yield heading
            yield from self._entries(orphans, heading.key)

    def _in_text_order(self, placed: Sequence[Placed], top: str) -> Iterator[Piece]:
        groups = by_place(self.export.document, placed)
        yield from self._entries(groups.general, top)
        for home in groups.homes:
            yield from self._home(home, top)

    def _home(self, home: Home, top: str) -> Iterator[Piece]:
        document = self.export.document
        parent = top
        if home.division is not None:
            part = PartView(
                "selection",
                escape_heading(division_title(document, home.division, self.words)),
                self.level(1),
                escape_line(author_in(self.citer.works, home.division) or ""),
                escape_line(document.divisions[home.division].source or ""),
            )
            heading = self._heading(f"division:{self.keys[home.division]}", part, top)
            yield heading
            parent = heading.key
        yield from self._entries(home.notes, parent)
        for section in home.sections:
            inner = parent
            if section.division is not None:
                title = escape_heading(division_title(document, section.division, self.words))
                part = PartView("section", title, self.level(2))
                heading = self._heading(f"division:{self.keys[section.division]}", part, parent)
                yield heading
                inner = heading.key
            yield from self._entries(section.entries, inner)

    def _named(self, kind: str, groups: Mapping[str, Sequence[Placed]], top: str) -> Iterator[Piece]:
        for name, placed in groups.items():
            heading = self._heading(f"{kind}:{name}", PartView(kind, escape_heading(name), self.level(1)), top)
            yield heading
            yield from self._entries(placed, heading.key, with_place=True)

    def _heading(self, name: str, part: PartView, parent: str) -> Piece:
        return Piece(self.prefix + name, "heading", self.preset.heading(part), part.level, parent)

    def _entries(self, placed: Iterable[Placed], parent: str, *, with_place: bool = False) -> Iterator[Piece]:
        for one in placed:
            yield self.entry(one, parent, with_place=with_place)
