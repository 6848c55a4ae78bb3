"""What citations are put together from, as lettered strings (`lettering`): names, titles, imprints, pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from annotator.export.lettering import bracketed, italic, plain_words
from annotator.export.quotation_marks import single_inside
from annotator.model.bibliography import Work
from annotator.model.citation import EN_DASH
from annotator.model.names import names_in

Pages = Sequence[tuple[str, str]]
"""Labels of first and last pages (`excerpt.pages_of`): (("17", "18"), ("25", "25"))."""

_MOST_NAMED = 3
_WORDS_OF_A_SHORT_TITLE = 4


def page_words(pages: Pages) -> str:
    """`p. 17`, `pp. 17–18`, `pp. 17, 25`; empty where no page is known."""
    ranges = page_ranges(pages)
    return f"{page_mark(ranges)} {', '.join(ranges)}" if ranges else ""


def page_mark(ranges: Sequence[str]) -> str:
    """`p.` before one page, `pp.` before more."""
    return "pp." if len(ranges) > 1 or EN_DASH in ranges[0] else "p."


def page_ranges(pages: Pages) -> list[str]:
    """`17–18`, `25`; what is only inferred keeps the brackets that editors put there: `[79–80]`."""
    return [_range(*one) for one in pages]


def _range(first: str, last: str) -> str:
    if first == last:
        return _label(first)
    if _is_inferred(first) and _is_inferred(last):
        return bracketed(plain_words(f"{first[1:-1]}{EN_DASH}{last[1:-1]}"))
    return f"{_label(first)}{EN_DASH}{_label(last)}"


def _label(label: str) -> str:
    return bracketed(plain_words(label[1:-1])) if _is_inferred(label) else plain_words(label)


def _is_inferred(label: str) -> bool:
    return label.startswith("[") and label.endswith("]")


def in_text(people: str) -> str:
    """`Fainsod`, `Fainsod and Hough`, `Fainsod et al.`"""
    cited = [plain_words(name.cited) for name in names_in(people)]
    return f"{cited[0]} et al." if len(cited) > 2 else " and ".join(cited)


def in_full(people: str | None) -> str:
    """`Merle Fainsod`, `Merle Fainsod and Jerry F. Hough`; of more than three the first, and `et al.`"""
    whole = [plain_words(name.whole) for name in names_in(people)]
    if len(whole) > _MOST_NAMED:
        return f"{whole[0]} et al."
    return " and ".join(whole) if len(whole) < _MOST_NAMED else f"{', '.join(whole[:-1])}, and {whole[-1]}"


def editors_mark(work: Work) -> str:
    """`ed.` or `eds.`"""
    return "eds." if len(names_in(work.editor)) > 1 else "ed."


def imprint(place: str | None, publisher: str | None, year: str | None) -> str:
    """`(Cambridge: Harvard University Press, 1963)`, a space before it; empty where none of it is known."""
    house = ": ".join(filter(None, map(plain_words, (place, publisher))))
    inside = ", ".join(filter(None, (house, plain_words(year))))
    return f" ({inside})" if inside else ""


def named(work: Work) -> str:
    """The title as running text has it: a book's in italics, a piece's in quotation marks, ours plain."""
    if work.type == "book":
        return italic(plain_words(work.title))
    return in_quotes(work.title) if work.titled else plain_words(work.title)


def named_shortly(work: Work) -> str:
    """The main title alone, where the whole is a long one: as short citations have it."""
    if len(work.title.split()) <= _WORDS_OF_A_SHORT_TITLE:
        return named(work)
    title = re.split(r"[:.?!] ", work.title, maxsplit=1)[0]
    return named(Work(work.type, title, titled=work.titled))


def in_quotes(title: str) -> str:
    """In double quotation marks, those inside turned to single."""
    return f"“{single_inside(plain_words(title))}”" if title else ""


def joined_parts(parts: Iterable[str]) -> str:
    """Those that aren't empty, with commas: inside closing quotation marks, and none after a question mark there."""
    text = ""
    for part in filter(None, parts):
        if text.endswith(("”", "’")):
            inner = text.rstrip("”’")
            text = f"{text} {part}" if inner[-1:] in "?!" else f"{inner},{text[len(inner) :]} {part}"
        else:
            text = f"{text}, {part}" if text else part
    return text


def sentence(text: str) -> str:
    """With a full stop, inside closing quotation marks, unless it ends in one, or in a mark like it, already."""
    inner = text.rstrip("”’")
    return text if not text or re.search(r"[.?!]\W{0,2}$", text) else f"{inner}.{text[len(inner) :]}"
