"""Element trees into pieces: one pass over each file, in text order, that loses no word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from annotator.importing.markup.files import MarkupFile
from annotator.importing.markup.findings import Findings
from annotator.importing.markup.kinds import looks_like_verse
from annotator.importing.markup.labels import cut_label
from annotator.importing.markup.pieces import NoteStart, Piece, Run, TocEntry
from annotator.importing.markup.states import State, inside
from annotator.importing.markup.styles import Trait
from annotator.importing.markup.tables import TableRuns, is_data_table
from annotator.importing.markup.tags import DROPPED, is_block, item_numbers, name_of, text_of
from annotator.model.document import BlockKind, EmphasisKind
from annotator.model.report import Removed

_EMPHASIS = {
    Trait.ITALIC: EmphasisKind.ITALIC,
    Trait.BOLD: EmphasisKind.BOLD,
    Trait.SMALL_CAPS: EmphasisKind.SMALL_CAPS,
}
_WHITE = str.maketrans("\n\r\t\f\v", "     ")
_NUMBERED = re.compile(r"[(\[]?(\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)\]]|[•·–—*-]\s")
_PUNCTUATION = tuple(".,;:!?)]”’»")


@dataclass(slots=True)
class _Open:
    """Emphasis that isn't closed yet; `start` in the run."""

    kind: EmphasisKind
    start: int


@dataclass(slots=True)
class Walker:
    """Makes pieces; `walk` is called for one file after the other."""

    findings: Findings
    pieces: list[Piece] = field(default_factory=list)
    removed: list[tuple[Removed, int]] = field(default_factory=list)
    """What was left out, with the index of the piece that it stood in or before."""
    _run: Run = field(default_factory=Run)
    _state: State = field(default_factory=State)
    _stack: list[tuple[State, int]] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _entries: list[TocEntry] = field(default_factory=list)
    _tables: list[tuple[TableRuns, Run, list[_Open]]] = field(default_factory=list)
    _prefix: str = ""
    _numbers: dict[etree._Element, int] = field(default_factory=dict)
    _begun: set[NoteStart] = field(default_factory=set)
    _last_stanza: etree._Element | None = None
    _file: MarkupFile = field(init=False)
    _number: int = -1

    def walk(self, file: MarkupFile) -> None:
        """Read one file."""
        self._file, self._number = file, self._number + 1
        self._entries.clear()
        walk = etree.iterwalk(file.body, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if not isinstance(element.tag, str) or not self._enter(element):
                    skipped = element
                    walk.skip_subtree()
                continue
            if element is skipped:
                skipped = None
            else:
                self._leave(element)
            if element is not file.body:
                self._write(element.tail)
        self._flush()

    def _enter(self, element: etree._Element) -> bool:
        """Begin an element; False where nothing inside it is text of this place."""
        name = name_of(element)
        block = is_block(element)
        if block and not self._tables:
            self._flush()
        elif block:
            self._run.write(" ")
        self._note_places(element)
        if self._is_silent(element, name):
            for inner in element.iterdescendants(etree.Element):
                self._note_places(inner)
            return False
        self._stack.append((self._state, len(self._open)))
        if block:
            self._enter_block(element, name)
        else:
            self._enter_inline(element, name)
        self._write(element.text)
        return True

    def _note_places(self, element: etree._Element) -> None:
        label = self.findings.pages.starts.get(element)
        if label:
            self._run.pages.append((self._run.length, label, True))
        self._entries += self.findings.contents.get(element, ())

    def _is_silent(self, element: etree._Element, name: str) -> bool:
        notes = self.findings.notes
        if element in notes.markers and element not in notes.said:
            self._mark(element)
            return True
        if name in DROPPED or element in notes.silent:
            return True
        kind = self.findings.why_left_out(self._file, element)
        text = text_of(element) if kind else ""
        if kind and text:
            line = (element.sourceline or 0) if self._file.is_whole else 0
            self.removed.append((Removed(kind, text, line), len(self.pieces)))
        return kind is not None

    def _mark(self, element: etree._Element) -> None:
        """A note's marker: its words are no text, and neither are brackets or a space set only for it."""
        label, key = self.findings.notes.markers[element]
        run, tail = self._run, element.tail or ""
        if tail.startswith((")", "]")) and run.drop_ending("[("):
            element.tail = tail = tail[1:]
        if tail[:1] in _PUNCTUATION:
            run.drop_ending(" \u00a0")
        run.refs.append((run.length, label, key))

    def _enter_block(self, element: etree._Element, name: str) -> None:
        notes = self.findings.notes
        note = notes.starts.get(element) or notes.more.get(element)
        self._state = inside(self._state, element, name, note, element in self.findings.indents)
        if name == "ol":
            self._numbers |= item_numbers(element)
        elif name == "li":
            number = self._numbers.pop(element, None)
            self._prefix = "" if number is None or self._state.kind is BlockKind.NOTE else f"{number}. "
        elif name == "table" and (self._tables or is_data_table(element, notes.starts)):
            self._tables.append((TableRuns(), self._run, self._open))
        elif name in ("tr", "td", "th", "caption") and self._tables:
            self._enter_cell(element, name)

    def _enter_cell(self, element: etree._Element, name: str) -> None:
        if len(self._tables) > 1:
            return
        table = self._tables[0][0]
        if name == "tr":
            table.begin_row()
        elif name == "caption":
            self._run = table.caption
        else:
            self._run = table.begin_cell(element)
        self._open = []

    def _enter_inline(self, element: etree._Element, name: str) -> None:
        if name == "br":
            self._run.write("\n")
        elif name == "q":
            self._write("“")
        elif name == "rt" and not _is_rp(element.getprevious()):
            self._write("(")
        traits = self._file.styles.of(element)
        if traits:
            self._open += [_Open(kind, self._run.length) for trait, kind in _EMPHASIS.items() if trait in traits]

    def _leave(self, element: etree._Element) -> None:
        name = name_of(element)
        block = is_block(element)
        if name == "q":
            self._write("”")
        elif name == "rt" and not _is_rp(element.getnext()):
            self._write(")")
        elif name == "text":
            self._write(" ")
        if element in self.findings.notes.said:
            self._mark(element)
        if block and not self._tables:
            self._flush()
        state, depth = self._stack.pop()
        for opened in self._open[depth:]:
            self._run.emphasis.append((opened.kind, opened.start, self._run.length))
        del self._open[depth:]
        if name == "table" and self._tables:
            self._leave_table()
        elif block and self._tables:
            self._run.write(" ")
        if name == "li":
            self._prefix = ""
        self._state = state

    def _leave_table(self) -> None:
        table, run, opened = self._tables.pop()
        if self._tables:
            return
        self._run, self._open = run, opened
        if table.caption.text.strip():
            self._take_pages(run, table.caption)
            self._emit(BlockKind.CAPTION, table.caption)
        if any(cell.run.text.strip() for cell in table.cells()):
            self._take_pages(run, table.cells()[0].run)
            self._emit(BlockKind.TABLE, table.whole()).rows = table.laid_out()

    @staticmethod
    def _take_pages(run: Run, first: Run) -> None:
        """The pages that were waiting begin with `first`."""
        first.pages[:0] = [(0, label, printed) for _, label, printed in run.pages]
        run.pages.clear()

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if not self._state.preformatted:
            text = text.translate(_WHITE)
        if self._prefix and (words := text.strip()):
            if not _NUMBERED.match(words):
                self._run.write(self._prefix)
            self._prefix = ""
        self._run.write(text)

    def _flush(self) -> None:
        """End the block that is being read, if it has any words."""
        run, state = self._run, self._state
        for opened in self._open:
            run.emphasis.append((opened.kind, opened.start, run.length))
            opened.start = 0
        text = run.text.strip()
        if not text:
            self._run = Run(pages=[(0, label, printed) for _, label, printed in run.pages])
            if run.refs and self.pieces:
                before = self.pieces[-1].run
                before.refs += [(before.length, label, key) for _, label, key in run.refs]
            else:
                self._run.refs = [(0, label, key) for _, label, key in run.refs]
            return
        self._run = Run()
        kind = state.kind
        lines = text.split("\n")
        if kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST):
            if state.stanza is not None and len(lines) == 1 and self._joins_stanza(state):
                self.pieces[-1].run.extend(run, "\n")
                return
            if state.stanza is not None or state.preformatted or looks_like_verse(lines):
                kind = BlockKind.VERSE
        self._emit(kind, run)
        self._last_stanza = state.stanza if len(lines) == 1 and kind is BlockKind.VERSE else None

    def _joins_stanza(self, state: State) -> bool:
        return state.stanza is self._last_stanza and bool(self.pieces) and not self._entries

    def _emit(self, kind: BlockKind, run: Run) -> Piece:
        state = self._state
        piece = Piece(
            kind,
            run,
            level=state.level if kind is BlockKind.HEADING else 0,
            note=state.note,
            sections=state.sections,
            contents=self._entries,
            file=self._number,
        )
        self._entries = []
        self._last_stanza = None
        if state.note and state.note not in self._begun:
            self._begun.add(state.note)
            piece.label = cut_label(piece.run, state.note)
        self.pieces.append(piece)
        return piece


def _is_rp(sister: etree._Element | None) -> bool:
    """Whether a bracket round a reading of ruby is there already."""
    return sister is not None and name_of(sister) == "rp"
