"""Bookmarks as acts, and in better texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.bookmark import Bookmark
from annotator.model.position import Position
from annotator.model.shelf import Reader
from annotator.paths import paths_under
from annotator.services import Services
from annotator.services.bookmarks import first_word_in, first_words, remove_bookmarks, rename_bookmark, set_bookmark
from annotator.wiring import build_services
from tests.documents import plain_document

TEXT = "\n\n".join(
    f"The {word} paragraph tells of the {word} harbour and of the {word} clerk who kept its book."
    for word in ("first", "second", "third", "fourth", "fifth")
)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    yield services
    services.close()


@pytest.fixture
def reader(services: Services, tmp_path: Path) -> Reader:
    path = tmp_path / "harbours.txt"
    path.write_text(TEXT)
    return services.shelf.import_file(path).reader


def placed(services: Services, reader: Reader) -> list[tuple[str, int, bool]]:
    reader = services.shelf.get(reader.id)
    document = services.shelf.document(reader)
    found = services.bookmarks.of_reader(reader.id, document)
    return [(first_words(document, one.offset)[:9], one.offset, one.found) for one in found]


def test_set_rename_remove_and_take_back(services: Services, reader: Reader) -> None:
    document = services.shelf.document(reader)
    place = document.text.index("The third")
    services.history.commit(set_bookmark(reader, document, place))
    assert placed(services, reader) == [("The third", place, True)]
    bookmark = services.bookmarks.of_reader(reader.id, document)[0].bookmark
    services.history.commit(rename_bookmark(bookmark, "  The\nclerk "))
    named = services.bookmarks.of_reader(reader.id, document)[0].bookmark
    assert named.name == "The clerk"
    services.history.commit(remove_bookmarks((named,)))
    assert placed(services, reader) == []
    services.history.undo()
    assert [one.bookmark.name for one in services.bookmarks.of_reader(reader.id, document)] == ["The clerk"]
    services.history.undo()
    services.history.undo()
    assert placed(services, reader) == []
    services.history.redo()
    assert placed(services, reader) == [("The third", place, True)]


def test_it_is_in_the_journal(services: Services, reader: Reader, tmp_path: Path) -> None:
    services.history.commit(set_bookmark(reader, services.shelf.document(reader), 0))
    lines = "".join(path.read_text() for path in (tmp_path / "data" / "journal").rglob("*") if path.is_file())
    assert "set_bookmark" in lines


def test_it_quotes_whole_words_of_its_own_block(services: Services, reader: Reader) -> None:
    document = services.shelf.document(reader)
    for offset in (0, document.blocks[1].start + 5, document.blocks[-1].end - 3, len(document.text)):
        record = set_bookmark(reader, document, offset).changes[0].after
        assert isinstance(record, Bookmark)
        start, end = record.anchor.position.start, record.anchor.position.end
        assert record.anchor.quote.exact == document.text[start:end] != ""
        assert any(block.start <= start < end <= block.end for block in document.blocks)
        assert end == len(document.text) or document.text[end].isspace()


def test_it_goes_along_into_a_better_text(services: Services, reader: Reader, tmp_path: Path) -> None:
    document = services.shelf.document(reader)
    services.history.commit(set_bookmark(reader, document, document.text.index("The third")))
    services.history.commit(set_bookmark(reader, document, document.text.index("The fifth")))
    better = tmp_path / "better.txt"
    better.write_text("A preface that was missing stands before it all now.\n\n" + TEXT.rpartition("\n\n")[0])
    services.revising.revise(services.shelf.get(reader.id), better)
    text = services.shelf.document(services.shelf.get(reader.id)).text
    (third, at, found), (_words, _guess, lost) = placed(services, reader)
    assert (third, at, found) == ("The third", text.index("The third"), True)
    assert not lost  # shown as lost, and kept


def test_a_damaged_one_hides_no_other(services: Services, reader: Reader) -> None:
    document = services.shelf.document(reader)
    for offset in (0, document.blocks[2].start):
        services.history.commit(set_bookmark(reader, document, offset))
    first = services.bookmarks.of_reader(reader.id, document)[0].bookmark
    services.bookmarks._library.connection.execute("UPDATE bookmark SET name = 'x' WHERE id = ?", (first.id,))
    assert [one.offset for one in services.bookmarks.of_reader(reader.id, document)] == [document.blocks[2].start]


def test_it_begins_with_the_first_word_of_its_line() -> None:
    document = plain_document("One responsibility after the other.", "Two words.")
    at = document.text.index("sibility")
    assert first_word_in(document, Position(at, at + 30)) == document.text.index("after")
    assert first_word_in(document, Position(0, 10)) == 0
    assert first_word_in(document, Position(at, at + 8)) == at  # none begins there


def test_a_name_is_whole_words_and_says_something() -> None:
    document = plain_document("The clerk wrote every figure of the tide into his book and signed.", "Two words.")
    assert first_words(document, 0).startswith("The clerk wrote")
    assert first_words(document, document.text.index("igned.")) == "… of the tide into his book and signed."
    assert first_words(document, document.text.index("Two")) == "Two words."
