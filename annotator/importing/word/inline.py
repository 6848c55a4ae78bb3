"""The inside of a paragraph: runs, fields, changes, markers, breaks."""

from __future__ import annotations

import re

from lxml import etree

from annotator.importing.word.context import Context, TurnKind, branch
from annotator.importing.word.names import ALTERNATE, MATH, child_value, number, value, w
from annotator.importing.word.styles import NO_LOOK, Look, Role, effective, read_look
from annotator.importing.word.symbols import UNKNOWN, formula, plain, symbol
from annotator.importing.word.words import Words

_THROUGH = tuple(
    map(w, ("hyperlink", "smartTag", "customXml", "fldSimple", "ins", "moveTo", "dir", "bdo", "sdt", "sdtContent"))
)
GONE = (w("del"), w("moveFrom"))
_CHANGED = (w("ins"), w("moveTo"), *GONE)
_BOXED = (w("drawing"), w("pict"), w("object"))
_TEXT_OF = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_REFERENCES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_LINE_END = re.compile(r"[\r\n]+")


class InlineReader:
    """Reads the insides of paragraphs; a field may begin in one paragraph and end in a later one.

    `fields` are the field characters that are honoured; `turning` says whether page turns count in this story.
    """

    def __init__(self, context: Context, fields: set[etree._Element], *, turning: bool) -> None:
        self._context = context
        self._fields = fields
        self._turning = turning
        self._in_code: list[bool] = []
        self._words = Words()
        self._look = NO_LOOK
        self.boxes: list[etree._Element] = []

    def read(self, paragraph: etree._Element, style_look: Look, words: Words) -> None:
        """Add the words of `paragraph` to `words`; text boxes that hang on it are put into `boxes`."""
        self._words, self._look, self.boxes = words, style_look, []
        self._walk(paragraph)

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag in _CHANGED:
                self._context.left_out["changes"] += 1
            if tag == w("r"):
                self._run(child)
            elif tag in _THROUGH:
                self._walk(child)
            elif tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._walk(chosen)
            elif tag in MATH:
                self._say(formula(child), NO_LOOK)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(w("rPr"))
        character = child_value(properties, "rStyle")
        styles = self._context.styles
        look = effective(styles.look, self._look, styles.look_of(character), read_look(properties))
        if self._turning and styles.role_of(character)[0] is Role.PAGE_NUMBER:
            label = "".join(element.text or "" for element in run.iter(w("t"))).strip()
            if label:
                self._turn(TurnKind.NUMBERED, label)
            return
        custom = next((child for child in run if child.tag in _REFERENCES and _is_typed(child)), None)
        if custom is not None:
            self._refer(custom, "".join(element.text or "" for element in run.iterchildren(w("t"), w("sym"))))
            return
        for child in run:
            self._part(child, look)

    def _part(self, part: etree._Element, look: Look) -> None:
        tag = str(part.tag)
        if tag == w("t"):
            self._say(plain(_LINE_END.sub(" ", part.text or ""), look.font), look)
        elif tag == w("fldChar"):
            self._field(part)
        elif tag in _TEXT_OF:
            self._say(_TEXT_OF[tag], look)
        elif tag == w("br"):
            self._break(part, look)
        elif tag == w("lastRenderedPageBreak"):
            self._turn(TurnKind.LAID_OUT)
        elif tag == w("sym"):
            self._symbol(part, look)
        elif tag in _REFERENCES:
            self._refer(part, None)
        elif tag == w("ruby"):
            self._ruby(part)
        elif tag == ALTERNATE:
            chosen = branch(part)
            for child in () if chosen is None else chosen:
                self._part(child, look)
        elif tag in _BOXED:
            self._boxed(part)

    def _say(self, text: str, look: Look) -> None:
        if any(self._in_code):
            return
        if look.hidden:
            self._context.left_out["hidden"] += len(text.split())
            return
        if self._turning:
            self._context.letters += len("".join(text.split()))
        self._words.add(text, look)

    def _field(self, mark: etree._Element) -> None:
        if mark not in self._fields:
            return
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._in_code.append(True)
        elif kind == "separate" and self._in_code:
            self._in_code[-1] = False
        elif kind == "end" and self._in_code:
            self._in_code.pop()

    def _break(self, part: etree._Element, look: Look) -> None:
        kind = value(part, "type")
        if kind == "page":
            # A page that turns is also where a word ends.
            self._say(" ", look)
            self._turn(TurnKind.SET)
        else:
            self._say("\n" if kind in (None, "textWrapping") else " ", look)

    def _turn(self, kind: TurnKind, label: str = "") -> None:
        if self._turning:
            self._words.turns.append((self._words.length, self._context.turn(kind, label)))

    def _symbol(self, part: etree._Element, look: Look) -> None:
        shown = symbol(value(part, "char") or "", value(part, "font"))
        if shown == UNKNOWN:
            self._context.left_out["symbols"] += 1
        self._say(shown, look)

    def _refer(self, part: etree._Element, custom: str | None) -> None:
        key = number(value(part, "id"))
        if key is None or any(self._in_code):
            return
        found = self._context.notes.mark(_REFERENCES[str(part.tag)], key, self._context.section, custom)
        if found:
            self._words.refs.append((self._words.length, *found))
        elif custom:
            self._say(custom, NO_LOOK)

    def _ruby(self, part: etree._Element) -> None:
        """Words with their reading above them: the reading in brackets after them."""
        base, reading = part.find(w("rubyBase")), part.find(w("rt"))
        if base is not None:
            self._walk(base)
        if reading is not None:
            self._say("(", NO_LOOK)
            self._walk(reading)
            self._say(")", NO_LOOK)

    def _boxed(self, part: etree._Element) -> None:
        boxes = [box for box in part.iter(w("txbxContent")) if _is_outermost(box, part)]
        self.boxes += boxes
        if not boxes:
            self._context.left_out["pictures"] += 1


def _is_typed(reference: etree._Element) -> bool:
    """Whether the marker is one that the author typed."""
    return reference.get(w("customMarkFollows"), "0") not in ("0", "false", "off")


def _is_outermost(box: etree._Element, part: etree._Element) -> bool:
    """Whether a text box isn't inside another, nor in the branch that isn't read."""
    for above in box.iterancestors():
        if above is part:
            return True
        if above.tag == w("txbxContent"):
            return False
        outer = above.getparent()
        if outer is not None and outer.tag == ALTERNATE and branch(outer) is not above:
            return False
    return True
