"""Setting notes in type: Markdown to a small QTextDocument, folded where it is long, kept while it is near."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextListFormat,
    QTextOption,
)

from annotator.i18n import _
from annotator.ui.fonts import make_font
from annotator.ui.margin.note import MarginNote, NoteLink
from annotator.ui.markdown_html import note_html

FOLDED_LINES = 8
LINKS = 3
"""Links that a note shows while it isn't the current one; of more, the last line tells how many."""
KEPT = 48
"""How many set notes are kept: those of a window and its surroundings. Each takes some 40 KB."""
MEASURED = 4096
"""Of how many notes the measures are remembered; they take a hundredth of that."""

LEADING = 1.42
THIN = "\u2009"
"""Between a bullet and its words, which Qt sets too close."""
LINK_GAP = 4.0
_BOLD = 650

_STYLE = """
p, li, h1, h2, h3, h4, h5, h6, blockquote, pre {{ line-height: {line}px; margin: 0 0 {gap}px 0; }}
li {{ margin-bottom: {half}px; }}
ul, ol {{ margin: 0 0 {half}px 0; }}
blockquote {{ margin-left: {gap}px; color: {muted}; }}
pre, code {{ font-family: monospace; font-size: {small}px; }}
a {{ color: {accent}; text-decoration: none; }}
.about {{ color: {muted}; font-size: {small}px; margin: 0 0 2px 0; }}
"""


@dataclass(frozen=True, slots=True)
class SetNote:
    """A note set to a width; lengths in pixels. `full` is the height of the text, `cut` that of the folded
    one, `fold_height` of which are the line that says so.

    Below it the links stand, `link_height` each.

    `footer` (state and tags) stands below the text, `footer_gap` under it, which `footer_height` includes;
    `baseline` is the distance from the note's top to its first line's baseline.
    """

    note: MarginNote
    document: QTextDocument
    full: float
    cut: float
    fold_height: float
    footer: str
    footer_gap: float
    footer_height: float
    link_height: float
    baseline: float

    @property
    def folds(self) -> bool:
        """Whether there is more to it than it shows while it isn't the current one."""
        return self.cut < self.full

    def text_height(self, unfolded: bool) -> float:
        """The height of the text without its footer."""
        return self.full if unfolded else self.cut

    def links(self, unfolded: bool) -> tuple[NoteLink, ...]:
        """The links it shows."""
        links = self.note.links
        return links if unfolded or len(links) <= LINKS else links[: LINKS - 1]

    def links_height(self, unfolded: bool) -> float:
        """The height of its links, with the line that counts those it doesn't show."""
        if not self.note.links:
            return 0.0
        return (len(self.note.links) if unfolded else min(len(self.note.links), LINKS)) * self.link_height + LINK_GAP

    def below(self, unfolded: bool) -> float:
        """The height of all that stands under the text."""
        return self.footer_height + self.links_height(unfolded)

    def height(self, unfolded: bool) -> float:
        """All the room it takes."""
        return max(self.text_height(unfolded) + self.below(unfolded), self.baseline)


class Measure(NamedTuple):
    """What the stacking asks of a `note`: its folded height, and its first baseline below its top, in pixels."""

    note: MarginNote
    height: float
    baseline: float


class Typesetter:
    """Sets notes for one width, font and theme, and remembers them; a change of any of these forgets all."""

    def __init__(self) -> None:
        self.font = QFont()
        self.font.setPixelSize(15)
        self.small = QFont(self.font)
        self.width = 200.0
        self.muted = self.accent = "#808080"
        self._kept: dict[str, SetNote] = {}
        self._measures: dict[str, Measure] = {}
        self.forget()

    def forget(self) -> None:
        """Start anew, after `font`, `width`, `muted` or `accent` was changed."""
        size = self.font.pixelSize()
        self._kept.clear()
        self._measures.clear()
        self.small = QFont(self.font)
        self.small.setPixelSize(max(10, size - 2))
        self.small_metrics = QFontMetricsF(self.small)
        self.metrics = QFontMetricsF(self.font)
        self._line = round(size * LEADING)
        self._baseline = self._line - self.metrics.descent()  # as Qt sets a line of a fixed height
        self.mark_size = round(size * 1.2)
        self.mark_height = float(self.mark_size)
        self.mark_baseline = self.mark_size / 2 + self.metrics.xHeight() / 2
        self.count_height = float(ceil(self.small_metrics.height()) + 4)
        self.link_height = float(ceil(self.small_metrics.height()) + 4)
        gap = max(4, round(size * 0.4))
        self._style = _STYLE.format(
            line=self._line, gap=gap, half=gap // 2, small=size - 2, muted=self.muted, accent=self.accent
        )

    def set(self, note: MarginNote) -> SetNote:
        """The note in type, made now or kept from before."""
        kept = self._kept.pop(note.id, None)  # put back at the end: the dictionary is in order of use
        if kept is None or (kept.note is not note and kept.note != note):
            kept = self._make(note)
            self._remember(kept)
        self._kept[note.id] = kept
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return kept

    def _remember(self, kept: SetNote) -> None:
        self._measures.pop(kept.note.id, None)
        self._measures[kept.note.id] = Measure(kept.note, kept.height(unfolded=False), kept.baseline)
        if len(self._measures) > MEASURED:
            del self._measures[next(iter(self._measures))]

    def measured(self, note: MarginNote) -> bool:
        """Whether its measures are known, rather than guessed."""
        known = self._measures.get(note.id)
        return known is not None and (known.note is note or known.note == note)

    def measure(self, note: MarginNote) -> Measure:
        """How high it stands when it isn't the current one; a guess by its characters until it was set once."""
        known = self._measures.get(note.id)
        if known is not None and (known.note is note or known.note == note):
            return known
        per_line = max(1.0, self.width / self.metrics.averageCharWidth())
        lines = sum(ceil(len(line) / per_line) for line in note.text.strip().split("\n"))
        below = (self._line if note.tags else 0) + min(len(note.links), LINKS) * self.link_height
        return Measure(note, min(lines, FOLDED_LINES + 1) * self._line + below, self._baseline)

    def _make(self, note: MarginNote) -> SetNote:
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font)
        document.setIndentWidth(self.font.pixelSize() * 1.15)
        document.setDefaultStyleSheet(self._style)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setTextWidth(self.width)
        about = f'<p class="about">{html.escape(note.about, quote=False)}</p>' if note.about else ""
        document.setHtml(about + note_html(note.text))
        self._set_weights(document)
        bottoms, baseline = _lines(document)
        empty = not (note.text.strip() or about)
        full = 0.0 if empty else bottoms[-1]
        fold = len(bottoms) > FOLDED_LINES + 1  # a fold that saves one line costs more than it saves
        fold_height = self.small_metrics.height() + 2 if fold else 0.0
        cut = bottoms[FOLDED_LINES - 1] + fold_height if fold else full
        footer = footer_of(note)
        gap = baseline - self.small_metrics.ascent() if empty else 3.0  # alone, it stands level with the mark
        height = gap + self._footer_height(footer) if footer else 0.0
        return SetNote(note, document, full, cut, fold_height, footer, gap, height, self.link_height, baseline)

    def _set_weights(self, document: QTextDocument) -> None:
        """True bold, at the text's size, where Qt would smear the face and enlarge headings; and quieter bullets."""
        bullets: list[int] = []
        bold: list[tuple[int, int, bool]] = []
        block: QTextBlock = document.begin()
        while block.isValid():
            if block.textList() is not None and block.textList().format().style() == QTextListFormat.Style.ListDisc:
                bullets.append(block.position())
            heading = block.blockFormat().headingLevel() > 0
            for fragment in fragments(block):
                kind = fragment.charFormat()
                if heading or kind.fontWeight() > QFont.Weight.Medium:
                    bold.append((fragment.position(), fragment.length(), kind.fontItalic()))
            block = block.next()
        cursor = QTextCursor(document)
        for start, length, italic in bold:
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            kind = QTextCharFormat(cursor.charFormat())
            kind.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            kind.setFont(make_font(self.font.family(), self.font.pixelSize(), weight=_BOLD, italic=italic))
            cursor.setCharFormat(kind)
        for start in reversed(bullets):  # from the end, for each gets a space
            cursor.setPosition(start)
            kind = QTextCharFormat(cursor.blockCharFormat())
            kind.setFont(make_font(self.font.family(), self.font.pixelSize() * 0.8))
            cursor.setBlockCharFormat(kind)
            place = QTextBlockFormat(cursor.blockFormat())
            place.setTextIndent(-self.metrics.horizontalAdvance(THIN))
            cursor.setBlockFormat(place)
            cursor.insertText(THIN, cursor.charFormat())

    def _footer_height(self, footer: str) -> float:
        box = QRectF(0, 0, self.width, 10_000)
        return ceil(self.small_metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, footer).height())


def footer_of(note: MarginNote) -> str:
    """The words below a note: what became of its passage, then its tags, each kept on one line where it fits."""
    words = {"moved": _("moved"), "orphan": _("passage not found")}.get(note.state)
    if not note.speaks and words is None and not note.about:
        return note.role_name
    tags = [f"#{tag}".replace(" ", "\u00a0") for tag in note.tags]
    return "  ".join(([words] if words else []) + tags)


def fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    """The runs of one format in `block`."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1


def _lines(document: QTextDocument) -> tuple[list[float], float]:
    """The bottom of every line of type, from the document's top, and the first one's baseline."""
    document.size()  # lays it out
    layout = document.documentLayout()
    bottoms: list[float] = []
    baseline = inf
    block: QTextBlock = document.begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        lines = block.layout()
        for number in range(lines.lineCount()):
            line = lines.lineAt(number)
            baseline = min(baseline, top + line.y() + line.ascent())
            bottoms.append(top + line.y() + line.height())
        block = block.next()
    return bottoms or [0.0], 0.0 if baseline == inf else baseline
