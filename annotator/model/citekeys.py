"""Citation keys: `fainsod1963terror`, of the author, the year and the first telling word of the title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from annotator.model.bibliography import INTRODUCTION_TO, Work
from annotator.model.names import Name, names_in

# Words that tell nothing of a title, in the languages whose books are read most.
_EMPTY = frozenset(
    word
    for line in (
        "a an the and or but of in on at to by for from with as is are was were be how why what when where who whom",
        "not its his her their our introduction preface foreword afterword conclusion chapter part notes",
        "der die das den dem des ein eine einer eines und oder im in am an auf aus bei mit von vom zu zum zur uber fur",
        "le la les l un une du de et ou à au aux dans sur pour par en d il lo gli i uno una di del della dei delle e o",
        "some toward into da nel nella el los las y al con para que se su",
    )
    for word in line.split()
)
_FORM = re.compile(r"\w(?:[\w.:+/-]*\w)?")
_FOLDS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def proposed_key(work: Work) -> str:
    """The key that a work has of itself: letters and digits of ASCII where its words have any; never empty."""
    names = names_in(work.author or work.editor)
    year = "".join(re.findall(r"\d+", work.first_year)[:1])
    title = work.title.removeprefix(INTRODUCTION_TO.partition("{")[0]) if work.type == "chapter" else work.title
    words = [_folded(word) for word in re.findall(r"\w+", re.sub(r"['’]s\b", "", title))]
    telling = [word for word in words if word not in _EMPTY] or words
    word = next((word for word in telling if word and not word.isdigit()), "")
    author = _author(names[0]) if names else ""
    if author:
        return author + year + word
    second = next((one for one in telling[telling.index(word) + 1 :] if one), "") if word else ""
    return (word + year if year else word + second) or f"work{year}"


def is_key(text: str) -> bool:
    """Whether pandoc and BibTeX both take it: letters, digits and `_ . : + / -`, a letter or digit at both ends."""
    return bool(_FORM.fullmatch(text))


def free_key(key: str, taken: Collection[str]) -> str:
    """`key`, or the first of `keya`, `keyb` … `keyz`, `key27` … that isn't taken; capitals don't tell keys apart."""
    used = {one.casefold() for one in taken}
    return next(one for one in _variants(key) if one.casefold() not in used)


def _variants(key: str) -> Iterator[str]:
    yield key
    yield from (key + letter for letter in "bcdefghijklmnopqrstuvwxyz")
    number = 27
    while True:
        yield f"{key}-{number}"
        number += 1


def _author(name: Name) -> str:
    """A family name in one word; of an institution's, and an office's, the first telling word."""
    words = [_folded(word) for word in re.findall(r"\w+", re.sub(r"['’]", "", name.cited))]
    telling = [word for word in words if word not in _EMPTY] or words
    return "".join(telling[:1] if name.literal else words)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_FOLDS))
    return "".join(c for c in plain if c.isalnum() and not unicodedata.combining(c))
