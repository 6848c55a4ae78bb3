"""A file, what was last written of an export, and what it is today: the file brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from annotator.export.living.adopting import adoptions
from annotator.export.living.blocks import Block, blocks, same_words
from annotator.export.living.front import front_base, front_edits, front_is_untouched, lasting
from annotator.export.living.layout import Layout
from annotator.export.living.lines import Edit, Lines, edited, fresh
from annotator.export.living.pieces import Base, Kept, Page, Piece, base_of, kept, mark
from annotator.export.living.placing import Placing
from annotator.export.living.removing import heading_removals, removal
from annotator.export.living.scan import open_fence
from annotator.export.living.threeway import Clash, Patch, merged
from annotator.export.living.wrapping import end_of_quotation, unwrapped

Choice = Literal["mine", "program", "both"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words of an excerpt that both sides changed: as they stand in the file, and as the program has them."""

    key: str
    label: str
    mine: str
    program: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The file's new lines and base; not to be written while there are `conflicts`. The keys tell what was done."""

    lines: Lines
    base: Base
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The file's new text."""
        return self.lines.text()


def merge(
    lines: Lines,
    bases: Sequence[Base],
    page: Page,
    choices: Mapping[str, Choice] | None = None,
    *,
    restore_deleted: bool = False,
) -> Merged:
    """Bring a file's lines up to date with `page`.

    `bases`: what was last written, the likeliest first (a second one where it isn't sure whether it was written);
    none: nothing is taken away or rewritten. `choices` answers conflicts by their keys. `deleted` in the answer are
    the keys that the person took out of the file, and that weren't restored.
    """
    if not "".join(lines.words).strip():
        return Merged(fresh(page.text()), base_of(page), added=tuple(piece.key for piece in page.pieces))
    layout = Layout(lines, bases, page)
    if (restore_deleted or not bases) and (adopted := list(adoptions(layout, bases, page))):
        layout = Layout(edited(lines, adopted), bases, page)
    done = _Merge(layout, tuple(bases), page, {} if choices is None else choices, restore_deleted).run()
    wanted = {piece.key for piece in page.pieces}
    left_over = any(one.kind == "heading" and key not in wanted for key, one in done.base.pieces.items())
    if done.lines == lines or not (done.removed or left_over):
        return done
    # What stood between the paragraphs of another piece is gone, or what stood under a heading stands under a new one:
    # more may be whole, or empty, now.
    more = merge(done.lines, [done.base], page)
    return replace(
        more, conflicts=done.conflicts, added=done.added, updated=done.updated, removed=(*done.removed, *more.removed)
    )


@dataclass
class _Merge:
    layout: Layout
    bases: tuple[Base, ...]
    page: Page
    choices: Mapping[str, Choice]
    restore: bool
    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def run(self) -> Merged:
        base = self.bases[0] if self.bases else Base()
        today = {piece.key: piece for piece in self.page.pieces}
        if self._is_stranger(today):
            return self._appended()
        taken_out = () if self.restore else base.gone & today.keys()  # over an export that didn't have them
        if base.whole and not taken_out and self._is_untouched(base) and not self._is_elsewhere(today):
            return self._rewritten(base)
        for key in dict.fromkeys([*today, *base.pieces]):
            self._bring(key, today.get(key))
        new = frozenset(key for key in today if self._is_new(key, base))
        placing = Placing(self.layout, self.page)
        placing.place(new)
        self.edits += placing.edits()
        self._remove_headings(base, today, placing)
        front = front_edits(self.layout, base, self.page, written=bool(self.edits))
        self.edits += front
        result = edited(self.layout.lines, self.edits) if self.edits else self.layout.lines
        base_now = self._base(base, today, placing)
        whole = _is_whole(result, self.page, in_front=self.layout.own_front)
        known = front_base(self.layout, base, self.page, written=bool(self.edits))
        deleted = [k for k, p in today.items() if p.kind == "excerpt" and k not in placing.placed and not self._at(k)]
        return Merged(
            result,
            Base(known, base_now.pieces, base_now.gone, whole),
            tuple(self.conflicts),
            tuple(placing.placed),
            tuple(self.updated),
            tuple(self.removed),
            tuple(deleted),
        )

    def _at(self, key: str) -> list[int]:
        return self.layout.places(key)

    def _is_stranger(self, today: Mapping[str, Piece]) -> bool:
        """Whether nothing of this export is in the file, nor was."""
        if self.bases and not self.restore:
            return False  # all of it was deleted
        known = {*today, *(key for base in self.bases for key in base.pieces)}
        marked = any(key in self.layout.marks for key in known)
        return not self.layout.own_front and self.layout.section_line is None and not marked

    def _appended(self) -> Merged:
        words = self.layout.words
        lines = [*self._closing(), "", *self.page.section().rstrip("\n").split("\n")]
        at = self.layout.before_blanks(len(words))
        result = edited(self.layout.lines, [Edit(at, at, tuple(lines))])
        return Merged(result, base_of(self.page), added=tuple(piece.key for piece in self.page.pieces))

    def _closing(self) -> Iterator[str]:
        """The end of a fence that the person never closed: else one in our notes would, and make code of the rest."""
        scanned = self.layout.scan
        # Closing one before an excerpt would make code of that.
        last = max((*(at for at, _key in scanned.marks), *(section.line for section in scanned.sections)), default=0)
        fence = open_fence(self.layout.words, scanned.front[1], last)
        return iter([fence] if fence else [])

    def _is_untouched(self, base: Base) -> bool:
        """Whether the export stands in the file as it was written."""
        start, end = self.layout.span
        if self.layout.section_line is not None:
            start += 1
        elif not self.layout.own_front or not front_is_untouched(self.layout, base):
            return False
        else:
            start = self.layout.scan.front[1]
        return same_words(self.layout.words[start:end], list(_lines_of(base.pieces)))

    def _is_elsewhere(self, today: Mapping[str, Piece]) -> bool:
        """Whether another export in the file has some of these excerpts: writing all of them would double those."""
        start, end = self.layout.span
        return any(key in today and not start <= line < end for line, key in self.layout.scan.marks)

    def _rewritten(self, base: Base) -> Merged:
        """An export that nobody touched is written anew, whatever its new order."""
        today = base_of(self.page)
        today = replace(today, gone=base.gone - set(today.pieces))
        before = [(key, one.text) for key, one in base.pieces.items()]
        after = [(key, one.text) for key, one in today.pieces.items()]
        if before == after and (not self.layout.own_front or lasting(base.front) == lasting(self.page.front)):
            return Merged(self.layout.lines, base)
        start, end = self.layout.span
        own = self.page.section() if self.layout.section_line is not None else self.page.text()
        stop = self.layout.before_blanks(end)
        result = edited(self.layout.lines, [Edit(start, stop, tuple(own.rstrip("\n").split("\n")))])
        texts = dict(before)
        return Merged(
            result,
            today,
            added=tuple(key for key, _text in after if key not in texts),
            updated=tuple(key for key, text in after if texts.get(key, text) != text),
            removed=tuple(key for key in texts if key not in today.pieces),
        )

    def _is_new(self, key: str, base: Base) -> bool:
        if self._at(key):
            return False
        return self.restore or not (key in base.gone or any(key in one.pieces for one in self.bases))

    def _bring(self, key: str, piece: Piece | None) -> None:
        """Bring each place of one piece up to date."""
        heading = key in self.layout.headings
        if piece is not None and all(base.text(key) in (None, piece.text) for base in self.bases):
            return  # nothing that we know of it is out of date
        for line in self._at(key):
            region = self.layout.region(line, heading=heading)
            before = self._before(key, region)
            if before is None or (piece is not None and before == piece.text):
                continue
            if piece is None:
                if not heading:
                    self._take_away(key, line, region, before)
                continue
            wrapped = None if _begins(region, before) else unwrapped(self.layout.words, region, before)
            made = len(self.edits)
            self._update(piece, line, wrapped.region if wrapped else region, before)
            if wrapped:
                self.edits[made:] = wrapped.again(self.edits[made:])

    def _before(self, key: str, region: Sequence[Block]) -> str | None:
        """What was last written here: of several that may be, the one that stands here."""
        texts = [text for base in self.bases if (text := base.text(key)) is not None]
        return next((text for text in texts if _begins(region, text)), texts[0] if texts else None)

    def _update(self, piece: Piece, line: int, region: Sequence[Block], before: str) -> None:
        after = piece.text.split("\n")
        old, new = blocks(before.split("\n")), blocks(after)
        written = {block.said for block in new}
        if old and _begins(region, before) and all(block.said not in written for block in region[len(old) :]):
            if [block.lines for block in old] != [block.lines for block in new]:
                self.edits.append(Edit(region[0].start, region[len(old) - 1].end, tuple(after)))
                self.updated.append(piece.key)
            return
        if old and not region:
            return  # the person took it out, but for its comment
        if _begins(region, piece.text) and not {b.said for b in region[len(new) :]} & {b.said for b in old}:
            return  # both sides made it the same, whatever it was before
        patches, clashes = merged(old, region, new)
        if clashes and piece.kind == "excerpt":
            patches += self._decided(piece, region, new, clashes)
        made = list(_edits(patches, region, new, self.layout.words, line))
        self.edits += made
        if made:
            self.updated.append(piece.key)

    def _decided(
        self, piece: Piece, region: Sequence[Block], new: Sequence[Block], clashes: Sequence[Clash]
    ) -> Iterator[Patch]:
        """What a person chose; where nobody did, the conflict is noted and the file's words stay."""
        choice = self.choices.get(piece.key)
        for clash in clashes:
            program = tuple(block.lines for block in new[slice(*clash.theirs)])
            if choice == "program":
                yield Patch(*clash.mine, program, clash.theirs[0])
            elif choice == "both":
                yield Patch(clash.mine[1], clash.mine[1], program, clash.theirs[0])
        if choice is None:
            mine = "\n\n".join("\n".join(b.lines) for clash in clashes for b in region[slice(*clash.mine)])
            theirs = "\n\n".join("\n".join(b.lines) for clash in clashes for b in new[slice(*clash.theirs)])
            self.conflicts.append(Conflict(piece.key, piece.label, mine, theirs))

    def _take_away(self, key: str, line: int, region: Sequence[Block], before: str) -> None:
        """An excerpt that isn't exported any more goes, unless somebody touched it; what stands inside of it stays."""
        own = [block.said for block in blocks(before.split("\n"))]
        mine: list[Block] = []
        for block in region:
            if len(mine) < len(own) and block.said == own[len(mine)]:
                mine.append(block)
        if len(mine) < len(own):
            return
        words = self.layout.words
        starts = [(self.layout.before_blanks(line), line + 1)]
        for block in mine:
            starts.append((block.start, block.end))
        self.edits += removal(words, starts)
        self.removed.append(key)

    def _remove_headings(self, base: Base, today: Mapping[str, Piece], placing: Placing) -> None:
        lost = {key: one for key, one in base.pieces.items() if key not in today and key in self.layout.headings}
        for key, edit in heading_removals(self.layout, lost, placing.spots()):
            self.edits.append(edit)
            self.removed.append(key)

    def _base(self, base: Base, today: Mapping[str, Piece], placing: Placing) -> Base:
        """What is known of the file from now on."""
        pieces: dict[str, Kept] = {}
        gone = set(base.gone)
        for key, piece in today.items():
            stands = self._at(key)
            if key in placing.placed:
                pieces |= kept([piece])
                gone.discard(key)
            elif stands:
                text = piece.text if self._is_known(key, piece, stands) else None
                pieces[key] = Kept(piece.kind, text, piece.level, piece.parent)
                gone.discard(key)
            elif (before := self._kept(key)) is not None:
                # The person took it out: should it come back, this is what it was. Of a heading only today's words
                # tell, lest another that is called the same is taken for it.
                pieces[key] = replace(before, text=None) if piece.kind == "heading" else before
        for key in base.pieces:
            if key not in today and key not in self.removed:
                if self._at(key):
                    pieces[key] = base.pieces[key]
                else:
                    gone.add(key)
        return Base({}, pieces, frozenset(gone - set(pieces)))

    def _kept(self, key: str) -> Kept | None:
        return next((base.pieces[key] for base in self.bases if key in base.pieces), None)

    def _is_known(self, key: str, piece: Piece, lines: Sequence[int]) -> bool:
        """Whether it is known of a piece in the file what we last wrote of it."""
        if any(base.text(key) is not None for base in self.bases):
            return True
        heading = key in self.layout.headings
        return all(_begins(self.layout.region(line, heading=heading), piece.text) for line in lines)


def _begins(region: Sequence[Block], text: str) -> bool:
    """Whether the paragraphs begin with those of `text`."""
    own = blocks(text.split("\n"))
    return [block.said for block in region[: len(own)]] == [block.said for block in own]


def _lines_of(pieces: Mapping[str, Kept]) -> Iterator[str]:
    for key, one in pieces.items():
        yield from ("", mark(key), "") if one.kind == "excerpt" else ("",)
        yield from (one.text or "").split("\n")


def _is_whole(result: Lines, page: Page, *, in_front: bool) -> bool:
    """Whether the export stands in the file as it is written where there is none, white space aside."""
    after = (page.text() if in_front else page.section()).rstrip("\n").split("\n")
    if len(result.words) < len(after) // 2:
        return False
    scanned = result.scan
    starts = [section.line for section in scanned.sections]
    own = next((section.line for section in scanned.sections if section.export_id == page.export_id), None)
    start = 0 if in_front else own
    if start is None:
        return False
    end = next((line for line in starts if line > start), len(result.words))
    return same_words(result.words[start:end], after)


def _edits(
    patches: Sequence[Patch], region: Sequence[Block], new: Sequence[Block], words: Sequence[str], line: int
) -> Iterator[Edit]:
    """Patches of paragraphs as edits of lines, with the gaps between paragraphs that today's text has."""
    for patch in patches:
        inside = _joined(patch, new)
        if patch.start < patch.end and inside:
            yield Edit(region[patch.start].start, region[patch.end - 1].end, tuple(inside))
        elif patch.start < patch.end:
            before = region[patch.start - 1].end if patch.start else line + 1
            end = region[patch.end - 1].end
            gap = ("",) if end < len(words) and words[end].strip() and before and words[before - 1].strip() else ()
            yield Edit(before, end, gap)
        elif patch.start:
            last = patch.start - 1
            if not inside[0].startswith(">"):
                last = end_of_quotation(region, last, words)  # a person's quotation isn't torn
            at = region[last].end
            close = [""] if at < len(words) and words[at].strip(" \t>") else []
            yield Edit(at, at, (_gap(new, patch.theirs), *inside, *close))
        elif region:
            at = region[0].start
            yield Edit(at, at, (*inside, _gap(new, patch.theirs + len(patch.groups))))
        else:
            yield Edit(line + 1, line + 1, ("", *inside))


def _joined(patch: Patch, new: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for number, group in enumerate(patch.groups):
        lines += [_gap(new, patch.theirs + number)] if number else []
        lines += group
    return lines


def _gap(new: Sequence[Block], index: int) -> str:
    """The line between a paragraph of today's and the one before it: `>` inside of a block quotation."""
    if not 0 < index < len(new):
        return ""
    quoted = all(block.lines[0].startswith(">") for block in new[index - 1 : index + 1])
    return ">" if quoted and new[index].start - new[index - 1].end == 1 else ""
