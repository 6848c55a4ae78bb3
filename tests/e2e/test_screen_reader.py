"""What a screen reader hears of the real window, asked by a real client over AT-SPI, under an X server."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.assistive.desktop import Desktop
from tests.e2e.conftest import Program

TEXT = """# The Lantern Papers

## First letter

Dr. Hale wrote at night. Her lamp 🪔 burned low, and she counted the pages again.[^1] Nobody answered the letters which
she had sent down the river, although the boatmen swore that every single one of them had been delivered to the right
house in the right street, well before the ice came and closed the river for the winter.

## Second letter

The ice came early that year, and nobody had expected it.

[^1]: She counted ninety.
"""
pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="elsewhere PySide hands no selection over: see ui/reading/out_arguments.py"
)
F7, RIGHT, LETTER_S, KEY_1, NEXT_SENTENCE = 0xFFC4, 0xFF53, ord("s"), ord("1"), ord(")")
SHIFT, CONTROL = 1, 4


class Heard:
    """The window as it is told: `text` is the page's number."""

    def __init__(self, desktop: Desktop, window: int) -> None:
        self.desktop, self.window = desktop, window
        self.text = self.ask("find", window, "document frame", "Text")
        self.whole: str = self.ask("text", self.text, 0, -1)

    def ask(self, name: str, *arguments: Any) -> Any:
        return self.desktop.ask(name, *arguments)

    def at(self, words: str) -> int:
        """Where words are, as screen readers count: characters beyond U+FFFF are two."""
        before = self.whole[: self.whole.index(words)]
        return len(before.encode("utf-16-le")) // 2

    def press(self, keysym: int, modifiers: int = 0) -> None:
        self.ask("press", keysym, modifiers)

    def events(self, kind: str) -> list[list[Any]]:
        """Wait for events of a kind."""
        return list(self.desktop.until(lambda: [one for one in self.ask("heard") if one[0].startswith(kind)] or None))

    def says(self, words: str) -> None:
        """Wait until these words are said aloud."""
        self.desktop.until(lambda: words in [one[4] for one in self.ask("heard") if one[0] == "object:announcement"])

    def comes_to(self, offset: int) -> None:
        """Wait until the caret is told to be at a place."""
        caret = "object:text-caret-moved"
        self.desktop.until(lambda: offset in [one[2] for one in self.ask("heard") if one[0] == caret])

    def inside(self, number: int) -> list[dict[str, Any]]:
        return [self.ask("about", child) for child in self.ask("children", number)]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heard]:
    folder = tmp_path_factory.mktemp("desktop")
    desktop = Desktop(folder)
    try:
        program = Program(folder / "data")
        (folder / "lantern.md").write_text(TEXT, encoding="utf-8")
        reader = str(program.json("import", folder / "lantern.md")["id"])
        program.out(
            "annotate", reader, "--quote", "she counted the pages again", "--role", "claim", "--note", "Why again?"
        )
        program.out("annotate", reader, "--quote", "The ice came early that year", "--role", "evidence")
        yield Heard(desktop, desktop.open_window(folder / "data", reader))
    finally:
        desktop.stop()


def test_the_text_is_read_by_words_lines_and_sentences(heard: Heard) -> None:
    frame = heard.ask("find", heard.window, "frame")
    about = heard.ask("about", heard.text)
    assert "The Lantern Papers" in heard.ask("about", frame)["name"]
    assert {"focused", "multi-line", "read-only", "showing"} <= set(about["states"])
    assert "Dr. Hale wrote at night. Her lamp 🪔 burned low" in heard.whole

    lamp, end = heard.at("lamp"), heard.at(" Nobody")
    assert heard.ask("at", heard.text, lamp + 1, "word")[0].strip() == "lamp"
    first = heard.at("Dr. Hale")
    assert heard.ask("at", heard.text, first + 5, "sentence")[0] == "Dr. Hale wrote at night."  # not: “Dr.”
    assert heard.ask("at", heard.text, lamp, "sentence")[0].endswith("counted the pages again.")

    lines, at, last = [], first, heard.at("the winter.") + len("the winter.")
    while at < last:
        words, start, stop = heard.ask("at", heard.text, at, "line")
        assert start == at and stop > at
        lines.append(words)
        at = stop
    assert len(lines) > 3 and "".join(lines).startswith("Dr. Hale") and "".join(lines).endswith("the winter.")

    boxes = [heard.ask("box", heard.text, at) for at in (first, lamp, end)]
    x, y, width, height = about["box"]
    assert all(x <= box[0] < x + width and y <= box[1] < y + height and box[2] > 1 < box[3] for box in boxes)
    assert boxes[0][:2] < boxes[1][:2] and heard.ask("place", heard.text, boxes[1][0] + 1, boxes[1][1] + 9) == lamp


def test_caret_and_selection_are_told_as_they_move(heard: Heard) -> None:
    heard.ask("move_caret", heard.text, heard.at("Her lamp"))
    heard.desktop.until(lambda: heard.ask("caret", heard.text) == heard.at("Her lamp"))
    heard.ask("heard")
    heard.press(F7)
    heard.says("Caret mode")
    heard.press(RIGHT, CONTROL)
    heard.comes_to(heard.at("Her lamp") + 3)
    heard.press(RIGHT, SHIFT | CONTROL)
    heard.events("object:text-selection-changed")
    assert heard.ask("selections", heard.text) == [[heard.at("Her lamp") + 3, heard.at("Her lamp") + 8]]

    heard.press(NEXT_SENTENCE)
    heard.comes_to(heard.at("Nobody"))
    heard.desktop.until(lambda: heard.ask("selections", heard.text) == [])
    heard.press(LETTER_S)
    selected = heard.desktop.until(lambda: heard.ask("selections", heard.text) or None)
    assert selected == [[heard.at("Nobody"), heard.at("the winter.") + len("the winter.")]]
    assert heard.ask("select", heard.text, heard.at("pages"), heard.at("pages") + 5)
    assert heard.ask("selections", heard.text) == [[heard.at("pages"), heard.at("pages") + 5]]

    heard.ask("move_caret", heard.text, heard.at(" Nobody"))
    heard.says("note 1, press Enter")
    heard.press(F7)


def test_highlights_and_notes_are_told_in_words(heard: Heard) -> None:
    marked = {one["name"]: one for one in heard.inside(heard.text)}
    claim, evidence = marked["Highlight, Claim, with note: Why again?"], marked["Highlight, Evidence"]
    assert claim["description"] == "she counted the pages again" and claim["role"] == "comment"
    box = heard.ask("box", heard.text, heard.at("counted"))
    x, y, width, height = claim["box"]
    assert x <= box[0] < x + width and y - 20 <= box[1] < y + height and evidence["box"][1] > y

    found, start, end = heard.ask("attributes", heard.text, heard.at("counted"))
    assert (start, end) == (heard.at("she counted"), heard.at(" Nobody") - 1) and found["language"] == "en"
    bare, start, end = heard.ask("attributes", heard.text, heard.at("Nobody"))
    assert "bg-color" in found and "bg-color" not in bare and start == heard.at(" Nobody") - 1

    heard.ask("heard")
    heard.ask("move_caret", heard.text, heard.at("counted"))
    heard.says("highlight, Claim, with note")
    heard.ask("move_caret", heard.text, heard.at("Nobody answered") + 3)
    heard.says("end of highlight")

    margin = heard.ask("find", heard.window, "list", "Margin notes")
    (note,) = [one for one in heard.inside(margin) if one["role"] == "list item"]
    assert note["name"] == "Note, Claim: Why again?" and "showing" in note["states"]
    assert abs(note["box"][1] - y) < 40  # level with its passage

    heard.ask("select", heard.text, heard.at("Nobody"), heard.at("Nobody") + len("Nobody answered"))
    heard.ask("heard")
    heard.press(KEY_1)
    heard.events("object:children-changed")
    names = [one["name"] for one in heard.inside(heard.text) if one["description"] == "Nobody answered"]
    assert names == ["Highlight, Claim"]


def test_nothing_that_takes_the_keyboard_is_without_a_name(heard: Heard) -> None:
    nameless = []

    def walk(one: list[Any], path: str) -> None:
        role, name, states, inner = one
        if "FOCUSABLE" in states and "SHOWING" in states and not name.strip():
            nameless.append(f"{path} > {role}")
        for child in inner:
            walk(child, f"{path} > {role} “{name[:20]}”")

    walk(heard.ask("tree", heard.window), "")
    assert nameless == []
