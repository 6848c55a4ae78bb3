"""The services on a real library: import, annotate, find, export, undo, as a person's acts follow each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation, PlaceState
from annotator.model.change import ChangeSet
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services

TEXT = """# Orders

## Obedience

Who signs an order, and who carries it out? The signature is seldom the beginning.

Nobody recalled having asked for it; everybody recalled having obeyed.
"""


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    yield services
    services.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def opened(services: Services, file: Path) -> OpenReader:
    return services.shelf.open(services.shelf.import_file(file).reader.id)


def mark(services: Services, opened: OpenReader, words: str, **fields: object) -> Annotation:
    start = opened.document.text.index(words)
    span = Position(start, start + len(words))
    act = drafts.annotate(opened.reader, opened.document, [span], **fields)  # type: ignore[arg-type]
    return annotation_of(services.history.commit(act))


def annotation_of(act: ChangeSet) -> Annotation:
    record = act.changes[0].record
    assert isinstance(record, Annotation)
    return record


def test_the_same_file_is_the_same_reader(services: Services, file: Path) -> None:
    first = services.shelf.import_file(file)
    again = services.shelf.import_file(file)
    assert first.fresh and not again.fresh
    assert first.reader.id == again.reader.id
    assert len(services.shelf.entries()) == 1


def test_the_original_may_vanish(services: Services, file: Path, opened: OpenReader) -> None:
    file.unlink()
    assert services.shelf.open(opened.reader.id).document == opened.document


def test_a_removed_reader_comes_back_with_its_notes(services: Services, file: Path, opened: OpenReader) -> None:
    mark(services, opened, "Nobody", note="Nobody?")
    services.history.commit(drafts.remove_reader(opened.reader))
    assert services.shelf.entries() == []
    assert [reader.id for reader in services.shelf.trash()] == [opened.reader.id]
    back = services.shelf.import_file(file)
    assert [one.annotation.note for one in services.shelf.open(back.reader.id).placed] == ["Nobody?"]


def test_an_annotation_stands_where_it_was_made(services: Services, opened: OpenReader) -> None:
    made = mark(services, opened, "The signature is seldom the beginning", role="claim", tags=["#law", "law", " "])
    (placed,) = services.shelf.open(opened.reader.id).placed
    assert placed.state is PlaceState.EXACT
    assert opened.document.text[placed.spans[0].start : placed.spans[0].end] == made.anchors[0].quote.exact
    assert made.tags == ("law",)


def test_a_note_is_found_before_and_after_it_is_indexed(services: Services, opened: OpenReader) -> None:
    made = mark(services, opened, "Nobody", note="Bureaucratic amnesia")
    for _ in range(2):
        hits = services.finding.search("amnesia").hits
        assert [(hit.kind, hit.annotation) for hit in hits] == [("annotation", made.id)]
        services.indexing.drain()
    services.history.commit(drafts.edit_note(made, "Forgetting"))
    assert services.finding.search("amnesia").hits == ()
    assert len(services.finding.search("forget").hits) == 1
    services.history.commit(drafts.delete([services.annotations.get(made.id)]))
    assert services.finding.search("forget").hits == ()
    services.indexing.drain()
    assert services.finding.search("forget").hits == ()


def test_words_of_the_text_are_found_with_their_place(services: Services, opened: OpenReader) -> None:
    (hit, *_) = services.finding.search("recalled obeyed", kinds=frozenset({"texts"}), complete=True).hits
    assert hit.kind == "text" and hit.start is not None and hit.end is not None
    assert opened.document.text[hit.start : hit.end].startswith("recalled")
    assert [hit.snippet[a:b] for a, b in hit.marks][:1] == ["recalled"]
    assert services.finding.search("recalled", reader_id="another").hits == ()


def test_a_lost_index_is_made_anew(services: Services, opened: OpenReader, tmp_path: Path) -> None:
    services.indexing.drain()
    for path in (tmp_path / "data" / "cache" / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\0" * 10)
    services.finding.search("recalled")
    assert services.finding.search("recalled", complete=True).hits


def test_export_into_a_changed_file_keeps_every_word(services: Services, opened: OpenReader, tmp_path: Path) -> None:
    mark(services, opened, "Nobody", note="First")
    target = tmp_path / "out.md"
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    essay = target.read_text(encoding="utf-8") + "\nMy own sentence.\n"
    target.write_text(essay, encoding="utf-8")
    mark(services, opened, "everybody", note="Second")
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    text = target.read_text(encoding="utf-8")
    assert "Second" in text and "My own sentence.\n" in text
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    assert target.read_text(encoding="utf-8") == text


def test_where_both_changed_the_same_words_nothing_is_written(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    made = mark(services, opened, "Nobody", note="First")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "out.md")
    target.write_text(target.read_text(encoding="utf-8").replace("First", "Mine"), encoding="utf-8")
    before = target.read_bytes()
    services.history.commit(drafts.edit_note(made, "Theirs"))
    with pytest.raises(UserError, match="export_conflicts"):
        services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    assert target.read_bytes() == before
    planned = services.exporting.plan(opened.reader.id, MarkdownOptions(), target)
    assert [(one.mine, one.program) for one in planned.conflicts] == [("Mine", "Theirs")]
    services.exporting.write(opened.reader.id, MarkdownOptions(), target, {made.id: "both"})
    assert "Mine\n\nTheirs" in target.read_text(encoding="utf-8")


def test_export_never_overwrites_a_file_of_another_program(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    target = tmp_path / "essay.md"
    for foreign, code in ((b"My essay", "export_not_ours"), (b"\xff\xfe essay", "export_not_text")):
        target.write_bytes(foreign)
        with pytest.raises(UserError, match=code):
            services.exporting.write(opened.reader.id, MarkdownOptions(), target)
        assert target.read_bytes() == foreign


def test_a_file_without_its_front_matter_is_known_by_its_excerpts(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    first = mark(services, opened, "Nobody", note="First")
    mark(services, opened, "everybody", note="Second")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    text = target.read_text(encoding="utf-8")
    cut = text.index(f"<!-- annotator:{first.id}")
    bare = text[text.index("# ") : cut] + text[text.index("<!--", cut + 1) :]
    target.write_text(bare, encoding="utf-8")
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    assert target.read_text(encoding="utf-8") == bare
    services.exporting.write(opened.reader.id, MarkdownOptions(), target, restore_deleted=True)
    assert "First" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("lost", ["content = NULL", "content = x'00'", "export_id = 'another'"])
def test_where_the_library_lost_what_it_wrote_it_only_adds(
    lost: str, services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    first = mark(services, opened, "Nobody", note="First")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    target.write_text(target.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    before = target.read_text("utf-8").split("\n")
    with sqlite3.connect(tmp_path / "data" / "library.sqlite3") as connection:
        connection.execute(f"UPDATE export_base SET {lost} WHERE content IS NOT NULL")
    services.history.commit(drafts.edit_note(first, "First, better"))
    mark(services, opened, "everybody", note="Second")
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    after = iter(target.read_text("utf-8").split("\n"))
    assert all(line in after for line in before) and "Second" in target.read_text("utf-8")


def test_a_copy_of_a_file_is_brought_up_to_date_from_what_it_was(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    first = mark(services, opened, "Nobody", note="First")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    copy = tmp_path / "b.md"
    copy.write_text(target.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    for number in range(3):
        services.history.commit(drafts.edit_note(services.annotations.get(first.id), f"First, {number}"))
        mark(services, opened, "everybody", note=f"Note {number}")
        services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    services.exporting.write(opened.reader.id, MarkdownOptions(), copy)
    text = copy.read_text("utf-8")
    assert all(words in text for words in ("Mine.", "First, 2", "Note 0", "Note 1", "Note 2"))


def test_a_folder_of_notes_is_living_too(services: Services, opened: OpenReader, tmp_path: Path) -> None:
    first = mark(services, opened, "Nobody", note="First")
    second = mark(services, opened, "everybody", note="Second")
    options, folder = MarkdownOptions(preset="obsidian"), tmp_path / "vault"

    def file_of(annotation: Annotation) -> Path:
        (path,) = (path for path in folder.glob("*.md") if f"annotator:{annotation.id}" in path.read_text("utf-8"))
        return path

    services.exporting.write(opened.reader.id, options, folder)
    assert len(list(folder.glob("*.md"))) == 2
    renamed = file_of(first).rename(folder / "My thoughts.md")
    renamed.write_text(renamed.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    file_of(second).unlink()
    third = mark(services, opened, "Who signs an order", note="Third")
    services.history.commit(drafts.edit_note(first, "First, better"))
    services.exporting.write(opened.reader.id, options, folder)
    assert file_of(first) == renamed and "First, better\n\nMine.\n" in renamed.read_text("utf-8")
    assert {path.name for path in folder.iterdir()} == {renamed.name, file_of(third).name}, "the deleted stays deleted"
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    services.exporting.write(opened.reader.id, options, folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    services.exporting.write(opened.reader.id, options, folder, restore_deleted=True)
    assert "Second" in file_of(second).read_text("utf-8")
    services.history.commit(drafts.delete([third]))
    services.exporting.write(opened.reader.id, options, folder)
    assert {path.name for path in folder.iterdir()} == {renamed.name, file_of(second).name}


def test_a_note_that_a_person_wrote_in_is_never_taken_away(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    first = mark(services, opened, "Nobody", note="First")
    options, folder = MarkdownOptions(preset="obsidian"), tmp_path / "vault"
    services.exporting.write(opened.reader.id, options, folder)
    (path,) = folder.iterdir()
    path.write_text(path.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    services.exporting.write(opened.reader.id, options, folder)
    services.history.commit(drafts.edit_note(first, "First, better"))
    services.exporting.write(opened.reader.id, options, folder)  # the file is as we left it, with the person's words
    services.history.commit(drafts.delete([services.annotations.get(first.id)]))
    services.exporting.write(opened.reader.id, options, folder)
    assert "First, better\n\nMine.\n" in path.read_text("utf-8")


def test_notes_that_were_moved_or_copied_into_folders_are_found(
    services: Services, opened: OpenReader, tmp_path: Path
) -> None:
    first = mark(services, opened, "Nobody", note="First")
    options, folder = MarkdownOptions(preset="obsidian"), tmp_path / "vault"
    services.exporting.write(opened.reader.id, options, folder)
    (path,) = folder.iterdir()
    (folder / "Essay").mkdir()
    (folder / ".trash").mkdir()
    moved, copy = folder / "Essay" / path.name, folder / "Essay" / "copy.md"
    for place in (folder / ".trash" / path.name, copy):
        place.write_bytes(path.read_bytes())
    path.rename(moved)
    services.history.commit(drafts.edit_note(first, "First, better"))
    services.exporting.write(opened.reader.id, options, folder)
    assert {one.name for one in folder.iterdir()} == {"Essay", ".trash"}
    assert all("First, better" in one.read_text("utf-8") for one in (moved, copy))
    assert "better" not in (folder / ".trash" / path.name).read_text("utf-8")


@pytest.mark.parametrize("options", [MarkdownOptions(with_ids=False), MarkdownOptions(format="csv")])
def test_what_a_person_wrote_is_not_written_over_by_an_export_without_numbers(
    services: Services, opened: OpenReader, tmp_path: Path, options: MarkdownOptions
) -> None:
    mark(services, opened, "Nobody", note="First")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    target.write_text(target.read_text("utf-8") + "\nMine.\n", encoding="utf-8")
    mark(services, opened, "everybody", note="Second")
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    before = target.read_bytes()
    with pytest.raises(UserError, match="export_changed_since"):
        services.exporting.write(opened.reader.id, options, target)
    assert target.read_bytes() == before and b"Mine." in before


def test_a_renamed_export_is_still_known(services: Services, opened: OpenReader, tmp_path: Path) -> None:
    mark(services, opened, "Nobody", note="First")
    first = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    renamed = first.rename(tmp_path / "b.md")
    mark(services, opened, "everybody", note="Second")
    services.exporting.write(opened.reader.id, MarkdownOptions(), renamed)
    assert "Second" in renamed.read_text(encoding="utf-8")


def test_a_kill_between_noting_and_renaming_makes_no_false_conflict(
    services: Services, opened: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(services, opened, "Nobody", note="First")
    target = services.exporting.write(opened.reader.id, MarkdownOptions(), tmp_path / "a.md")
    monkeypatch.setattr("annotator.library.exports.ExportBases.wrote", lambda *args: None)
    mark(services, opened, "everybody", note="Second")
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)
    monkeypatch.undo()
    services.exporting.write(opened.reader.id, MarkdownOptions(), target)


def test_undo_tells_what_it_did(services: Services, opened: OpenReader) -> None:
    made = mark(services, opened, "Nobody")
    assert services.history.state().undo == "highlight"
    act = services.history.undo()
    assert act is not None and annotation_of(act).id == made.id and annotation_of(act).deleted
    assert services.history.state().redo == "highlight"
    assert services.shelf.open(opened.reader.id).placed == []


def test_an_act_that_changes_nothing_is_no_step_of_undo(services: Services, opened: OpenReader) -> None:
    note = mark(services, opened, "Who signs an order", note="Who?")
    for idle in (
        drafts.edit(note, role=None, note=None, tags=None),
        drafts.edit_note(note, "Who?"),
        drafts.restore([note]),
        drafts.restore_reader(opened.reader),
    ):
        services.history.commit(idle)
    assert services.annotations.get(note.id) == note
    assert services.history.state().undo == "highlight"


def test_one_bad_file_among_several_leaves_nothing_changed(services: Services, file: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file_not_found"):
        services.shelf.import_files([file, tmp_path / "none.txt"])
    assert services.shelf.entries() == []


def test_the_report_of_an_import_is_made_again_from_the_kept_file(services: Services, file: Path) -> None:
    arrival = services.shelf.import_file(file, title="  Of\nOrders ")
    assert arrival.reader.title == "Of Orders"
    file.unlink()
    again = services.shelf.imported(arrival.reader)
    assert (again.document.title, again.report) == ("Of Orders", arrival.report)
