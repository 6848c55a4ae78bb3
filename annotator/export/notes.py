"""A person's note among other text: its Markdown as written, its headings below the heading it stands under.

A note may hold whatever Markdown there is. What would reach beyond it is met here: a code fence or a comment that
was never closed is closed after it, and its headings keep their order but go down to where they don't cut the
outline of the export. No other character of it changes. Block structure as in CommonMark 0.31, sections 4 and 5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r"( {0,3})(?:[-*+]|\d{1,9}[.)])(?:( {1,4})(?=\S)|[ \t]|$)")
_ITEM_IN_TEXT = re.compile(r" {0,3}(?:[-*+]|1[.)])[ \t]+\S")  # what may end a paragraph
_QUOTE = re.compile(r" {0,3}>")
_VERBATIM = ("pre", "script", "style", "textarea")
_VERBATIM_END = re.compile(rf"</(?:{'|'.join(_VERBATIM)})>", re.IGNORECASE)  # any of them, says the specification
# HTML blocks that go on over blank lines, and what ends each (section 4.6, kinds 1 to 5).
_HTML = (
    (re.compile(r" {0,3}<!--"), "-->"),
    (re.compile(r" {0,3}<\?"), "?>"),
    (re.compile(r" {0,3}<!\[CDATA\["), "]]>"),
    (re.compile(r" {0,3}<![A-Za-z]"), ">"),
    *((re.compile(rf" {{0,3}}<{tag}(?=[\s>]|$)", re.IGNORECASE), f"</{tag}>") for tag in _VERBATIM),
)

# HTML blocks that a blank line ends: kind 6 by these names, kind 7 by a tag alone on its line, after no paragraph.
_BLANK = "\n"
_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
_HTML_NAMED = re.compile(rf" {{0,3}}</?(?:{_NAMES})(?=\s|/?>|$)", re.IGNORECASE)
_HTML_ALONE = re.compile(r" {0,3}</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>[ \t]*$")


@dataclass(slots=True)
class _Scan:
    """What is open at a line. `item` is the column (from 0) at which the text of the open list item stands."""

    fence: str = ""
    html: str = ""
    item: int = 0
    hollow: bool = False  # after the mark of an item without words: a blank line ends it
    lazy: bool = False  # after a quotation's line: plain words go on with its paragraph
    paragraph: list[int] = field(default_factory=list)  # the lines of the open paragraph, for an underlined heading
    headings: list[tuple[int, int, int]] = field(default_factory=list)  # first line, last line, level
    rules: list[int] = field(default_factory=list)  # lines `---` that pandoc might take for the start of metadata


def settled(note: str, below: int) -> str:
    """The note, ready to stand as paragraphs of its own under a heading of level `below` (1 to 6)."""
    lines = note.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    scan = _Scan()
    for number, line in enumerate(lines):
        _read(scan, number, line.expandtabs(4))
    lines = _edited(lines, scan, below)
    closing = scan.html.strip() or ("" if scan.item else scan.fence)  # a list item's end closes what is open in it
    return "\n".join([*lines, closing] if closing else lines)


def _read(scan: _Scan, number: int, line: str) -> None:
    if scan.html:
        scan.html = "" if _ends_html(scan.html, line) else scan.html
        return
    indent = len(line) - len(line.lstrip())
    if scan.item and line.strip() and indent < scan.item and not (scan.paragraph and not _opens_block(line)):
        scan.item, scan.fence = 0, ""
    inner = line[min(scan.item, indent) :]
    if scan.fence:
        closes = re.match(rf" {{0,3}}{re.escape(scan.fence[0])}{{{len(scan.fence)},}}[ \t]*$", inner)
        scan.fence = "" if closes else scan.fence
    elif not line.strip():
        scan.item = 0 if scan.hollow else scan.item
        scan.paragraph, scan.lazy, scan.hollow = [], False, False
    elif not _opens_heading(scan, number, inner):
        _read_block(scan, number, inner)


def _opens_heading(scan: _Scan, number: int, line: str) -> bool:
    """Note a heading that stands free (inside a list item it is the item's business)."""
    underline = _UNDERLINE.match(line) if scan.paragraph else None
    atx = _ATX.match(line)
    if not underline and not atx:
        return False
    if not scan.item and underline:
        scan.headings.append((scan.paragraph[0], number, 1 if underline.group(1)[0] == "=" else 2))
    elif not scan.item and atx:
        scan.headings.append((number, number, len(atx.group(1))))
    scan.paragraph = []
    return True


def _read_block(scan: _Scan, number: int, line: str) -> None:
    scan.lazy, scan.hollow = scan.lazy and not _opens_block(line), False
    html = next((end for start, end in _HTML if start.match(line)), "")
    if html and not scan.item:
        scan.html = "" if _ends_html(html, line[line.index("<") + 2 :]) else html  # `<!-->` is whole
        scan.paragraph = []
    elif not scan.item and (
        _HTML_NAMED.match(line) or (not scan.paragraph and not scan.lazy and _HTML_ALONE.match(line))
    ):
        scan.html, scan.paragraph = _BLANK, []
    elif fence := _FENCE.match(line):
        scan.fence, scan.paragraph = fence.group(1), []
    elif _RULE.match(line) or _QUOTE.match(line):
        scan.rules += [number] if line.rstrip() == "---" and not scan.item else []
        scan.paragraph, scan.lazy = [], bool(_QUOTE.match(line) and line.strip(" >"))
    elif (item := _ITEM.match(line)) and (scan.item or not scan.paragraph or _ITEM_IN_TEXT.match(line)):
        scan.item += len(item.group().rstrip()) + len(item.group(2) or " ")
        scan.paragraph = []
        rest = line[item.end() :].strip()
        scan.hollow = not rest
        if rest and not _ATX.match(rest):
            _read_block(scan, number, rest)
    elif not scan.lazy and (scan.paragraph or len(line) - len(line.lstrip()) < 4):  # else it is indented code
        scan.paragraph.append(number)


def _ends_html(end: str, line: str) -> bool:
    if end == _BLANK:
        return not line.strip()
    return bool(_VERBATIM_END.search(line)) if end.startswith("</") else end in line


def _opens_block(line: str) -> bool:
    """Whether a line ends the paragraph before it rather than going on with it."""
    return any(
        pattern.match(line)
        for pattern in (_FENCE, _ATX, _RULE, _ITEM, _QUOTE, _HTML_NAMED, *(html for html, _ in _HTML))
    )


def _edited(lines: list[str], scan: _Scan, below: int) -> list[str]:
    """The lines with every heading moved down alike, the highest to just below `below`, and rules set free."""
    down = max(0, below + 1 - min((level for _, _, level in scan.headings), default=below + 1))
    edits = [(rule, rule, [lines[rule], ""]) for rule in scan.rules if "".join(lines[rule + 1 : rule + 2]).strip()]
    for first, last, level in scan.headings if down else []:
        marks = "#" * min(6, level + down)
        if first == last:
            edits.append((first, last, [re.sub(r"#+", marks, lines[first], count=1)]))
        else:
            edits.append((first, last, [f"{marks} {' '.join(line.strip() for line in lines[first:last])}"]))
    result = list(lines)
    for first, last, replacement in sorted(edits, reverse=True):
        result[first : last + 1] = replacement
    return result
