"""The process that is killed: writes in every way there is, and tells what it is about to do and what is done.

Lines of JSON on standard output: `{"about": kind, "after": {...}}` before, `{"done": kind}` when the program
acknowledged. `after` is what every annotation that the act touches will be: note, role, in the trash or not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.library.rebuilding import rebuild
from annotator.model.anchor import Position
from annotator.model.annotation import ROLES, Annotation
from annotator.paths import paths_under
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.wiring import build_services

Seen = list[object]  # note, role, in the trash


class Writer:
    """Does one thing after another with a library."""

    def __init__(self, data: Path, seed: int) -> None:
        self.paths = paths_under(data)
        self.random = random.Random(seed)
        self.services = build_services(self.paths, "soak")
        self.reader = next(entry.reader for entry in self.services.shelf.entries() if entry.reader.title == "Soak")
        self.document = self.services.shelf.document(self.reader)
        self.count = 0

    def tell(self, **values: object) -> None:
        print(json.dumps(values), flush=True)

    def about(self, kind: str, after: dict[str, Seen], act: Callable[[], object]) -> None:
        """Say it, do it, say that it is done."""
        self.tell(about=kind, after=after)
        act()
        self.tell(done=kind)

    def here(self) -> list[Annotation]:
        return [one.annotation for one in self.services.shelf.open(self.reader.id).placed]

    def words(self) -> str:
        self.count += 1
        return f"note {self.random.getrandbits(40)} " + "x" * self.random.choice((0, 10, 6000))

    def annotate(self) -> None:
        start = self.random.randrange(len(self.document.text) - 30)
        role = self.random.choice(ROLES).key
        act = drafts.annotate(self.reader, self.document, [Position(start, start + 20)], role=role, note=self.words())
        after = {change.record.id: seen(change.record) for change in act.changes}
        self.about("annotate", after, lambda: self.services.history.commit(act))

    def type(self) -> None:
        """As in the margin: one token, several changes."""
        annotation = self.random.choice(self.here())
        note = ""
        for letter in "typed":
            note += letter
            act = drafts.edit_note(annotation, note)
            after = {annotation.id: [note, annotation.role, False]}
            self.about("type", after, lambda act=act: self.services.history.commit(act, token="typing"))  # type: ignore[misc]
            annotation = self.services.annotations.get(annotation.id)

    def edit(self) -> None:
        annotation = self.random.choice(self.here())
        act = drafts.edit(annotation, role=self.random.choice(ROLES).key, note=self.words(), tags=["a", "b"])
        self.about("edit", {annotation.id: seen(act.changes[0].record)}, lambda: self.services.history.commit(act))

    def delete(self) -> None:
        annotation = self.random.choice(self.here())
        act = drafts.delete([annotation])
        self.about("delete", {annotation.id: seen(act.changes[0].record)}, lambda: self.services.history.commit(act))

    def undo_and_redo(self) -> None:
        annotation = self.random.choice(self.here())
        act = drafts.edit_note(annotation, self.words())
        before, after = {annotation.id: seen(annotation)}, {annotation.id: seen(act.changes[0].record)}
        self.about("edit", after, lambda: self.services.history.commit(act))
        self.about("undo", before, self.services.history.undo)
        self.about("redo", after, self.services.history.redo)

    def restore_from_trash(self) -> None:
        trash = self.services.annotations.trash(self.reader.id)
        if trash:
            act = drafts.restore(trash[:1])
            after = {trash[0].id: seen(act.changes[0].record)}
            self.about("restore", after, lambda: self.services.history.commit(act))

    def rename(self) -> None:
        reader = self.services.shelf.get(self.reader.id)
        self.about("rename", {}, lambda: self.services.history.commit(drafts.rename_reader(reader, "Soak")))

    def place(self) -> None:
        self.about("place", {}, lambda: self.services.shelf.remember_place(self.reader.id, self.random.randrange(99)))

    def bring_in(self) -> None:
        path = self.paths.data.parent / f"text-{self.random.getrandbits(40)}.txt"
        path.write_text(f"Words of {path.name}.\n\n" * 400)
        self.about("import", {}, lambda: self.services.shelf.import_file(path))
        path.unlink()

    def export(self) -> None:
        target = self.paths.data.parent / "export.md"
        self.about("export", {}, lambda: self.services.exporting.write(self.reader.id, MarkdownOptions(), target))

    def index(self) -> None:
        self.about("index", {}, self.services.indexing.drain)

    def back_up_and_restore(self) -> None:
        """Between the two, something that the restoring takes back."""
        made: list[Path] = []
        self.about("backup", {}, lambda: made.append(self.services.keeping.back_up()))
        annotation = self.random.choice(self.here())
        before = {annotation.id: seen(annotation)}
        self.about(
            "edit", {annotation.id: ["changed", annotation.role, False]},
            lambda: self.services.history.commit(drafts.edit_note(annotation, "changed")),
        )  # fmt: skip
        self.about("restore-backup", before, lambda: self.services.keeping.restore(made[0]))

    def empty_trash(self) -> None:
        self.about("empty-trash", {}, self.services.keeping.empty_trash)

    def rebuild(self) -> None:
        self.services.close()
        self.about("rebuild", {}, lambda: rebuild(self.paths.data, "soak"))
        self.services = build_services(self.paths, "soak")

    def doctor(self) -> None:
        self.about("doctor", {}, lambda: list(self.services.keeping.check()))

    def go_on(self) -> Iterator[Callable[[], None]]:
        """Everything, in another order each time; annotating oftenest."""
        things = [
            self.type, self.edit, self.delete, self.undo_and_redo, self.restore_from_trash, self.rename, self.place,
            self.bring_in, self.export, self.index, self.back_up_and_restore, self.empty_trash, self.rebuild,
            self.doctor,
        ]  # fmt: skip
        while True:
            self.random.shuffle(things)
            for thing in things:
                yield self.annotate
                yield thing


def seen(record: object) -> Seen:
    """What a person sees of an annotation."""
    assert isinstance(record, Annotation)
    return [record.note, record.role, record.deleted is not None]


def build(data: Path) -> Services:
    """A library with one reader."""
    services = build_services(paths_under(data), "soak")
    path = data.parent / "soak.txt"
    path.write_text("\n\n".join(f"Paragraph {number} of a text to write notes in." for number in range(200)))
    services.shelf.import_file(path, title="Soak")
    return services


if __name__ == "__main__":
    writer = Writer(Path(sys.argv[1]), int(sys.argv[2]))
    writer.tell(ready=True)
    for thing in writer.go_on():
        thing()
