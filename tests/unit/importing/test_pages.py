from __future__ import annotations

from tests.unit.importing.samples import lines_of, paginate

BODY = "running words of a paragraph that go on and on to the end~\n" * 12


def _labels(text: str) -> list[tuple[str, bool]]:
    return [(page.label, page.printed) for page in paginate(lines_of(text)).pages]


def test_pages_between_heads_are_counted_and_the_last_are_inferred() -> None:
    text = f"_first~\n{BODY}_2    a book\n\n{BODY}_three~\n{BODY}_4    a book\n\n{BODY}_five~\n{BODY}"
    assert _labels(text) == [("1", False), ("2", True), ("3", False), ("4", True), ("5", False)]


def test_a_lost_page_is_missing_where_the_text_breaks_off() -> None:
    text = f"_2    a book\n\n{BODY}_three goes on~\n{BODY}ended.\n_A Title\n\nby~\n{BODY}_6    a book\n\nwords~\n{BODY}"
    found = paginate(lines_of(text))
    assert [page.label for page in found.pages] == ["2", "3", "5", "6"]
    assert found.missing == ("4",)
    assert [doubt.code for doubt in found.doubts] == ["page_missing"]


def test_form_feeds_turn_pages_and_then_spaces_do_not() -> None:
    text = f"first~\n{BODY} led by a space~\n\fsecond~\n{BODY}\f3    a book\n\n{BODY}\f4    a book\n\n{BODY}"
    assert _labels(text) == [("1", False), ("2", False), ("3", True), ("4", True)]


def test_numbers_set_to_the_right_turn_no_page() -> None:
    notes = "\n".join(f"{n:>2}. Note number {n}, which is longer than it need be.\n" for n in range(1, 12))
    text = f"_2    a book\n\n{BODY}\nNotes\n\n{notes}\n_3    a book\n\n{BODY}"
    assert _labels(text) == [("2", True), ("3", True)]


def test_two_leading_spaces_turn_a_page_only_where_the_count_wants_one() -> None:
    text = f"_2    a book\n\n{BODY}_ . . . and so~\n{BODY}_4    a book\n\n{BODY}"
    assert _labels(text) == [("2", True), ("3", False), ("4", True)]
    text = f"_2    a book\n\n{BODY}_ . . . and so~\n{BODY}_3    a book\n\n{BODY}"
    assert _labels(text) == [("2", True), ("3", True)]


def test_roman_numbers_before_arabic_ones() -> None:
    roman = "".join(f"_{label}    a book\n\n{BODY}" for label in ("iv", "v"))
    text = f"_{BODY}{roman}_{BODY}_{BODY}_2    a book\n\n{BODY}_3    a book\n\n{BODY}"
    assert [label for label, _ in _labels(text)] == ["iii", "iv", "v", "vi", "1", "2", "3"]
