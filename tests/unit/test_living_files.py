"""Which export a file holds, whatever somebody took out of it: its names, its comments, its words, a neighbour's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.database import transaction
from annotator.model.annotation import Annotation
from annotator.model.position import Position
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services

SAID = ("Nobody recalled having asked for it", "Everybody recalled having obeyed", "The seal lay on the table")
COMMENT = re.compile("<!-- annotator:.*-->\n\n")


@dataclass
class Desk:
    """Two readers with three highlights each, in one library."""

    services: Services
    readers: dict[str, str]
    made: dict[tuple[str, int], Annotation]

    def export(self, path: Path, *names: str, restore: bool = False) -> str:
        """Export these readers into a file, twice: the second time changes nothing. Returns the text."""
        chosen = [self.readers[name] for name in names]
        self.services.exporting.write(chosen, MarkdownOptions(), path, restore_deleted=restore)
        text = path.read_text("utf-8")
        self.services.exporting.write(chosen, MarkdownOptions(), path)
        assert path.read_text("utf-8") == text
        return text

    def add(self, name: str, note: str) -> None:
        """Another note, on the whole reader."""
        opened = self.services.shelf.open(self.readers[name])
        self.services.history.commit(drafts.annotate(opened.reader, opened.document, [], note=note))

    def edit(self, name: str, index: int, note: str) -> None:
        """Another note at a highlight."""
        act = drafts.edit_note(self.made[name, index], note)
        record = self.services.history.commit(act).changes[0].record
        assert isinstance(record, Annotation)
        self.made[name, index] = record


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    services = build_services(paths_under(tmp_path / "data"), author="someone")
    desk = Desk(services, {}, {})
    for name in ("Orders", "Seals"):
        source = tmp_path / f"{name}.md"
        source.write_text(f"# {name}\n\n" + "\n\n".join(f"{one} in {name}." for one in SAID), encoding="utf-8")
        desk.readers[name] = services.shelf.import_file(source).reader.id
        opened = services.shelf.open(desk.readers[name])
        for index, words in enumerate(SAID):
            start = opened.document.text.index(words)
            span = Position(start, start + len(words) + len(f" in {name}."))
            act = drafts.annotate(opened.reader, opened.document, [span], note=f"Note {index} on {name}.")
            record = services.history.commit(act).changes[0].record
            assert isinstance(record, Annotation)
            desk.made[name, index] = record
    yield desk
    services.close()


def change(path: Path, pattern: str, words: str = "") -> None:
    """What a person, or another program, does to the file."""
    text = path.read_text("utf-8")
    changed = re.sub(pattern, words, text, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def test_without_its_line_and_its_comments_a_file_is_known_by_the_words(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    desk.export(path, "Orders")
    change(path, "^(export|reader): .*\n")
    change(path, "<!-- annotator:.*-->\n\n")
    before = path.read_text("utf-8")
    assert desk.export(path, "Orders") == before
    desk.add("Orders", "Quite new.")
    after = desk.export(path, "Orders")
    assert after.count("Quite new.") == 1 and len(COMMENT.findall(after)) == 1
    assert all(after.count(f"Note {index} on Orders.") == 1 for index in range(3))


def test_comments_come_back_to_the_words_that_still_stand_when_asked(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    whole = desk.export(path, "Orders")
    change(path, "<!-- annotator:.*-->\n\n")
    change(path, "^> Everybody[^#]*?Note 1 on Orders.\n\n")
    text = desk.export(path, "Orders", restore=True)
    assert COMMENT.findall(text) == COMMENT.findall(whole)
    assert all(text.count(f"Note {index} on Orders.") == 1 for index in range(3))
    desk.edit("Orders", 0, "Note 0, better.")
    assert "Note 0, better." in desk.export(path, "Orders"), "it lives again"


def test_where_the_library_forgot_no_words_are_doubled(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    desk.export(path, "Orders")
    change(path, "<!-- annotator:.*-->\n\n(?=> (Nobody|Everybody))")
    with transaction(desk.services.exporting._library._connection) as connection:  # type: ignore[attr-defined]
        connection.execute("DELETE FROM export_base")
    text = desk.export(path, "Orders")
    assert all(text.count(f"Note {index} on Orders.") == 1 for index in range(3))
    assert len(COMMENT.findall(text)) == 3


@pytest.mark.parametrize("gone", ["Orders", "Seals"])
@pytest.mark.parametrize("named", [True, False])
def test_what_was_all_deleted_stays_away_while_its_neighbour_stands(
    desk: Desk, tmp_path: Path, gone: str, named: bool
) -> None:
    path = tmp_path / "essay.md"
    desk.export(path, "Orders")
    text = desk.export(path, "Seals")
    first, second = text.index("# Orders"), text.index("<!-- annotator:export")
    path.write_text(text[:second] if gone == "Seals" else text[:first] + text[second:], encoding="utf-8")
    if gone == "Orders" or not named:
        change(path, "^(export|reader): .*\n")
    if gone == "Orders" and not named:
        change(path, "<!-- annotator:export.*\n\n")
    path = path.rename(tmp_path / "renamed.md")
    before = path.read_text("utf-8")
    assert desk.export(path, gone) == before
    desk.add(gone, "Quite new.")
    assert desk.export(path, gone).count("Quite new.") == 1
    assert "Note 1 on " + gone in desk.export(path, gone, restore=True)


def test_an_excerpt_that_stands_in_anothers_part_is_not_written_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    services = desk.services
    for index in range(3):
        services.history.commit(drafts.delete([desk.made["Seals", index]]))
    desk.export(path, "Seals")
    desk.export(path, "Orders", "Seals")
    desk.add("Seals", "Quite new.")
    assert desk.export(path, "Seals").count("Quite new.") == 1
    assert desk.export(path, "Orders", "Seals").count("Quite new.") == 1


def test_of_a_file_in_which_nothing_is_ours_no_line_is_touched(desk: Desk, tmp_path: Path) -> None:
    path, essay = tmp_path / "notes.md", tmp_path / "essay.md"
    desk.export(path, "Orders")
    for written in (essay, path):
        written.write_text("My own words, and nothing else.\n", encoding="utf-8")
    for name in ("Orders", "Seals"):
        with pytest.raises(UserError, match="export_not_ours"):
            desk.export(essay, name)
    with pytest.raises(UserError, match="export_not_ours"):
        desk.export(path, "Seals")
    assert essay.read_text("utf-8") == "My own words, and nothing else.\n"


def test_where_all_of_ours_was_deleted_only_what_is_new_is_added(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "essay.md"
    desk.export(path, "Orders")
    path.write_text("My own words, and nothing else.\n", encoding="utf-8")
    assert desk.export(path, "Orders") == "My own words, and nothing else.\n"
    desk.add("Orders", "Quite new.")
    text = desk.export(path, "Orders")
    assert text.startswith("My own words, and nothing else.\n")
    assert text.count("<!-- annotator:") == text.count("Quite new.") == 1
    path.unlink()
    assert desk.export(path, "Orders").count("<!-- annotator:") == 4, "a file that is gone is made anew"


def test_a_vaults_notes_are_known_as_its_own_editor_writes_them(desk: Desk, tmp_path: Path) -> None:
    vault, options = tmp_path / "vault", MarkdownOptions(preset="obsidian")
    vault.mkdir()
    reader = desk.readers["Orders"]
    desk.services.exporting.write(reader, options, vault)
    bare, old_line_ends, gone = sorted(vault.iterdir())
    change(bare, r'^(\w+): "(.*)"$', r"\1: \2")
    old_line_ends.write_bytes(old_line_ends.read_bytes().replace(b"\n", b"\r"))
    gone.unlink()
    for index in range(3):
        desk.edit("Orders", index, f"Note {index}, better.")
    desk.services.exporting.write(reader, options, vault)
    assert sorted(vault.iterdir()) == [bare, old_line_ends]
    assert all("better." in path.read_text("utf-8") for path in (bare, old_line_ends))


def test_a_vaults_untouched_note_takes_new_tags(desk: Desk, tmp_path: Path) -> None:
    vault, options = tmp_path / "vault", MarkdownOptions(preset="obsidian")
    vault.mkdir()
    reader = desk.readers["Orders"]
    desk.services.exporting.write(reader, options, vault)
    desk.services.history.commit(drafts.change_tags(desk.made["Orders", 0], ["fresh"]))
    desk.services.exporting.write(reader, options, vault)
    assert sum('tags: ["fresh"]' in path.read_text("utf-8") for path in vault.iterdir()) == 1
    before = {path: path.read_bytes() for path in vault.iterdir()}
    desk.services.exporting.write(reader, options, vault)
    assert before == {path: path.read_bytes() for path in vault.iterdir()}


def test_a_vaults_last_note_stays_deleted(desk: Desk, tmp_path: Path) -> None:
    vault, options = tmp_path / "vault", MarkdownOptions(preset="obsidian")
    vault.mkdir()
    reader = desk.readers["Orders"]
    desk.services.exporting.write(reader, options, vault)
    for path in vault.iterdir():
        path.unlink()
    desk.add("Orders", "Quite new.")
    desk.services.exporting.write(reader, options, vault)
    (path,) = vault.iterdir()
    assert "Quite new." in path.read_text("utf-8")
    desk.services.exporting.write(reader, options, vault, restore_deleted=True)
    assert len(list(vault.iterdir())) == 4
    other = tmp_path / "other"
    desk.services.exporting.write(reader, options, other)
    assert len(list(other.iterdir())) == 4, "another folder is another export"
