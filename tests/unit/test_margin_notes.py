"""The list of notes against the plainest one that could be written: sort everything, every time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.anchor import Position
from annotator.ui.margin.note import MarginNote, NoteList

NAMES = "abcdefgh"


def made(name: str, offset: int, text: str) -> MarginNote:
    return MarginNote(name, offset, "claim", "!", "Claim", text)


NOTE = st.builds(made, st.sampled_from(NAMES), st.integers(0, 9), st.sampled_from(["", " ", "words"]))
ACTS = st.lists(st.one_of(NOTE, st.sampled_from(NAMES)), max_size=40)


@given(ACTS)
def test_puts_and_removals_keep_the_order_of_the_text(acts: list[MarginNote | str]) -> None:
    notes, plain = NoteList(), dict[str, MarginNote]()
    for act in acts:
        if isinstance(act, MarginNote):
            notes.put(act)
            plain[act.id] = act
        else:
            notes.remove(act)
            plain.pop(act, None)
    assert len(notes) == len(plain)
    speaking = [note for note in plain.values() if note.text.strip()]
    before, within, after = notes.near(Position(3, 6), 100)
    assert [n.offset for n in before] == sorted((n.offset for n in speaking if n.offset < 3), reverse=True)
    assert [n.offset for n in within] == sorted(n.offset for n in speaking if 3 <= n.offset <= 6)
    assert [n.offset for n in after] == sorted(n.offset for n in speaking if n.offset > 6)
    assert {n.id: n for n in before + within + after} == {n.id: n for n in speaking}


def test_the_reach_is_kept_on_either_side() -> None:
    notes = NoteList()
    notes.replace_all([made(str(i), i, "words") for i in range(500)])
    before, within, after = notes.near(Position(200, 209), 80)
    assert [n.offset for n in before] == list(range(199, 119, -1))
    assert [n.offset for n in within] == list(range(200, 210))
    assert [n.offset for n in after] == list(range(210, 290))


def test_a_silent_note_is_shown_in_its_place_when_asked_for() -> None:
    notes = NoteList()
    silent = made("s", 5, "")
    notes.replace_all([made("a", 4, "x"), silent, made("b", 6, "x")])
    assert [n.id for n in notes.near(Position(0, 9), 80)[1]] == ["a", "b"]
    assert [n.id for n in notes.near(Position(0, 9), 80, [silent])[1]] == ["a", "s", "b"]
    assert [n.id for n in notes.near(Position(6, 9), 80, [silent])[1]] == ["b"]


def test_walking_passes_over_silent_notes_and_ends_at_the_ends() -> None:
    notes = NoteList()
    notes.replace_all([made("a", 1, "x"), made("s", 2, ""), made("b", 3, "x")])

    def walk(name: str | None, step: int) -> str | None:
        found = notes.beside(name, step)
        return found.id if found else None

    assert (walk("a", 1), walk("b", -1), walk("s", 1), walk("s", -1)) == ("b", "a", "b", "a")
    assert (walk("a", -1), walk("b", 1)) == (None, None)
    assert (walk(None, 1), walk(None, -1)) == ("a", "b")
