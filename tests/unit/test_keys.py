"""Which keys there are, and who has which when two want the same."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from annotator.ui.action_spec import ActionSpec, on_page, on_window
from annotator.ui.actions import ACTIONS
from annotator.ui.dialogs.preferences.giving import Table
from annotator.ui.keyring import Keyring
from annotator.ui.keys import canonical, combination_of, is_bare, refusal, settle

SHIFT, CONTROL, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Shift", "Control", "Alt"))
NONE, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
KEYS = sorted({key for one in ACTIONS for key in one.keys})
IDS = [one.id for one in ACTIONS]


class Kept(dict[str, Any]):
    """Settings in memory; None takes a key out."""

    def set_all(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            if value is None:
                self.pop(key, None)
            else:
                self[key] = value


def usual(action: str) -> tuple[str, ...]:
    return next(one.keys for one in ACTIONS if one.id == action)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ctrl+f", "Ctrl+F"),
        ("n", "N"),
        ("Delete", "Del"),
        ("Shift+?", "?"),
        ("Ctrl+Shift+?", "Ctrl+?"),
        ("Ctrl++", "Ctrl++"),
        ("Ctrl+Bogus", None),
        ("Ctrl+X, B", None),
        ("Shift", None),
        ("", None),
    ],
)
def test_keys_are_written_in_one_way(written: str, key: str | None) -> None:
    assert canonical(written) == key


@pytest.mark.parametrize(
    ("key", "held", "written"),
    [
        (Qt.Key.Key_K, CONTROL, "Ctrl+K"),
        (Qt.Key.Key_S, SHIFT, "Shift+S"),
        (Qt.Key.Key_ParenRight, SHIFT, ")"),
        (Qt.Key.Key_7, KEYPAD, "7"),
        (Qt.Key.Key_Question, CONTROL | SHIFT, "Ctrl+?"),
        (Qt.Key.Key_Control, CONTROL, None),
    ],
)
def test_a_key_that_is_pressed_is_written_as_in_the_table(key: Qt.Key, held: Any, written: str | None) -> None:
    assert combination_of(key, held) == written


@pytest.mark.parametrize(
    "key", ["Down", "Shift+Left", "Ctrl+Home", "Space", "Return", "Esc", "Alt+F", "Alt+A", "Alt+W"]
)
def test_keys_that_the_page_and_the_menus_need_are_refused(key: str) -> None:
    assert refusal(key).endswith("choose another key.")


@pytest.mark.parametrize("key", ["Alt+Down", "Ctrl+Alt+Down", "F2", "Del", "Alt+Q", "Ctrl+Space", "X", "?"])
def test_all_others_are_not(key: str) -> None:
    assert refusal(key) == ""


def test_what_writes_is_bare() -> None:
    assert [key for key in ("N", "Shift+N", "?", "7") if not is_bare(key)] == []
    assert [key for key in ("Ctrl+N", "F3", "Del", "Alt+Q") if is_bare(key)] == []


def test_without_choices_all_is_as_in_the_table() -> None:
    settled = settle(ACTIONS, {})
    assert settled.keys == {one.id: one.keys for one in ACTIONS} and settled.faults == ()


def test_what_a_person_chose_is_theirs_and_the_default_goes_without() -> None:
    settled = settle(ACTIONS, {"find": ["Ctrl+F", "Ctrl+K"]})
    assert settled.keys["find"] == ("Ctrl+F", "Ctrl+K") and settled.keys["concordance"] == ()
    assert settled.faults == ()


def test_of_two_that_were_given_one_key_the_first_of_the_table_has_it() -> None:
    settled = settle(ACTIONS, {"link": ["Ctrl+B"], "find": ["Ctrl+B", "/"]})
    assert settled.keys["find"] == ("Ctrl+B", "/") and settled.keys["link"] == ()
    assert [(fault.action, fault.written, fault.taken_by) for fault in settled.faults] == [("link", "Ctrl+B", "find")]


@pytest.mark.parametrize("value", [5, ["Ctrl+Bogus"], [3], {"a": "b"}, True, ["Ctrl+F", "Down"]])
def test_a_bad_value_gives_one_fault_and_the_usual_keys(value: Any) -> None:
    settled = settle(ACTIONS, {"find": value})
    assert settled.keys["find"] == usual("find") and len(settled.faults) == 1


def test_no_key_at_all_may_be_chosen() -> None:
    assert settle(ACTIONS, {"find": []}).keys["find"] == ()
    assert settle(ACTIONS, {"find": "F4"}).keys["find"] == ("F4",)


@given(st.dictionaries(st.sampled_from(IDS), st.lists(st.sampled_from(KEYS), max_size=3), max_size=12))
def test_no_key_is_ever_in_two_hands(chosen: dict[str, list[str]]) -> None:
    settled = settle(ACTIONS, chosen)
    assert settled.keys.keys() == set(IDS)
    counts = Counter(key for keys in settled.keys.values() for key in keys)
    assert [key for key, count in counts.items() if count > 1] == []


@given(st.lists(st.tuples(st.sampled_from(["give", "take", "reset"]), st.sampled_from(IDS), st.sampled_from(KEYS))))
def test_giving_and_taking_leaves_no_fault_and_what_was_asked_for(steps: list[tuple[str, str, str]]) -> None:
    table = Table(ACTIONS, {})
    for verb, action, key in steps:
        table = getattr(table, verb)(action, *(() if verb == "reset" else (key,)))
        if verb == "give":
            assert key in table.keys[action]
        elif verb == "take":
            assert key not in table.keys[action]
        else:
            assert table.keys[action] == usual(action) and action not in table.chosen
        assert settle(ACTIONS, table.chosen).faults == ()


def test_what_differs_is_kept_and_nothing_else(qapp: Any) -> None:
    kept = Kept({"keys.of-tomorrow": ["F4"]})
    ring = Keyring(kept, ACTIONS)  # type: ignore[arg-type]
    ring.show(Table(ACTIONS, {}).give("find", "Ctrl+K").chosen)
    assert "keys.find" not in kept  # only shown
    ring.keep()
    assert kept == {"keys.of-tomorrow": ["F4"], "keys.find": ["Ctrl+F", "/", "Ctrl+K"], "keys.concordance": []}
    again = Keyring(kept, ACTIONS)  # type: ignore[arg-type]
    assert again.keys("find") == ("Ctrl+F", "/", "Ctrl+K") and again.keys("concordance") == ()
    again.show({})
    again.keep()
    assert kept == {"keys.of-tomorrow": ["F4"]}


def test_a_bad_value_is_said_once_and_stays_in_the_file(qapp: Any, caplog: pytest.LogCaptureFixture) -> None:
    kept = Kept({"keys.find": ["Ctrl+Bogus"]})
    with caplog.at_level(logging.WARNING):
        ring = Keyring(kept, ACTIONS)  # type: ignore[arg-type]
        ring.set_roles([on_page("role-own", "Own", "annotate", "tip", "7")])
    assert len(caplog.records) == 1
    assert "“Ctrl+Bogus” is no key that “Find” could have; it has its usual keys." in caplog.text
    ring.show(Table(ring.specs, ring.chosen()).give("help", "F4").chosen)
    ring.keep()
    assert ring.keys("help") == ("F1", "F4")
    assert kept == {"keys.find": ["Ctrl+Bogus"], "keys.help": ["F1", "F4"]}
    ring.show(Table(ring.specs, ring.chosen()).give("find", "F6").chosen)
    ring.keep()
    assert kept["keys.find"] == ["Ctrl+F", "/", "F6"]


def test_a_persons_own_role_has_its_digit_and_its_settings(qapp: Any) -> None:
    kept = Kept({"keys.role-irony": ["Y"]})
    ring = Keyring(kept, ACTIONS)  # type: ignore[arg-type]
    told: list[None] = []
    ring.changed.connect(lambda: told.append(None))
    own: list[ActionSpec] = [on_page(f"role-{name}", name, "annotate", "tip", digit) for name, digit in OWN]
    ring.set_roles(own)
    assert told and ring.keys("role-scene") == ("8",) and ring.keys("role-irony") == ("Y",)
    assert [one.id for one in ring.specs if one.id.startswith("role-")] == ["role-irony", "role-scene"]


OWN = [("irony", "7"), ("scene", "8")]


def test_a_sentence_names_the_first_key_or_the_command(qapp: Any) -> None:
    ring = Keyring(Kept(), (on_window("a", "&Act…", "file", "tip", "F4", "F6"), on_window("b", "B&e", "file", "tip")))  # type: ignore[arg-type]
    assert (ring.first("a"), ring.first("b"), ring.said("a")) == ("F4", "“Be”", "F4, F6")
