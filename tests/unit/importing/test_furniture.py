from __future__ import annotations

import pytest

from annotator.importing.printed.furniture import find_furniture
from annotator.importing.printed.heads import label_value
from tests.unit.importing.samples import lines_of, paginate


def _page(head: str, n: int, words: str = "running words of the text which go on and on~") -> str:
    return f"_{head}\n\n" + "\n".join(f"{words} {n}" for n in range(n)) + "\n"


def test_heads_are_learned_by_repetition() -> None:
    text = "_Start of it all~\n" + _page("2    a book: of texts", 6) + _page("Some Author    3", 6)
    text += _page("4    a book: of texts", 6) + _page("Some Author    5", 6) + "Kazakhstan  40\nLatvia  52\n"
    found = find_furniture(lines_of(text))
    assert [(head.label, head.words, head.left) for head in found.heads] == [
        ("2", "a book: of texts", True),
        ("3", "Some Author", False),
        ("4", "a book: of texts", True),
        ("5", "Some Author", False),
    ]
    assert {item.kind for item in found.removed} == {"running_head"}


def test_a_head_that_comes_once_must_count_right() -> None:
    start = "_Start of it all~\n" + _page("2    a book", 6) + "_words~\n" * 1 + _page("4    a book", 6)
    assert "Introduction" in [
        head.words for head in find_furniture(lines_of(start + _page("Introduction    5", 6))).heads
    ]
    wrong = find_furniture(lines_of(start + _page("Introduction    9", 6))).heads
    assert [head.words for head in wrong] == ["a book", "a book"]


def test_watermark_read_downwards_with_its_copyright_block_and_the_piece_that_is_glued_on() -> None:
    scraps = "\nDr a\nft o\n\nnl\ny, p\n\nlea\nse\n\nCopyright © 1999 by Press, Inc.\n"
    scraps += "Not to be used without permission~\n\nof the press.\n\n"
    text = (
        "_one line of the text which ends in Dr a\n" + "_more of the text~\n" + scraps + "and on~\n" + scraps + "end.\n"
    )
    found = find_furniture(lines_of(text))
    kinds = [item.kind for item in found.removed]
    assert kinds.count("watermark") == 13
    assert kinds.count("copyright") == 6
    (cut,) = found.cut.values()
    assert (cut.text, cut.spaced) == ("one line of the text which ends in", True)


def test_a_page_of_rights_that_comes_once_is_text() -> None:
    assert not find_furniture(lines_of("Copyright © 1999 by Press, Inc.\nAll rights reserved.\n\nText.")).removed


def test_download_stamps_differ_only_in_their_numbers() -> None:
    page = "words of the page~\nand some more\n\nDownloaded from example.org on {} May 2020\n\n"
    found = find_furniture(lines_of("".join(page.format(n) for n in range(3, 6))))
    assert [item.kind for item in found.removed] == ["stamp"] * 3


def test_what_follows_a_stamp_every_time_belongs_to_it() -> None:
    page = "words of the page {}~\nand more.\n\nCopyright © 1999 by Press\nOf the press.\n\n"
    found = find_furniture(lines_of("".join(page.format(n) for n in range(3, 6))))
    assert [item.text for item in found.removed] == ["Copyright © 1999 by Press", "Of the press."] * 3


def test_lone_page_numbers() -> None:
    page = "words of the page which run on~\n" * 30
    text = "".join(f"\f{page}\n{n}\n" for n in range(7, 12)).lstrip("\f")
    lines = lines_of(text)
    assert [head.label for head in find_furniture(lines).heads] == ["7", "8", "9", "10", "11"]
    assert [(page.label, page.printed) for page in paginate(lines).pages] == [(str(n), True) for n in range(7, 12)]


@pytest.mark.parametrize(
    ("label", "value"), [("xii", (False, 12)), ("iv", (False, 4)), ("XC", (False, 90)), ("17", (True, 17))]
)
def test_labels(label: str, value: tuple[bool, int]) -> None:
    assert label_value(label) == value
