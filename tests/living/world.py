"""Annotations that change at random, and the page that they make."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from annotator.export.living.pieces import Page, Piece

EXPORT = "22222222-2222-4222-8222-222222222222"
SCOPE = "11111111-1111-5111-8111-111111111111"
_WORDS = ("ledger", "clerk", "leaf", "office", "memory", "harbour", "seal", "paper", "river", "engine", "promise")


@dataclass
class Note:
    """One annotation. `quote` and `note` are paragraphs; each holds a word of its own, to be known by."""

    id: str
    home: int
    place: float
    quote: list[str]
    role: str
    note: list[str]


@dataclass
class World:
    """A reader's annotations."""

    chance: random.Random
    export_id: str = EXPORT
    scope: str = SCOPE
    prefix: int = 0
    title: str = "A Reader"
    notes: list[Note] = field(default_factory=list)
    count: int = 0
    exports: int = 0
    homes: dict[int, str] = field(default_factory=dict)

    def sentence(self, kind: str) -> str:
        """Some words, the first of which nobody else has."""
        self.count += 1
        words = self.chance.choices(_WORDS, k=self.chance.randint(2, 12))
        return f"{kind}{self.prefix}x{self.count}x {' '.join(words)}."

    def add(self) -> None:
        """Another annotation, somewhere."""
        self.count += 1
        quote = [self.sentence("Q") for _ in range(self.chance.choice((0, 1, 1, 1, 2)))]
        self.notes.append(
            Note(
                f"00000000-0000-4000-8000-{self.prefix:04}{self.count:08}",
                self.chance.randrange(4),
                self.chance.random(),
                quote,
                self.chance.choice(("Claim", "Question", "Quotable")),
                self._note(),
            )
        )

    def change(self) -> None:
        """Something a person does in the program."""
        what = self.chance.randrange(7)
        if what < 2 or not self.notes:
            self.add()
            return
        note = self.chance.choice(self.notes)
        if what == 2:
            self.notes.remove(note)
        elif what == 3:
            note.role = self.chance.choice(("Claim", "Question", "Quotable"))
        elif what == 4:
            note.note = self._note()
        elif what == 5 and note.note:
            note.note[0] += f" {self.sentence('n')}"
        elif what == 6:
            self.homes[note.home] = self.sentence("H")

    def page(self) -> Page:
        """The export as it is now."""
        self.exports += 1
        pieces = [Piece("title", "heading", f"# {self.title}", 1)]
        for home in range(4):
            inside = sorted((n for n in self.notes if n.home == home), key=lambda n: n.place)
            if inside:
                name = self.homes.get(home, f"1-{home} Selection")
                text = f"## {name}\n\n*Author {home}*"
                pieces.append(Piece(f"home:{home}", "heading", text, 2, "title"))
            pieces += [Piece(n.id, "excerpt", _text(n), 0, f"home:{home}", n.id) for n in inside]
        if not self.notes:
            pieces.append(Piece("none", "heading", "Nothing is marked yet.", 9, "title"))
        front = {
            "title": f'"{self.title}"',
            "export": f'"{self.export_id}"',
            "exported": f'"2026-11-01T00:00:{self.exports:02}Z"',
            "annotations": str(len(self.notes)),
        }
        return Page(self.export_id, self.scope, front, pieces)

    def _note(self) -> list[str]:
        paragraphs = [self.sentence("N") for _ in range(self.chance.choice((0, 1, 1, 2)))]
        if paragraphs and self.chance.random() < 0.2:
            paragraphs.append(f"- {self.sentence('L')}\n- {self.sentence('L')}")
        if paragraphs and self.chance.random() < 0.1:
            paragraphs.append(
                f"```\n{self.sentence('C')}\n\n<!-- annotator:{'0' * 8}-0000-4000-8000-{'9' * 12} -->\n```"
            )
        if paragraphs and self.chance.random() < 0.1:
            paragraphs.insert(0, f"#### {self.sentence('T')}")
        return paragraphs


def _text(note: Note) -> str:
    quote = "\n>\n".join(f"> {line}" for line in [*note.quote, "— Author, p. 3"]) if note.quote else ""
    return "\n\n".join(filter(None, [quote, f"**{note.role}**", *note.note]))
