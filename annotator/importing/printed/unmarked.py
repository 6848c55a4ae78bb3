"""Where paragraphs begin in lines whose ends say nothing: by indents, by blank lines, by what was left free."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.importing.languages import BACK, FRONT
from annotator.importing.printed.lines import HYPHENS, ends_sentence, starts_low
from annotator.importing.printed.setting import Setting, is_item
from annotator.importing.printed.shapes import (
    chapter_number,
    is_byline,
    is_contents_entry,
    is_part_number,
    is_selection_number,
    is_title,
    looks_like_title,
)

_INDENT = 2
# A first line is indented by no more; what begins farther in is centred.
_DEEPEST = 10
_WIDER = 1.04
# How far the middles of centred lines may lie apart, in characters.
_CENTRED = 2
# What a line above a paragraph leaves free, as a part of the measure.
_APART = 0.12
_FIRST_ITEM = re.compile(r"(?:[•·▪◦*–—]|[(\[]?[1a][.)\]])\s")
# What the last line of a title leaves free, as a part of the measure, and what leads on to the next one.
_LARGE = 0.35
_LEADING = ("The", "A", "An")
_OPENERS = tuple('“"‘«„»')


def begins_paragraph(setting: Setting, run: Sequence[int]) -> bool:
    """Whether the line behind `run` (the places of a paragraph's lines so far) begins another paragraph."""
    last = run[-1]
    line, previous = setting.lines[last + 1], setting.lines[last]
    if line.note or line.notes_heading:
        return True
    if previous.notes_heading:
        # A chapter's name over its notes runs on.
        return False
    if last in setting.apart or last + 1 in setting.apart:
        return setting.apart.get(last) is not setting.apart.get(last + 1)
    if stands_alone(setting, last) or stands_alone(setting, last + 1):
        return True
    if run[0] and is_selection_number(setting.lines[run[0] - 1].text) and _title_ends(setting, last):
        return True
    if previous.text.endswith(HYPHENS) and (starts_low(line.text) or not line.parted):
        return False
    if setting.laid_out and not (line.torn and line.page is None):
        told = _by_indent(setting, run)
        if told is not None:
            return told
    if line.torn and line.page is None and _over(previous.text):
        return True
    if line.parted:
        return _after_blank(setting, run)
    return _by_words(setting, run)


def stands_alone(setting: Setting, at: int) -> bool:
    """Numbers of chapters and selections, and what is printed over pages: titles and authors."""
    text = setting.lines[at].text
    if (FRONT.fullmatch(text) or BACK.fullmatch(text)) and at and _over(setting.lines[at - 1].text):
        return True
    if text.casefold() in setting.alone or is_selection_number(text) or is_contents_entry(text):
        return True
    first = setting.lines[at].page is not None
    return (first and is_part_number(text)) or bool((numbered := chapter_number(text)) and not numbered[1])


def _title_ends(setting: Setting, last: int) -> bool:
    """Whether a title ends with the line: no small word leads on, and more would have gone there even in large type."""
    text = setting.lines[last].text
    goes_on = text.split()[-1][:1].islower() or text.endswith((",", ":", *HYPHENS)) or text.split()[-1] in _LEADING
    return not goes_on and setting.room(last) > _LARGE and not starts_low(setting.lines[last + 1].text)


def _by_indent(setting: Setting, run: Sequence[int]) -> bool | None:
    last = run[-1]
    line, previous = setting.lines[last + 1], setting.lines[last]
    step = setting.indent(last + 1) - setting.indent(last)
    if _centred_alike(setting, last) and not line.parted:
        return is_byline(line.text) and not previous.text.split()[-1].islower()
    hangs = is_item(setting.lines[run[0]].text) or setting.lines[run[0]].note is not None
    over = _over(previous.text) or line.parted
    if is_item(line.text) and (over or begins_list(previous.text, line.text)):
        return True
    if hangs and over and step <= -_INDENT and setting.indent(last + 1) == 0:
        return True
    if step >= _INDENT:
        if hangs and len(run) == 1 and not line.parted:
            return False
        announced = previous.text.endswith(":")
        return True if over or announced or setting.room(last) > setting.play else None
    if step <= -_INDENT:
        first_line = len(run) == 1 and setting.indent(last) <= _DEEPEST and not line.parted
        if first_line and _heading_ends(setting, run):
            return None
        if first_line and not (_over(previous.text) and setting.room(last) > setting.play):
            return False
        if line.torn and not _over(previous.text):
            return None
        return True
    if line.parted or (hangs and not line.torn):
        return None
    if _heading_ends(setting, run) or _heading_follows(setting, last):
        return None
    # At the margin, without a blank line: where paragraphs are indented, this one goes on.
    return False if not (_over(previous.text) and setting.room(last) > setting.play) else None


def _after_blank(setting: Setting, run: Sequence[int]) -> bool:
    """A blank line parts paragraphs, unless the words on both sides hang together."""
    last = run[-1]
    text, following = setting.lines[last].text, setting.lines[last + 1].text
    if _over(text):
        return True
    if starts_low(following):
        return setting.is_short(last)
    if text.endswith(":") or (len(run) < 3 and is_title(" ".join(setting.lines[at].text for at in run))):
        return True
    return setting.room(last) > setting.play or is_item(following)


def _by_words(setting: Setting, run: Sequence[int]) -> bool:
    last = run[-1]
    line, previous = setting.lines[last + 1], setting.lines[last]
    low = starts_low(line.text)
    over = _over(previous.text)
    if begins_list(previous.text, line.text):
        return True
    if is_item(line.text) and over and (setting.room(last) > setting.play or is_item(setting.lines[run[0]].text)):
        return True
    # The measure of items is narrower, and most are a sentence long.
    play = 0.0 if is_item(setting.lines[run[0]].text) else setting.play
    if over and not low and setting.room(last) > play:
        return True
    if previous.text.endswith(":") and (setting.room(last) > setting.play or _narrow_follows(setting, last)):
        return not line.text.startswith(_OPENERS)
    if over and not low and (_grows(setting, run) or _heading_follows(setting, last)):
        return True
    return not low and _heading_ends(setting, run)


def begins_list(before: str, text: str) -> bool:
    """Whether the first item of a list follows a colon."""
    return before.endswith(":") and bool(_FIRST_ITEM.match(text))


def _over(text: str) -> bool:
    """Whether a sentence is over: a colon only announces."""
    return ends_sentence(text) and not text.endswith(":")


def _narrow_follows(setting: Setting, last: int) -> bool:
    """Whether several narrow lines follow: a quotation, and not the end of the paragraph."""
    following = range(last + 1, min(last + 3, len(setting.lines)))
    return all(setting.is_narrow(at) for at in following) and not _over(setting.lines[last + 1].text)


def _grows(setting: Setting, run: Sequence[int]) -> bool:
    """Whether a run of narrower lines, a quotation, ends where a wider line follows."""
    if len(run) < 2 or not all(setting.is_narrow(at) for at in run[:-1]):
        return False
    widest = max(setting.filled(at) for at in run)
    return setting.filled(run[-1] + 1) > widest * _WIDER


def _centred_alike(setting: Setting, at: int) -> bool:
    """Whether line `at` and the next begin farther in, and have the same middle: a title on two lines."""
    middles = []
    for place in (at, at + 1):
        text = setting.lines[place].text
        if not setting.indent(place) or ends_sentence(text):
            return False
        middles.append(setting.indent(place) + len(text) / 2)
    return abs(middles[0] - middles[1]) <= _CENTRED and setting.indent(at) != setting.indent(at + 1)


def _heading_follows(setting: Setting, last: int) -> bool:
    """Whether the line behind `last`, a short one that is set like a title, stands over a new paragraph."""
    at = last + 1
    if at + 1 >= len(setting.lines) or setting.lines[at + 1].parted or not _over(setting.lines[last].text):
        return False
    text, below = setting.lines[at].text, setting.lines[at + 1].text
    title = looks_like_title(text) and not ends_sentence(text) and not starts_low(below)
    return title and setting.room(at) > _APART and not setting.is_short(at + 1)


def _heading_ends(setting: Setting, run: Sequence[int]) -> bool:
    """Whether `run` is one or two short lines without an end mark, and a wide line follows."""
    last = run[-1]
    if len(run) > 2 or not all(setting.is_narrow(at) for at in run) or ends_sentence(setting.lines[last].text):
        return False
    if setting.lines[last].text.endswith((",", ";")) or starts_low(setting.lines[run[0]].text):
        return False
    return setting.room(last) > _APART and not setting.is_short(last + 1)
