"""PDF: what can't be read is said in a clear sentence; nothing damaged does harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.importing import import_bytes
from annotator.importing.pdf import opening
from annotator.sentences import DOUBTS, ERRORS, doubt_sentence, sentence
from tests.unit.importing.pdf_maker import BOLD, PageMaker, make_pdf
from tests.unit.importing.test_pdf_books import book
from tests.unit.importing.test_pdf_pages import PROSE

LOCK = f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'a1' * 32}> /U <{'b2' * 32}> >>"


def refused(data: bytes) -> UserError:
    with pytest.raises(UserError) as caught:
        import_bytes(data, "thing.pdf")
    assert "thing.pdf" in sentence(caught.value)
    return caught.value


def scan() -> PageMaker:
    made = PageMaker()
    made.content.append("q 400 0 0 600 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")
    return made


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7 and then nothing of it", "pdf_damaged"),
        (make_pdf([PageMaker().lines(50, 80, PROSE)])[:300], "pdf_damaged"),
        (make_pdf([PageMaker().lines(50, 80, PROSE)], encrypt=LOCK), "pdf_locked"),
        (make_pdf([]), "pdf_without_pages"),
        (make_pdf([scan(), scan()]), "pdf_pictures"),
        (make_pdf([PageMaker().rule(50, 50, 100)]), "pdf_without_text"),
        (make_pdf([PageMaker(width=20_000).lines(50, 80, PROSE)]), "pdf_page_too_large"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_too_many_pages_are_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PAGES", 3)
    error = refused(make_pdf(book(4)))
    assert error.code == "pdf_too_many_pages" and error.params["pages"] == 4


def test_every_error_and_doubt_has_a_sentence() -> None:
    assert {code for code in ERRORS if code.startswith("pdf_")} >= {
        "pdf_locked",
        "pdf_pictures",
        "pdf_unreadable_fonts",
    }
    assert {"unreadable_characters", "page_is_picture", "page_unreadable", "page_cut"} <= set(DOUBTS)


def test_a_picture_among_pages_is_doubted_not_refused() -> None:
    imported = import_bytes(make_pdf([*book(3), scan()]), "thing.pdf")
    assert [doubt.code for doubt in imported.report.doubts] == ["page_is_picture"]
    assert "Page 4" in doubt_sentence(imported.report.doubts[0])


def test_progress_is_told_by_the_page() -> None:
    told: list[tuple[str, float]] = []
    import_bytes(make_pdf(book(4)), "thing.pdf", progress=lambda stage, part: told.append((stage, part)))
    pages = [part for stage, part in told if stage == "pages"]
    assert len(pages) == 4 and pages == sorted(pages)
    parts = [part for _, part in told]
    assert parts == sorted(parts)


SOUND = make_pdf(
    [
        *book(2),
        PageMaker().words(50, 60, "Of Ledgers", 18, BOLD).lines(50, 90, PROSE).words(300, 76, "1", 6),
    ],
    labels="0 << /S /r >> 2 << /S /D >>",
    outline=[("Of Ledgers", 2)],
    info="/Title (A Thing)",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damage_ends_in_a_document_or_a_clear_error(data: st.DataObject) -> None:
    damaged = bytearray(SOUND)
    for _ in range(data.draw(st.integers(0, 12))):
        damaged[data.draw(st.integers(5, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(damaged), data.draw(st.integers(5, len(damaged)))]))
    try:
        imported = import_bytes(bytes(damaged[:end]), "thing.pdf")
    except UserError as error:
        assert sentence(error) != str(error)
    else:
        assert imported.document.text
