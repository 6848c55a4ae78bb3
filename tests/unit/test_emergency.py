"""Changes that the library could not take: kept in the first place that can be written, brought in once."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.library.records import same_content
from annotator.model.annotation import Annotation, Link, LinkKind, Role
from annotator.model.bookmark import Bookmark
from annotator.model.change import Change, ChangeSet
from annotator.model.citation import Citation
from annotator.paths import paths_under
from annotator.services import Services
from annotator.services.clerk import Clerk
from annotator.services.drafts import edit_note
from annotator.services.emergency import EmergencyFile, left_behind, safe_folders
from annotator.services.recovery import bring_in
from annotator.wiring import build_services
from tests.unit.scribe import ANCHOR, MOMENT, READER, Scribe

NOTE = Annotation("a1", READER.id, "r1", (ANCHOR,), note="nearly lost", created=MOMENT, modified=MOMENT)


def act(note: Annotation = NOTE) -> ChangeSet:
    return ChangeSet("highlight", (Change(None, note),))


def test_where_nothing_temporary_can_be_written_there_are_other_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", full)
    assert safe_folders(tmp_path) == (tmp_path, Path.home())


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / name for name in ("data", "home", "temporary")]
    for folder in made:
        folder.mkdir()
    return made


@pytest.fixture
def services(folders: list[Path]) -> Services:
    Scribe(folders[0]).close()
    return build_services(paths_under(folders[0]), "someone")


def notes(services: Services) -> list[str]:
    return [one.note for one in services.annotations._library.annotations.of_reader(READER.id)]


@pytest.mark.parametrize("usable", [0, 1, 2])
def test_the_first_place_that_can_be_written(folders: list[Path], usable: int, services: Services) -> None:
    places = [folder if number >= usable else folder / "not there" for number, folder in enumerate(folders)]
    places[0] = folders[0] if usable == 0 else Path("/proc/nowhere")
    path = EmergencyFile([folders[0] if usable == 0 else places[0], *places[1:]]).write([act()])
    assert path is not None and path.parent == folders[usable]
    assert path.stat().st_mode & 0o077 == 0


def test_no_place_at_all_is_told() -> None:
    assert EmergencyFile([Path("/proc/nowhere")]).write([act()]) is None


def test_it_is_brought_in_once_and_taken_away(folders: list[Path], services: Services) -> None:
    EmergencyFile(folders).write([act()])
    (path,) = left_behind(folders)
    assert bring_in(services, path) == 1
    assert notes(services) == ["nearly lost"] and left_behind(folders) == []


def test_changes_of_every_kind_are_brought_in(folders: list[Path], services: Services) -> None:
    services.history.commit(act())
    here = services.annotations.get("a1")
    other = replace(NOTE, id="a2", note="another")
    link = Link("l1", "a1", "a2", LinkKind.ECHOES, MOMENT)
    bookmark = Bookmark("b1", READER.id, "r1", ANCHOR, "Here", MOMENT)
    citation = Citation("c1", READER.id, "II", (("title", "A reader"),), MOMENT)
    role = Role("doubt", "Doubt", "?", "question", 7)
    reader = services.shelf.get(READER.id)
    meant = (link, bookmark, citation, role, other)  # in any order
    made = tuple(Change(None, one) for one in meant)
    renamed = Change(reader, replace(reader, title="Another title"))
    thrown = Change(here, replace(here, deleted=MOMENT))
    EmergencyFile(folders).write([ChangeSet("a", made), ChangeSet("b", (renamed,)), ChangeSet("c", (thrown,))])
    (path,) = left_behind(folders)
    assert bring_in(services, path) == 7 and not path.exists()
    for one in meant:
        stored = services.history.current(one)
        assert stored is not None and same_content(stored, one)
    assert services.shelf.get(READER.id).title == "Another title"
    assert services.annotations.get("a1").deleted == MOMENT
    services.history.undo()
    assert services.shelf.get(READER.id).title != "Another title" and services.annotations.get("a1").deleted is None


def test_a_file_of_version_2_is_read_as_well(folders: list[Path], services: Services) -> None:
    change = {"before": None, "after": asdict(NOTE)}
    whole = {"format": "annotator-unsaved", "version": 2, "acts": [{"name": "highlight", "changes": [change]}]}
    path = folders[0] / "annotator-unsaved-1.json"
    path.write_text(json.dumps(whole))
    assert bring_in(services, path) == 1 and notes(services) == ["nearly lost"]


def test_half_a_character_is_kept_too(folders: list[Path], services: Services) -> None:
    EmergencyFile(folders).write([act(replace(NOTE, note="half \ud835"))])
    (path,) = left_behind(folders)
    json.loads(path.read_bytes())
    assert edit_note(NOTE, "half \ud835").changes[0].record.note == "half ?"  # type: ignore[union-attr]


def test_what_another_data_folder_left_in_the_home_folder_is_not_ours(folders: list[Path], services: Services) -> None:
    theirs = folders[0].with_name("another library")
    EmergencyFile([theirs, folders[1]]).write([act()])
    assert left_behind(folders) == []
    assert len(left_behind([theirs, *folders[1:]])) == 1


def test_what_belongs_to_a_reader_that_is_not_here_stays(folders: list[Path], services: Services) -> None:
    EmergencyFile(folders).write([act(replace(NOTE, reader_id="22222222-2222-5222-8222-222222222222"))])
    (path,) = left_behind(folders)
    with pytest.raises(UserError, match="no_such_reader"):
        bring_in(services, path)
    assert path.exists()


def test_the_clerk_opens_a_replaced_library_anew(folders: list[Path], services: Services) -> None:
    services.close()
    data, opened = folders[0], []

    def build() -> Services:
        opened.append(1)
        return build_services(paths_under(data), "someone")

    clerk = Clerk(build)
    clerk.ask(lambda services: services.history.commit(act())).result()
    library = data / "library.sqlite3"
    copy = library.with_name("copy")
    copy.write_bytes(library.read_bytes())
    copy.replace(library)
    second = act(replace(NOTE, id="a2"))
    with pytest.raises(UserError, match="library_replaced"):
        clerk.ask(lambda services: services.history.commit(second)).result()
    clerk.ask(lambda services: services.history.commit(second)).result()
    assert len(opened) == 2
    assert clerk.ask(lambda services: len(notes(services))).result() == 2
    clerk.ask(lambda services: services.close()).result()
    clerk.close()


def test_the_clerk_tries_a_library_that_could_not_be_opened_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def build() -> Services:
        tried.append(1)
        raise UserError("library_missing", path="x")

    clerk = Clerk(build)
    for _ in range(3):
        with pytest.raises(UserError):
            clerk.ask(lambda services: None).result()
    assert len(tried) == 1  # not each second anew: a check of all backups is work
    monkeypatch.setattr("annotator.services.clerk.time.monotonic", lambda: 1e12)
    with pytest.raises(UserError):
        clerk.ask(lambda services: None).result()
    assert len(tried) == 2
    clerk.close()
