"""The search panel, through keys and mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from annotator.model.annotation import ROLES
from annotator.services.finding import FACETS, Answer, Completion, Facet, FacetName, Hit, Suggestion
from annotator.ui.panels.hits_model import Group, grouped
from annotator.ui.panels.search import SearchPanel, SearchRequest
from tests.gui.panel_samples import hit, reader, theme

HITS = [
    hit("an engine is a promise", "engine"),
    hit("who owns the engine?", "engine", role="question"),
    hit("a small engine, painted green", "engine", division="2-1 Harbours", reader_id="r2"),
]
Request = SearchRequest


@pytest.fixture
def panel(qtbot: QtBot) -> SearchPanel:
    panel = SearchPanel()
    panel.set_theme(theme())
    panel.set_roles(ROLES)
    panel.resize(340, 500)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.open()
    return panel


@pytest.fixture
def requests(panel: SearchPanel) -> list[Request]:
    requests: list[Request] = []
    panel.searchRequested.connect(requests.append)
    return requests


def found(panel: SearchPanel, requests: list[Request], hits: list[Hit]) -> None:
    panel.search("engine")
    panel.show_answer(requests[-1], answer(hits))


def answer(hits: list[Hit], total: int | None = None, **facets: tuple[Facet, ...]) -> Answer:
    found: dict[FacetName, tuple[Facet, ...]] = {name: facets.get(name, ()) for name in FACETS}
    return Answer(tuple(hits), len(hits) if total is None else total, found)


def test_one_letter_asks_nothing_and_a_word_asks_once(
    qtbot: QtBot, panel: SearchPanel, requests: list[Request]
) -> None:
    qtbot.keyClicks(panel.edit, "e")
    qtbot.keyClicks(panel.edit, "ngine")
    with qtbot.waitSignal(panel.searchRequested):
        pass
    assert [(one.query, one.kinds, one.reader_id, one.stemmed) for one in requests] == [
        ("engine", frozenset({"texts", "notes"}), None, True)
    ]


def test_enter_doesn_t_wait(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    qtbot.keyClicks(panel.edit, "engine")
    qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
    assert [request.query for request in requests] == ["engine"]


def test_a_stale_answer_is_dropped(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    panel.search("engine")
    first = requests[-1]
    panel.search("river")
    panel.show_answer(first, answer(HITS))
    assert panel.view.hits.rowCount() == 0
    panel.show_error(first, "too late")
    assert not panel.nothing.isVisible()
    panel.show_answer(requests[-1], answer(HITS))
    assert panel.view.isVisible()
    qtbot.keyClick(panel.edit, Qt.Key.Key_End)
    qtbot.keyClicks(panel.edit, "s")
    panel.show_answer(requests[-1], answer([]))
    assert panel.view.hits.rowCount() > 0


def test_hits_stand_under_their_divisions() -> None:
    rows = grouped([HITS[0], HITS[2], HITS[1]])
    assert [row if isinstance(row, Group) else row.snippet for row in rows] == [
        Group("Reader r1", "1-1 Engines", 2),
        HITS[0].snippet,
        HITS[1].snippet,
        Group("Reader r2", "2-1 Harbours", 1),
        HITS[2].snippet,
    ]
    assert grouped(HITS[:2])[0] == Group("", "1-1 Engines", 2)


def test_arrows_go_from_the_line_through_the_hits_and_back(
    qtbot: QtBot, panel: SearchPanel, requests: list[Request]
) -> None:
    found(panel, requests, HITS)
    qtbot.keyClick(panel.edit, Qt.Key.Key_Down)
    assert panel.view.hasFocus()
    seen = [panel.view.currentIndex().data()]
    for _step in range(2):
        qtbot.keyClick(panel.view, Qt.Key.Key_Down)
        seen.append(panel.view.currentIndex().data())
    assert seen == [one.snippet for one in HITS]
    for _step in range(3):
        qtbot.keyClick(panel.view, Qt.Key.Key_Up)
    assert panel.edit.hasFocus()


def test_enter_and_click_go_there(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    found(panel, requests, HITS)
    with qtbot.waitSignal(panel.hitActivated) as told:
        qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
    assert told.args == [HITS[0]]
    panel.view.enter()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.hitActivated) as told:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == [HITS[1]]
    last = panel.view.visualRect(panel.view.hits.index(4))
    with qtbot.waitSignal(panel.hitActivated) as told:
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=last.center())
    assert told.args == [HITS[2]]
    with qtbot.assertNotEmitted(panel.hitActivated):
        group = panel.view.visualRect(panel.view.hits.index(0)).center()
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=group)


def test_scope_and_kinds(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    panel.search("engine")
    assert not panel.choices.here.isEnabled()
    panel.set_reader(reader("r1"))
    qtbot.mouseClick(panel.choices.here, Qt.MouseButton.LeftButton)
    assert requests[-1].reader_id == "r1"
    panel.set_reader(reader("r2"))
    assert requests[-1].reader_id == "r2"
    qtbot.mouseClick(panel.choices.texts, Qt.MouseButton.LeftButton)
    assert requests[-1].kinds == {"notes"}
    qtbot.mouseClick(panel.choices.notes, Qt.MouseButton.LeftButton)
    assert requests[-1].kinds == {"texts"}, "a search in nothing makes no sense"
    asked = len(requests)
    panel.set_reader(None)
    assert requests[-1].reader_id is None
    assert len(requests) == asked + 1


def test_examples_are_searched_with_a_click(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    panel.set_examples(["rivers & engines", "harbour"])
    assert [button.isVisible() for button in panel.examples.buttons] == [True, True, False]
    qtbot.mouseClick(panel.examples.buttons[0], Qt.MouseButton.LeftButton)
    assert requests[-1].query == panel.edit.text() == "rivers & engines"
    panel.edit.clear()
    assert panel.examples.isVisible()


def test_nothing_found_says_what_to_try(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    panel.set_reader(reader("r1"))
    panel.choices.here.click()
    found(panel, requests, [])
    assert panel.nothing.isVisible()
    assert "engine" in panel.nothing.sentence.text()
    assert "all readers" in panel.nothing.advice.text()
    panel.show_error(requests[-1], "The search can't be read.")
    assert panel.nothing.sentence.text() == "The search can't be read."


def test_the_count_doesn_t_pretend_to_be_all(panel: SearchPanel, requests: list[Request]) -> None:
    found(panel, requests, HITS)
    assert panel.said.text() == "3 hits"
    panel.show_answer(requests[-1], answer(HITS, total=41))
    assert panel.said.text() == "The best 3 of 41 hits"


def test_an_index_in_the_making_is_told_of_and_asked_again(panel: SearchPanel, requests: list[Request]) -> None:
    panel.set_indexing(True)
    found(panel, requests, [])
    assert "being prepared" in panel.nothing.advice.text()
    asked = len(requests)
    panel.set_indexing(False)
    assert len(requests) == asked + 1
    panel.show_answer(requests[-1], answer([]))
    assert "being prepared" not in panel.nothing.advice.text()


def test_an_index_that_cannot_be_used_is_told_of(panel: SearchPanel, requests: list[Request]) -> None:
    partial = replace(answer(HITS), partial=True)
    panel.search("engine")
    for indexing, said in ((True, "is being made anew"), (False, "can't be used")):
        panel.set_indexing(indexing)
        panel.show_answer(requests[-1], partial)
        assert panel.said.text().startswith("3 hits · ") and said in panel.said.text()
        panel.show_answer(requests[-1], replace(answer([]), partial=True))
        assert said in panel.nothing.advice.text()


def test_escape_closes(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    found(panel, requests, HITS)
    for widget in (panel.edit, panel.view):
        with qtbot.waitSignal(panel.closed):
            qtbot.keyClick(widget, Qt.Key.Key_Escape)


def test_what_a_hit_looks_like_and_says(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    found(panel, requests, HITS)
    note = panel.view.hits.index(2)
    said = str(note.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Note: who owns the engine? (Question · p. 22 · Ada Marsh)"
    picture = panel.view.viewport().grab().toImage()
    chip = panel.view.visualRect(note).topLeft() + QPoint(15, 11)
    assert picture.pixelColor(chip * picture.devicePixelRatio()) == QColor(theme().roles["question"])
    text = panel.view.visualRect(panel.view.hits.index(1))
    colours = {picture.pixelColor(x, y).name() for x in range(text.width()) for y in range(text.top(), text.bottom())}
    assert theme().hit in colours, "the word found is set off"


def test_a_facet_narrows_the_search_and_is_taken_back(
    qtbot: QtBot, panel: SearchPanel, requests: list[Request]
) -> None:
    panel.search("engine")
    authors = (Facet("Ada Marsh", "Ada Marsh", 3), Facet("Bo Reed", "Bo Reed", 1))
    panel.show_answer(requests[-1], answer(HITS, author=authors, role=(Facet("question", "Question", 1),)))
    bar = panel.facets
    assert bar.buttons["author"].isVisible()
    assert not bar.buttons["role"].isVisible(), "one value says nothing new"
    menu = bar.buttons["author"].menu()
    menu.setActiveAction(menu.actions()[1])
    with qtbot.assertNotEmitted(menu.aboutToHide):  # one mostly wants several
        qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert requests[-1].filters.author == {"Bo Reed"}
    panel.show_answer(requests[-1], answer(HITS[:1], author=authors))
    assert "Bo Reed" in bar.said.text() and "1" in bar.buttons["author"].text()
    qtbot.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)
    assert not requests[-1].filters and bar.said.isHidden()


def test_what_is_chosen_can_be_taken_back_where_nothing_has_it(panel: SearchPanel, requests: list[Request]) -> None:
    panel.search("engine")
    panel.show_answer(requests[-1], answer(HITS, tag=(Facet("a", "a", 2), Facet("b", "b", 1))))
    panel.facets.buttons["tag"].menu().actions()[0].trigger()
    panel.show_answer(requests[-1], answer([]))
    assert panel.nothing.isVisible() and panel.facets.buttons["tag"].isVisible()
    panel.facets.buttons["tag"].menu().actions()[0].trigger()
    assert not requests[-1].filters


def test_words_as_they_are_written(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    panel.search("engines")
    qtbot.mouseClick(panel.choices.exact, Qt.MouseButton.LeftButton)
    assert not requests[-1].stemmed


def test_stepping_goes_round(panel: SearchPanel, requests: list[Request]) -> None:
    found(panel, requests, HITS)
    seen: list[Hit] = []
    panel.hitActivated.connect(seen.append)
    for by in (1, 1, 1, 1, -1):
        panel.step(by)
    assert seen == [HITS[0], HITS[1], HITS[2], HITS[0], HITS[2]]


def test_where_a_query_is_faulty(panel: SearchPanel, requests: list[Request]) -> None:
    panel.search("power (terror")
    panel.show_error(requests[-1], "A parenthesis isn't closed.", 6)
    assert panel.nothing.advice.text() == "power ▸ (terror"


def completed(panel: SearchPanel, asked: list[tuple[str, int]], start: int, *texts: str, kind: str = "word") -> None:
    query, caret = asked[-1]
    suggestions = tuple(Suggestion(text, text, kind) for text in texts)
    panel.completions.show_completion(query, caret, Completion(start, caret, suggestions))


def test_a_query_is_completed_with_tab_or_down_and_enter(qtbot: QtBot, panel: SearchPanel) -> None:
    asked: list[tuple[str, int]] = []
    panel.completions.wanted.connect(lambda *one: asked.append(one))
    qtbot.keyClicks(panel.edit, "role:qu")
    assert asked[-1] == ("role:qu", 7)
    completed(panel, asked, 5, "question", "quotable", kind="role")
    assert panel.completions.isVisible() and panel.edit.hasFocus()
    qtbot.keyClick(panel.edit, Qt.Key.Key_Tab)
    assert panel.edit.text() == "role:question " and panel.completions.isHidden()
    qtbot.keyClicks(panel.edit, "leg")
    completed(panel, asked, 14, "legal", "legality")
    qtbot.keyClick(panel.edit, Qt.Key.Key_Down)
    qtbot.keyClick(panel.edit, Qt.Key.Key_Down)
    qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
    assert panel.edit.text() == "role:question legality "


def test_suggestions_don_t_stand_in_the_way(qtbot: QtBot, panel: SearchPanel, requests: list[Request]) -> None:
    asked: list[tuple[str, int]] = []
    panel.completions.wanted.connect(lambda *one: asked.append(one))
    qtbot.keyClicks(panel.edit, "leg")
    completed(panel, asked, 0, "legal")
    qtbot.keyClick(panel.edit, Qt.Key.Key_Return)
    assert requests[-1].query == "leg" and panel.completions.isHidden()
    completed(panel, asked, 0, "legal")
    qtbot.keyClick(panel.edit, Qt.Key.Key_Escape)
    assert panel.completions.isHidden() and panel.isVisible()
    stale = asked[-1]
    qtbot.keyClicks(panel.edit, "a")
    panel.completions.show_completion(*stale, Completion(0, 3, (Suggestion("legal", "legal", "word"),)))
    assert panel.completions.isHidden()


def test_a_click_takes_a_suggestion(qtbot: QtBot, panel: SearchPanel) -> None:
    asked: list[tuple[str, int]] = []
    panel.completions.wanted.connect(lambda *one: asked.append(one))
    qtbot.keyClicks(panel.edit, "au")
    completed(panel, asked, 0, "author:", kind="field")
    place = panel.completions.visualItemRect(panel.completions.item(0)).center()
    qtbot.mouseClick(panel.completions.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.edit.text() == "author:" and asked[-1] == ("author:", 7)
