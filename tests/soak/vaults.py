"""A folder with a file a note, from outside: files edited, renamed, moved, copied and deleted between exports."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.living.rough import Rough
from tests.soak.essays import READERS, TOKEN, Program, Shelf, print_lives

_DEEDS = ("edit", "edit", "edit", "delete", "rename", "move", "copy", "write", "line ends", "bare front")


@dataclass
class Vault:
    """The folder over its life."""

    shelf: Shelf
    folder: Path
    written: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in READERS})
    log: list[str] = field(default_factory=list)
    count: int = 0

    def files(self) -> dict[Path, str]:
        """All notes with their words."""
        return {path: path.read_bytes().decode() for path in sorted(self.folder.rglob("*.md"))}

    def change(self) -> None:
        """What a person does to one of the files."""
        chance, files = self.shelf.chance, self.files()
        path = chance.choice(list(files)) if files else self.folder / "none"
        text, deed = files.get(path, ""), chance.choice(_DEEDS) if files else "write"
        self.log.append(deed)
        free = f"{chance.randrange(10**6)}.md"
        if deed == "edit":
            person = Rough(chance, text, count=self.count)
            person.edit()
            self.count = person.count + 1
            self.log += person.log
            path.write_bytes(person.text.encode())
        elif deed == "delete" and "Mine" not in text:
            path.unlink()
        elif deed == "rename":
            path.rename(path.with_name(f"renamed {free}"))
        elif deed == "move":
            (self.folder / "Essays").mkdir(exist_ok=True)
            path.rename(self.folder / "Essays" / path.name)
        elif deed == "copy" and "Mine" not in text:
            shutil.copy(path, path.with_name(f"copy {free}"))
        elif deed == "write":
            (self.folder / f"my own {free}").write_text(f"Mine{self.count}m, and nobody else's.\n")
            self.count += 1
        elif deed == "line ends":
            plain = text.replace("\r\n", "\n").replace("\r", "\n")
            path.write_bytes(plain.replace("\n", chance.choice(("\n", "\r\n", "\r"))).encode())
        elif deed == "bare front":  # as Obsidian writes its properties
            path.write_bytes(re.sub(r'^(\w+): "([0-9a-f-]{36})"', r"\1: \2", text, flags=re.MULTILINE).encode())

    def export(self, counts: Counter[str]) -> None:
        """Edits, changes, an export, and the same once more. Raises AssertionError."""
        shelf, chance = self.shelf, self.shelf.chance
        name = chance.choice(READERS)
        for _ in range(chance.randint(0, 4)):
            self.change()
        for _ in range(chance.randint(0, 3)):
            shelf.change(name)
        before = self.files()
        call: tuple[object, ...] = ("export", shelf.ids[name], "--preset", "obsidian", "-o", self.folder)
        status, _out, err = shelf.program.call(*call)
        counts["exports"] += 1
        choice = ""
        if status == 1:
            assert self.files() == before and "--on-conflict" in err, err
            counts["conflicts"] += 1
            choice = chance.choice(("mine", "program", "both"))
            call = (*call, "--on-conflict", choice)
            status, _out, err = shelf.program.call(*call)
        assert (status, err) == (0, ""), err
        after = self.files()
        self._look(name, "".join(before.values()), "".join(after.values()), choice)
        assert shelf.program.call(*call)[0] == 0 and self.files() == after, "a second export changes the files"

    def _look(self, name: str, before: str, after: str, choice: str) -> None:
        mine, now = (sorted(re.findall(r"Mine\d+m", text)) for text in (before, after))
        assert mine == now or (choice == "program" and set(now) <= set(mine)), "words of the person"
        own, ever = self.shelf.tokens[name], self.written[name]
        had, has = Counter(TOKEN.findall(before)), Counter(TOKEN.findall(after))
        for one, token in own.items():
            marks = before.count(f"annotator:{one}")
            assert has[token] <= max(1, had[token], marks), (token, "came twice")
            assert marks or one not in ever or has[token] <= had[token], (token, "came back")
            assert has[token] or one in ever, (token, "is new and isn't there")
        ever |= {one for one in own if f"annotator:{one}" in after}


def life(folder: Path, seed: int, rounds: int) -> Counter[str]:
    """Raises AssertionError."""
    counts: Counter[str] = Counter()
    shelf = Shelf(Program(folder), random.Random(seed))
    shelf.fill()
    vault = Vault(shelf, folder / "vault")
    vault.folder.mkdir()
    for number in range(rounds):
        try:
            vault.export(counts)
        except AssertionError as error:
            raise AssertionError(f"round {number}, {vault.log[-12:]}: {error}") from error
    return counts


if __name__ == "__main__":
    print_lives("vaults", life)
