"""The table of actions holds together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotator.ui.action_spec import MENUS
from annotator.ui.actions import ACTIONS
from annotator.ui.keys import canonical, refusal


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(one.id for one in ACTIONS).items() if count > 1] == []


def test_no_two_actions_share_a_key() -> None:
    """Not even over scopes: a key of the page would be ambiguous with one of the window."""
    keys = Counter(key.casefold() for one in ACTIONS for key in one.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_is_in_a_menu_and_says_what_it_does() -> None:
    menus = {key for key, _title in MENUS}
    assert [one.id for one in ACTIONS if one.menu not in menus or not one.tooltip.strip()] == []


def test_every_key_is_one_that_an_action_may_have() -> None:
    """Written as the settings would have it, and none that moves through the text or opens a menu."""
    keys = [key for one in ACTIONS for key in one.keys]
    assert [key for key in keys if canonical(key) != key or refusal(key)] == []


def test_what_desktops_take_is_never_the_only_key() -> None:
    alone = [one.id for one in ACTIONS if one.keys and all("Alt+Shift" in key for key in one.keys)]
    assert alone == []


def test_every_icon_is_there() -> None:
    icons = {path.stem for path in (Path(__file__).resolve().parents[2] / "resources" / "icons").glob("*.svg")}
    assert [one.icon for one in ACTIONS if one.icon and one.icon not in icons] == []
