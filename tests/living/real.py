"""Lives of files that were exported by the presets that ship, with notes of every sort."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from annotator.export.living.lines import split
from annotator.export.living.merge import merge
from annotator.export.living.pieces import Page
from annotator.export.markdown import MarkdownOptions, page_of
from annotator.model.annotation import Placed
from tests.living.person import Person
from tests.living.rounds import check, kept
from tests.unit.export_samples import PRESETS, export_of, passage, placed, preset

_NOTES = (
    *("A short note.", "Two.\n\nParagraphs.", "- a\n- list", "# Head\n\nunder it", "```\ncode\n\nmore\n```", ""),
    *("> quoted\n\nand not", "1. one\n2. two", "Text with `code` and *stars*.", "| a |\n|---|\n| b |", "---\n\nrule"),
)
_PLACES = ("A ledger is", "Forty leaves", "Who cut them", "We read", "These pages", "The part opens", "All is entered")


class Annotations:
    """Some annotations of the sample reader, which change at random."""

    def __init__(self, chance: random.Random, options: MarkdownOptions) -> None:
        self.chance, self.options = chance, options
        self.placed: list[Placed] = []
        self.count = self.exports = 0

    def add(self) -> None:
        """Another one."""
        self.count += 1
        where = self.chance.choice((*_PLACES, None))
        one = placed(
            self.count % 28 + 1,
            *([passage(where)] if where else []),
            note=self.note(),
            role=self.chance.choice(("claim", "question", "quotable")),
            tags=tuple(self.chance.sample(("law", "memory", "power"), self.chance.randint(0, 3))),
        )
        key = f"00000000-0000-4000-8000-{self.count:012}"
        self.placed.append(replace(one, annotation=replace(one.annotation, id=key)))

    def note(self) -> str:
        """Markdown of some sort; most have a word that no other has."""
        self.count += 1
        return self.chance.choice(_NOTES) + self.chance.choice(("", f"\n\nOwn{self.count}w words."))

    def change(self) -> None:
        """Something a person does in the program."""
        what = self.chance.randrange(5)
        if what < 2 or not self.placed:
            self.add()
            return
        index = self.chance.randrange(len(self.placed))
        one = self.placed[index]
        if what == 2:
            del self.placed[index]
        elif what == 3:
            self.placed[index] = replace(one, annotation=replace(one.annotation, note=self.note()))
        else:
            self.placed[index] = replace(one, annotation=replace(one.annotation, role="evidence", tags=("law",)))

    def page(self) -> Page:
        """The export as it is now."""
        self.exports += 1
        export = replace(export_of(*self.placed), exported=f"2026-11-01T12:00:{self.exports:02}Z")
        return page_of([export], self.options, preset(self.options.preset))


def life_of_a_preset(seed: int, rounds: int = 4) -> None:
    """As `rounds.life`, with real exports."""
    chance = random.Random(seed)
    options = MarkdownOptions(
        preset=chance.choice(sorted(PRESETS)),
        order=chance.choice((None, "text", "role", "tag", "date")),
        heading_level=chance.choice((1, 1, 2, 5)),
        style=chance.choice((None, "note", "pandoc")),
        with_quotes=chance.random() < 0.9,
        with_notes=chance.random() < 0.9,
    )
    annotations = Annotations(chance, options)
    for _ in range(chance.randint(0, 6)):
        annotations.add()
    start = merge(split(""), [], annotations.page())
    person, base = Person(chance, start.text), start.base
    for _ in range(rounds):
        for _ in range(chance.randint(0, 4)):
            person.edit()
        for _ in range(chance.randint(0, 3)):
            annotations.change()
        done = check(person, base, annotations.page(), chance, Counter())
        base, person.text = kept(done.base), done.text
