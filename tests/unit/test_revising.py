"""A better text of a reader: what is certain goes along, what isn't is kept for the person, and undo takes all back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.rebuilding import rebuild
from annotator.library.repository import Library
from annotator.library.schema import APPLICATION_ID, CURRENT, MIGRATIONS
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation, Placed, PlaceState
from annotator.model.lookup import division_keys
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.services.revising import Revision
from annotator.services.settling import accept, fasten
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services

OLD = """# Orders

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody recalled having asked for it; everybody recalled having obeyed.

## Doubt

The clerk kept a second ledger for himself alone, and some prac- tices of the house stand in it.

The rope had been sold twice, and was sold again.
"""
NEW = """# Orders

A preface about those who give orders, which the first edition doesn't have.

## On Doubt

The rope had been sold twice, and was sold again.

The clerk kept a second ledger for himself alone, and some practices of the house stand in it.

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning of it.

Nobody now recalled having asked for it; everybody recalled having obeyed.
"""
SIGNATURE = "The signature is seldom the beginning of it."
NOBODY = "Nobody recalled having asked for it; everybody recalled having obeyed."
PRACTICES = "some prac- tices of the house stand in it"
ROPE = "The rope had been sold twice, and was sold again."


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    yield services
    services.close()


@pytest.fixture
def old(services: Services, tmp_path: Path) -> OpenReader:
    path = tmp_path / "orders.md"
    path.write_text(OLD, encoding="utf-8")
    return services.shelf.open(services.shelf.import_file(path).reader.id)


@pytest.fixture
def better(tmp_path: Path) -> Path:
    path = tmp_path / "better.md"
    path.write_text(NEW, encoding="utf-8")
    return path


def mark(services: Services, opened: OpenReader, *passages: str, **fields: object) -> Annotation:
    starts = [opened.document.text.index(words) for words in passages]
    spans = [Position(start, start + len(words)) for start, words in zip(starts, passages, strict=True)]
    act = services.history.commit(drafts.annotate(opened.reader, opened.document, spans, **fields))  # type: ignore[arg-type]
    record = act.changes[0].record
    assert isinstance(record, Annotation)
    return record


def revise(services: Services, opened: OpenReader, path: Path, title: str | None = None) -> Revision:
    return services.revising.revise(services.shelf.get(opened.reader.id), path, title=title)


def placed(services: Services, annotation: Annotation) -> Placed:
    opened = services.shelf.open(annotation.reader_id)
    return next(one for one in opened.placed if one.annotation.id == annotation.id)


def words(services: Services, annotation: Annotation) -> list[str]:
    text = services.shelf.open(annotation.reader_id).document.text
    return [text[span.start : span.end] for span in placed(services, annotation).spans]


def accepted(services: Services, annotation: Annotation, choice: int | None = None) -> None:
    opened = services.shelf.open(annotation.reader_id)
    services.history.commit(accept(opened.reader, opened.document, placed(services, annotation), choice))


def test_what_nothing_is_like_is_fastened_by_hand_and_that_is_undone(
    services: Services, old: OpenReader, better: Path
) -> None:
    rope = mark(services, old, ROPE)
    better.write_text("# Orders\n\nThe knot held.\n\nNobody asked who had tied it.\n", encoding="utf-8")
    assert revise(services, old, better).carried.orphaned == (rope.id,)
    opened, lost = services.shelf.open(rope.reader_id), placed(services, rope)
    with pytest.raises(UserError, match="nothing_selected"):
        fasten(opened.reader, opened.document, lost, [])
    start = opened.document.text.index("The knot held")
    services.history.commit(fasten(opened.reader, opened.document, lost, [Position(start, start + 13)]))
    assert words(services, rope) == ["The knot held"]
    assert placed(services, rope).annotation.revision_id == opened.reader.revision_id
    services.history.undo()
    back = placed(services, rope).annotation
    assert back == replace(rope, version=back.version, modified=back.modified)


def test_what_is_certain_is_exact_in_the_better_text(services: Services, old: OpenReader, better: Path) -> None:
    signature, practices, rope = (mark(services, old, one) for one in (SIGNATURE, PRACTICES, ROPE))
    general = mark(services, old, note="on the whole")
    revision = revise(services, old, better)
    assert revision.fresh and revision.number == 2
    assert set(revision.carried.exact) == {signature.id, general.id}
    assert set(revision.carried.moved) == {practices.id, rope.id}
    assert revision.carried.unsure == 0
    assert words(services, practices) == ["some practices of the house stand in it"]
    assert words(services, rope) == [ROPE]
    for one in (signature, practices, rope, general):
        now = placed(services, one)
        assert (now.state, now.confidence, now.unsettled) == (PlaceState.EXACT, 1.0, ())
        assert now.annotation.revision_id == revision.reader.revision_id


def test_what_isnt_certain_keeps_its_anchors_until_it_is_accepted(
    services: Services, old: OpenReader, better: Path
) -> None:
    nobody = mark(services, old, NOBODY)
    revision = revise(services, old, better)
    assert revision.carried.to_check == (nobody.id,)
    now = placed(services, nobody)
    assert now.annotation == nobody and now.state is PlaceState.MOVED
    assert words(services, nobody) == ["Nobody now recalled having asked for it; everybody recalled having obeyed."]
    accepted(services, nobody)
    after = placed(services, nobody)
    assert (after.state, after.annotation.revision_id) == (PlaceState.EXACT, revision.reader.revision_id)
    services.history.undo()
    again = placed(services, nobody)
    assert (again.unsettled, again.annotation.anchors) == (now.unsettled, nobody.anchors)


def test_undo_brings_back_the_old_text_and_the_old_anchors(services: Services, old: OpenReader, better: Path) -> None:
    marks = [mark(services, old, one) for one in (SIGNATURE, NOBODY, ROPE)]
    before = services.shelf.open(old.reader.id)
    revise(services, old, better, title="Orders, revised")
    changed = services.shelf.open(old.reader.id)
    assert changed.reader.title == "Orders, revised" and changed.document != before.document
    services.history.undo()
    again = services.shelf.open(old.reader.id)
    assert again.document == before.document and again.reader.title == "Orders"
    assert [one.annotation.anchors for one in again.placed] == [one.annotation.anchors for one in before.placed]
    assert {one.state for one in again.placed} == {PlaceState.EXACT} and len(again.placed) == len(marks)
    services.history.redo()
    assert services.shelf.open(old.reader.id).document == changed.document


def test_a_library_made_anew_knows_every_file_of_its_readers(
    services: Services, old: OpenReader, better: Path, tmp_path: Path
) -> None:
    revise(services, old, better)
    services.shelf.remember_place(old.reader.id, 7)
    data = services.revising._library.folder
    services.close()
    rebuild(data, "someone")
    again = build_services(paths_under(data), author="someone")
    assert {again.shelf.import_file(path).reader.id for path in (better, tmp_path / "orders.md")} == {old.reader.id}
    opened = again.shelf.open(old.reader.id)
    assert opened.place is not None and opened.place.revision_id == opened.reader.revision_id
    assert [one for one in again.keeping.check() if not one.mended] == []
    again.close()


def test_a_lost_text_of_a_later_revision_is_made_again_as_that_revision(
    services: Services, old: OpenReader, better: Path
) -> None:
    revision = revise(services, old, better)
    services.revising._library.readers.text_file(old.reader.id, revision.reader.revision_id).unlink()
    assert services.shelf.mend_text(services.shelf.get(old.reader.id))
    assert services.shelf.get(old.reader.id).revision_id == revision.reader.revision_id
    assert services.shelf.open(old.reader.id).document.text == revision.document.text


def test_every_file_and_every_text_stays(services: Services, old: OpenReader, better: Path, tmp_path: Path) -> None:
    home = tmp_path / "data" / "data" / "readers" / old.reader.id
    home = home if home.exists() else next((tmp_path / "data").rglob(old.reader.id))
    first = {path.name: path.read_bytes() for path in home.iterdir()}
    revise(services, old, better)
    better.unlink()
    (tmp_path / "orders.md").unlink()
    later = {path.name: path.read_bytes() for path in home.iterdir()}
    assert later.items() >= first.items()
    assert sorted(Path(name).suffix for name in later) == sorted([Path(name).suffix for name in first] * 2)
    revised = services.shelf.get(old.reader.id)
    assert "preface" in services.shelf.imported(revised).document.text
    services.history.undo()
    reader = services.shelf.get(old.reader.id)
    assert "preface" not in services.shelf.imported(reader).document.text


def test_the_files_may_move_and_vanish(services: Services, old: OpenReader, better: Path, tmp_path: Path) -> None:
    kept = mark(services, old, SIGNATURE)
    moved = (tmp_path / "orders.md").rename(tmp_path / "elsewhere.md")
    assert not services.shelf.import_file(moved).fresh
    revise(services, old, better)
    for path in (moved, better):
        path.unlink()
    opened = services.shelf.open(old.reader.id)
    assert [one.annotation.id for one in opened.placed] == [kept.id]
    mark(services, opened, ROPE)
    assert services.finding.search("rope", complete=True).hits


def test_a_file_is_known_as_the_reader_it_was_a_better_text_of(
    services: Services, old: OpenReader, better: Path, tmp_path: Path
) -> None:
    revise(services, old, better)
    again = services.shelf.import_file(better)
    assert (again.reader.id, again.fresh) == (old.reader.id, False)
    third = tmp_path / "third.md"
    third.write_text(NEW + "\nA last word.\n", encoding="utf-8")
    assert revise(services, old, third).number == 3
    for path in (better, third, tmp_path / "orders.md"):
        assert services.shelf.import_file(path).reader.id == old.reader.id
    assert len(services.shelf.entries()) == 1
    assert "last word" in services.shelf.open(old.reader.id).document.text


def test_a_better_text_that_was_taken_back_is_a_file_like_any_other(
    services: Services, old: OpenReader, better: Path
) -> None:
    revise(services, old, better)
    services.history.undo()
    other = services.shelf.import_file(better)
    assert other.fresh and other.reader.id != old.reader.id
    with pytest.raises(UserError, match="file_is_another_reader"):
        revise(services, old, better)
    services.history.commit(drafts.remove_reader(other.reader))
    assert revise(services, old, better).fresh
    assert services.shelf.import_file(better).reader.id == old.reader.id


def test_the_very_text_again_changes_nothing(services: Services, old: OpenReader, tmp_path: Path) -> None:
    kept = mark(services, old, SIGNATURE)
    revision = revise(services, old, tmp_path / "orders.md")
    assert not revision.fresh and revision.carried.exact == (kept.id,)
    assert services.history.state().undo == "highlight"
    assert services.shelf.get(old.reader.id) == old.reader


@pytest.mark.parametrize("case", ["missing", "trash"])
def test_what_is_refused_changes_nothing(services: Services, old: OpenReader, better: Path, case: str) -> None:
    if case == "trash":
        services.history.commit(drafts.remove_reader(old.reader))
    else:
        better.unlink()
    before = services.shelf.get(old.reader.id)
    with pytest.raises(UserError, match="reader_in_trash" if case == "trash" else "file_not_found"):
        revise(services, old, better)
    assert services.shelf.get(old.reader.id) == before


def test_notes_on_divisions_go_with_them(services: Services, old: OpenReader, better: Path, tmp_path: Path) -> None:
    keys = division_keys(old.document)
    assert keys == ("orders", "orders/obedience", "orders/doubt")
    same, renamed = (mark(services, old, division=key, note=key) for key in keys[1:])
    revision = revise(services, old, better)
    assert (revision.carried.exact, revision.carried.orphaned) == ((same.id,), (renamed.id,))
    lost = placed(services, renamed)
    assert lost.state is PlaceState.ORPHAN
    assert [one.division for one in lost.unsettled[0].candidates] == ["orders/on-doubt"]
    exported = services.exporting.markdown(old.reader.id, MarkdownOptions())
    assert "**Note** · doubt" in exported.partition("Passages not found")[2]
    accepted(services, renamed, 1)
    now = placed(services, renamed)
    assert (now.state, now.annotation.division) == (PlaceState.EXACT, "orders/on-doubt")


def test_a_division_under_another_part_is_known_by_its_name(
    services: Services, old: OpenReader, tmp_path: Path
) -> None:
    note = mark(services, old, division="orders/doubt", note="?")
    path = tmp_path / "book.md"
    path.write_text(OLD.replace("# Orders", "# Orders and Rules", 1), encoding="utf-8")
    assert revise(services, old, path).carried.moved == (note.id,)
    assert placed(services, note).annotation.division == "orders-and-rules/doubt"


def test_what_lies_in_the_trash_goes_along(services: Services, old: OpenReader, better: Path) -> None:
    gone = mark(services, old, ROPE)
    services.history.commit(drafts.delete([gone]))
    assert revise(services, old, better).carried == revise(services, old, better).carried
    services.history.commit(drafts.restore([services.annotations.get(gone.id)]))
    assert placed(services, gone).state is PlaceState.EXACT and words(services, gone) == [ROPE]


def test_of_several_passages_each_lost_one_is_asked_for(services: Services, old: OpenReader, tmp_path: Path) -> None:
    both = mark(services, old, SIGNATURE, NOBODY, ROPE)
    path = tmp_path / "less.md"
    text = OLD.replace(NOBODY, "Nobody would ask for it; everyone had obeyed.").replace(
        ROPE, "The rope had been sold, and was sold off again."
    )
    path.write_text("A preface.\n\n" + text, encoding="utf-8")
    assert revise(services, old, path).carried.orphaned == (both.id,)
    lost = placed(services, both)
    assert lost.spans == () and lost.state is PlaceState.ORPHAN
    with pytest.raises(UserError, match="choice_needed"):
        accepted(services, both)
    while (now := placed(services, both)).unsettled:
        left = len(now.unsettled)
        accepted(services, both, 1)
        assert len(placed(services, both).unsettled) < left
    now = placed(services, both)
    assert now.state is PlaceState.EXACT and len(now.spans) == 3
    assert now.annotation.revision_id == services.shelf.get(old.reader.id).revision_id


def test_accepting_says_what_it_needs(services: Services, old: OpenReader, better: Path) -> None:
    exact, lost = mark(services, old, SIGNATURE), mark(services, old, "recalled having")
    revise(services, old, better)
    with pytest.raises(UserError, match="nothing_to_accept"):
        accepted(services, exact)
    if placed(services, lost).unsettled:
        with pytest.raises(UserError, match="no_such_candidate"):
            accepted(services, lost, 99)


def test_the_place_is_carried_over_to_the_line(services: Services, old: OpenReader, better: Path) -> None:
    services.shelf.remember_place(old.reader.id, old.document.text.index("The clerk kept"))
    revise(services, old, better)
    opened = services.shelf.open(old.reader.id)
    assert opened.place is not None
    assert opened.document.text[opened.place.offset :].startswith("The clerk kept")
    services.history.undo()
    again = services.shelf.open(old.reader.id)
    assert again.place is not None and again.document.text[again.place.offset :].startswith("The clerk kept")


def test_where_the_old_text_is_gone_nothing_is_guessed(
    services: Services, old: OpenReader, better: Path, tmp_path: Path
) -> None:
    kept = mark(services, old, SIGNATURE)
    for path in (tmp_path / "data").rglob("*.document"):
        path.unlink()
    carried = revise(services, old, better).carried
    assert carried.to_check == (kept.id,)
    assert words(services, kept) == [SIGNATURE]


def test_a_lost_better_text_is_put_back_by_its_file(
    services: Services, old: OpenReader, better: Path, tmp_path: Path
) -> None:
    revision = revise(services, old, better)
    for path in (tmp_path / "data").rglob(f"{revision.reader.revision_id}.document"):
        path.write_bytes(b"damaged")
    with pytest.raises(UserError, match="text_damaged"):
        services.shelf.import_file(tmp_path / "orders.md")
    assert services.shelf.import_file(better).reader.revision_id == revision.reader.revision_id
    assert services.shelf.open(old.reader.id).document == revision.document


def test_a_note_that_is_written_meanwhile_goes_along(
    services: Services, old: OpenReader, better: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = mark(services, old, SIGNATURE)
    readers = services.revising._library.readers
    revise_library = readers.revise

    def meanwhile(*args: object, **rest: object) -> object:
        monkeypatch.setattr(readers, "revise", revise_library)
        services.history.commit(drafts.edit_note(services.annotations.get(kept.id), "written meanwhile"))
        return revise_library(*args, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(readers, "revise", meanwhile)
    assert revise(services, old, better).carried.exact == (kept.id,)
    now = placed(services, kept)
    assert (now.annotation.note, now.state) == ("written meanwhile", PlaceState.EXACT)


def test_where_all_is_exact_nothing_is_searched(
    services: Services, old: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        mark(services, old, SIGNATURE)
    monkeypatch.setattr("annotator.anchoring.resolve.Resolver.resolve", lambda *args: pytest.fail("searched"))
    monkeypatch.setattr("annotator.anchoring.ground.fold", lambda *args: pytest.fail("folded"))
    assert {one.state for one in services.shelf.open(old.reader.id).placed} == {PlaceState.EXACT}


def test_a_library_from_before_learns_its_sources_and_places(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite3"
    connection = sqlite3.connect(path)
    for statements in MIGRATIONS[:2]:
        for statement in statements:
            connection.execute(statement)
    connection.execute("INSERT INTO reader VALUES ('r', 'T', 't.txt', 'abc', 'v', '', 1, NULL, '')")
    connection.execute("INSERT INTO revision VALUES ('v', 'r', 1, 'plain', 1, 1, 0, 0, 'def', '')")
    connection.execute("INSERT INTO place VALUES ('r', 12, '2026-01-01T00:00:00Z')")
    connection.execute("PRAGMA user_version = 2")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.commit()
    connection.close()
    library = Library.open(tmp_path, "someone")
    assert library.readers.place("r") is not None and library.readers.place("r").revision_id == "v"  # type: ignore[union-attr]
    library.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT source_sha256 FROM revision").fetchall() == [("abc",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT,)
    connection.close()
