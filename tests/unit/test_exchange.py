"""Annotations out of the library and back into one: nothing is lost, doubled, or written over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import UserError
from annotator.library.replay import Key, replay
from annotator.model.annotation import ROLES, Annotation, Link, LinkKind, PlaceState, Role
from annotator.model.change import Change, ChangeSet, Record
from annotator.model.shelf import Reader
from annotator.services import Services, drafts
from annotator.services.exporting import JsonLdOptions
from annotator.services.shelf import OpenReader
from tests.unit.exchange_samples import open_one, put, shelves
from tests.unit.test_services import mark

ALL = JsonLdOptions(with_trash=True)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[tuple[Services, OpenReader]]:
    services, opened = open_one(tmp_path / "here")
    yield services, opened
    services.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[tuple[Services, OpenReader]]:
    services, opened = open_one(tmp_path / "there")
    yield services, opened
    services.close()


def held(services: Services) -> dict[Key, Record]:
    """All that the library has but its reader; compared with the journal, which has to say the same."""
    from annotator.library.replay import state_of

    library = services.receiving._library
    told = replay(library.folder / "journal", lambda installation, clock: True)
    state = state_of(library.connection)
    assert told.state == state and not told.damaged
    return {key: record for key, record in state.records.items() if not isinstance(record, Reader)}


def written(folder: Path, value: Any) -> Path:
    path = folder / "in.jsonld"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_roles_of_ones_own_go_along(
    here: tuple[Services, OpenReader], there: tuple[Services, OpenReader], tmp_path: Path
) -> None:
    services, opened = here
    doubt = Role("b2f8", "Doubt", "~", "question", 7)
    renamed = replace(ROLES[0], name="Thesis")
    services.history.commit(ChangeSet("make", (Change(None, doubt), Change(ROLES[0], renamed))))
    services.history.commit(drafts.annotate(opened.reader, opened.document, [], note="Is it so?", role="b2f8"))
    path = written(tmp_path, services.exporting.text(opened.reader.id, ALL))
    other, theirs = there
    brought = other.receiving.bring_in(theirs.reader.id, path)
    assert held(other) == held(services) and set(brought.added) > {"b2f8"} and brought.updated == ["claim"]
    named = {role.key: (role.name, role.mark, role.colour) for role in other.annotations.roles()}
    assert named["b2f8"] == ("Doubt", "~", "question") and named["claim"][0] == "Thesis"
    assert not other.receiving.bring_in(theirs.reader.id, path).added
    other.history.undo()
    assert [role for role in other.annotations.roles() if role.key == "b2f8"] == []
    assert next(role.name for role in other.annotations.roles() if role.key == "claim") == "Claim"


@pytest.mark.parametrize(
    "broken", [None, 7, {}, {"key": "x"}, {"key": "", "name": "n", "mark": "m", "colour": "c"}, {"version": -1}]
)
def test_a_role_that_cant_be_read_hides_nothing(
    here: tuple[Services, OpenReader], tmp_path: Path, broken: object
) -> None:
    services, opened = here
    services.history.commit(drafts.annotate(opened.reader, opened.document, [], note="Is it so?"))
    data = json.loads(services.exporting.text(opened.reader.id, ALL))
    sound = {"key": "b2", "name": "n", "mark": "m", "colour": "c", "position": 7, "version": 1, "deleted": None}
    wrong = {**sound, **broken} if isinstance(broken, dict) and broken.get("version") else broken
    data["annotator:roles"] = [wrong, sound, {**sound, "name": 5}]
    brought = services.receiving.bring_in(opened.reader.id, written(tmp_path, data))
    assert brought.added == ["b2"] and not brought.refused


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_goes_out_comes_in_the_same(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("exchange")
    (one, opened), (other, _opened) = open_one(folder / "one"), open_one(folder / "other")
    try:
        put(one, data.draw(shelves(opened)))
        text = one.exporting.text(opened.reader.id, ALL)
        assert all(isinstance(json.loads(text)[key], str) for key in ("@context", "id", "type", "label", "generated"))
        brought = other.receiving.bring_in(opened.reader.id, written(folder, text))
        assert (brought.refused, brought.kept, brought.aside) == ([], [], None)
        assert held(other) == held(one)
        again = other.receiving.bring_in(opened.reader.id, written(folder, text))
        assert (again.added, again.updated, len(again.unchanged)) == ([], [], len(held(one)))
        assert held(other) == held(one)
    finally:
        one.close()
        other.close()


def test_another_persons_keep_their_author(tmp_path: Path, here: tuple[Services, OpenReader]) -> None:
    services, opened = here
    note = mark(services, opened, "carries it out", note="Who?")
    path = written(tmp_path, services.exporting.text(opened.reader.id, JsonLdOptions()))
    assert json.loads(path.read_text())["first"]["items"][0]["creator"]["name"] == "someone"
    other, theirs = open_one(tmp_path / "ada", author="Ada")
    other.receiving.bring_in(theirs.reader.id, path)
    assert other.annotations.get(note.id) == replace(note, creator="someone")
    back = written(tmp_path, other.exporting.text(theirs.reader.id, JsonLdOptions()))
    other.close()
    assert services.receiving.bring_in(opened.reader.id, back).unchanged == [note.id]


def test_the_whole_import_is_one_act(tmp_path: Path, here: Any, there: Any) -> None:
    (services, opened), (other, _opened) = here, there
    notes = [mark(services, opened, words) for words in ("carries it out", "a refusal")]
    services.linking.link(*notes, LinkKind.ECHOES)
    path = written(tmp_path, services.exporting.text(opened.reader.id, ALL))
    assert len(other.receiving.bring_in(opened.reader.id, path).added) == 3
    assert other.history.state().undo == "import_annotations"
    other.history.undo()
    assert all(record.deleted for record in held(other).values())
    assert [one.reason for one in other.receiving.bring_in(opened.reader.id, path).kept] == ["in_trash"] * 3
    other.history.redo()
    assert not any(record.deleted for record in held(other).values()) and len(held(other)) == 3


def test_newer_updates_older_stays_and_what_is_in_the_trash_stays_there(tmp_path: Path, here: Any, there: Any) -> None:
    (services, opened), (other, _opened) = here, there
    newer, older, gone = (mark(services, opened, words) for words in ("Who signs", "seldom", "I did not sign"))
    path = written(tmp_path, services.exporting.text(opened.reader.id, ALL))
    other.receiving.bring_in(opened.reader.id, path)
    edited = services.history.commit(drafts.edit_note(services.annotations.get(newer.id), "newer")).changes[0].after
    mine = other.history.commit(drafts.edit_note(other.annotations.get(older.id), "mine")).changes[0].after
    other.history.commit(drafts.delete([other.annotations.get(gone.id)]))
    services.history.commit(drafts.edit_note(services.annotations.get(gone.id), "edited too"))
    brought = other.receiving.bring_in(
        opened.reader.id, written(tmp_path, services.exporting.text(opened.reader.id, ALL))
    )
    assert brought.updated == [newer.id] and brought.added == []
    assert {one.id: one.reason for one in brought.kept} == {older.id: "older", gone.id: "in_trash"}
    assert other.annotations.get(newer.id) == edited
    assert other.annotations.get(older.id) == mine
    assert other.annotations.get(gone.id).deleted
    other.history.undo()
    assert other.annotations.get(newer.id).note == ""


def test_a_deletion_that_is_newer_comes_along(tmp_path: Path, here: Any, there: Any) -> None:
    (services, opened), (other, _opened) = here, there
    note = mark(services, opened, "seldom", note="n")
    other.receiving.bring_in(
        opened.reader.id, written(tmp_path, services.exporting.text(opened.reader.id, JsonLdOptions()))
    )
    services.history.commit(drafts.delete([services.annotations.get(note.id)]))
    plain = written(tmp_path, services.exporting.text(opened.reader.id, JsonLdOptions()))
    assert json.loads(plain.read_text())["total"] == 0  # what was thrown away isn't handed on unasked
    whole = json.loads(services.exporting.text(opened.reader.id, ALL))
    whole["first"]["items"][0]["modified"] = "2999-01-01T00:00:00.000Z"
    assert other.receiving.bring_in(opened.reader.id, written(tmp_path, whole)).updated == [note.id]
    assert other.annotations.get(note.id).deleted


def test_twice_in_a_file_the_newer_is_taken_once(tmp_path: Path, here: Any, there: Any) -> None:
    (services, opened), (other, _opened) = here, there
    mark(services, opened, "seldom", note="first")
    item = json.loads(services.exporting.text(opened.reader.id, ALL))["first"]["items"][0]
    later = json.loads(json.dumps(item).replace('"first"', '"second"'))
    later["modified"] = "2999-01-01T00:00:00.000Z"
    brought = other.receiving.bring_in(opened.reader.id, written(tmp_path, [later, item, later]))
    assert len(brought.added) == 1 and not brought.updated
    assert [one.note for one in held(other).values()] == ["second"]


def test_what_cannot_be_read_is_kept_aside_and_hides_nothing(tmp_path: Path, here: Any, there: Any) -> None:
    (services, opened), (other, _opened) = here, there
    good = mark(services, opened, "seldom")
    item = json.loads(services.exporting.text(opened.reader.id, ALL))["first"]["items"][0]
    link = {"id": "urn:uuid:" + "1" * 8 + "-1111-4111-8111-111111111111", "motivation": "linking", "created": "",
            "body": "urn:uuid:" + "2" * 8 + "-2222-4222-8222-222222222222", "target": item["id"]}  # fmt: skip
    bad = [7, None, [], {"type": "Annotation"}, {"target": "http://x.example", "body": []}, link]
    brought = other.receiving.bring_in(opened.reader.id, written(tmp_path, [*bad[:3], item, *bad[3:]]))
    assert brought.added == [good.id]
    assert [one.number for one in brought.refused] == [1, 2, 3, 5, 6, 7]
    assert {one.reason for one in brought.refused} == {"no_object", "says_nothing", "loose_link"}
    assert brought.aside and brought.aside.parent == other.receiving._library.folder / "set-aside"
    assert json.loads(brought.aside.read_text())["items"] == bad
    assert brought.aside.stat().st_mode & 0o077 == 0
    mended = json.loads(brought.aside.read_text())  # mended by hand, it comes in
    mended["items"] = [{**mended["items"][3], "body": "Now it speaks."}]
    assert len(other.receiving.bring_in(opened.reader.id, written(tmp_path, mended)).added) == 1


def test_another_readers_annotation_is_never_taken_away(tmp_path: Path, here: Any) -> None:
    services, opened = here
    note = mark(services, opened, "seldom")
    path = written(tmp_path, services.exporting.text(opened.reader.id, ALL).replace("seldom", "never"))
    file = tmp_path / "other.md"
    file.write_text("# Other\n\nThe signature is seldom the beginning.\n")
    other = services.shelf.import_file(file).reader
    brought = services.receiving.bring_in(other.id, path)
    assert [(one.id, one.reason) for one in brought.kept] == [(note.id, "other_reader")]
    assert services.annotations.get(note.id) == note


def test_a_text_of_another_reader_is_found_by_its_words(tmp_path: Path, here: Any, there: Any) -> None:
    """The same book, scanned again elsewhere: another reader, other positions."""
    (services, opened), (other, _opened) = here, there
    note = mark(services, opened, "carries it out", note="Who?")
    twice = mark(services, opened, "Nobody recalled", note="which?")
    file = tmp_path / "again.md"
    file.write_text("# Orders again\n\nA preface, long.\n\n" + (tmp_path / "here" / "orders.md").read_text()[10:])
    reader = other.shelf.open(other.shelf.import_file(file).reader.id)
    brought = other.receiving.bring_in(
        reader.reader.id, written(tmp_path, services.exporting.text(opened.reader.id, ALL))
    )
    assert set(brought.added) == {note.id, twice.id}
    found = {one.annotation.note: one for one in other.annotations.of_reader(reader.reader.id, reader.document)}
    (span,) = found["Who?"].spans
    assert reader.document.text[span.start : span.end] == "carries it out"
    assert found["which?"].spans[0].start == reader.document.text.index("Nobody recalled having")


@pytest.mark.parametrize("kind", [Annotation, Link])
def test_a_damaged_row_here_is_left_alone(kind: type, tmp_path: Path, here: Any) -> None:
    services, opened = here
    notes = [mark(services, opened, words) for words in ("carries it out", "a refusal")]
    link = services.linking.link(*notes, LinkKind.ECHOES)
    text = services.exporting.text(opened.reader.id, ALL).replace('"modified":"2', '"modified":"3')
    table, one = (kind.__name__.lower(), notes[0].id if kind is Annotation else link.id)
    services.receiving._library.connection.execute(f"UPDATE {table} SET digest = 'x' WHERE id = ?", (one,))
    brought = services.receiving.bring_in(opened.reader.id, written(tmp_path, text))
    assert ("damaged", one) in [(kept.reason, kept.id) for kept in brought.kept]


def test_what_is_no_file_of_annotations_changes_nothing(tmp_path: Path, here: Any) -> None:
    services, opened = here
    cases = {
        "": "annotations_unreadable",
        "{": "annotations_unreadable",
        "no JSON": "annotations_unreadable",
        "[" * 100_000: "annotations_unreadable",
        '{"a": ' * 100_000: "annotations_unreadable",
        "[NaN]": "annotations_unreadable",
        f"[{'9' * 10_000}]": "annotations_unreadable",
        "{}": "no_annotations",
        "3": "no_annotations",
        '{"first": {"first": {"items": 7}}}': "no_annotations",
    }
    for text, code in cases.items():
        with pytest.raises(UserError) as refused:
            services.receiving.bring_in(opened.reader.id, written(tmp_path, text))
        assert refused.value.code == code, text[:20]
    (tmp_path / "in.jsonld").write_bytes(b'["\xff\xfe"]')
    with pytest.raises(UserError, match="annotations_unreadable"):
        services.receiving.bring_in(opened.reader.id, tmp_path / "in.jsonld")
    for path, code in ((tmp_path, "is_a_folder"), (tmp_path / "none", "file_not_found")):
        with pytest.raises(UserError, match=code):
            services.receiving.bring_in(opened.reader.id, path)
    assert not held(services)


def test_words_that_stand_twice_or_nowhere_wait_for_the_person(tmp_path: Path, here: Any) -> None:
    services, opened = here
    quotes = {
        "twice": {"exact": "Nobody recalled"},
        "one of the two": {"exact": "nobody  re-called", "suffix": "a refusal"},
        "alike": {"exact": "recalled having", "prefix": "body "},
        "nowhere": {"exact": "words of quite another book altogether"},
        "once": {"exact": "“I did not sign.”"},
    }
    items = [
        {"id": note, "bodyValue": note, "target": {"source": "x", "selector": {"type": "TextQuoteSelector", **quote}}}
        for note, quote in quotes.items()
    ]
    brought = services.receiving.bring_in(opened.reader.id, written(tmp_path, items))
    placed = {one.annotation.note: one for one in services.annotations.of_reader(opened.reader.id, opened.document)}
    to_check = {services.annotations.get(one).note for one in brought.to_check}
    assert to_check == {"twice", "alike", "nowhere"} and placed.keys() == quotes.keys()
    assert {note for note, one in placed.items() if one.state is PlaceState.EXACT} == {"one of the two", "once"}
    assert placed["one of the two"].spans[0].start == opened.document.text.index("Nobody recalled a refusal")
    assert placed["nowhere"].annotation.anchors[0].quote.exact == quotes["nowhere"]["exact"]
    again = services.receiving.bring_in(opened.reader.id, written(tmp_path, items))
    assert len(again.unchanged) == len(quotes) and not again.kept
