"""The table of actions holds together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from annotator.ui.action_spec import MENUS
from annotator.ui.actions import ACTIONS


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(one.id for one in ACTIONS).items() if count > 1] == []


def test_no_two_actions_share_a_key() -> None:
    """Not even over scopes: a key of the page would be ambiguous with one of the window."""
    keys = Counter(key.casefold() for one in ACTIONS for key in one.all_keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_is_in_a_menu_and_says_what_it_does() -> None:
    menus = {key for key, _title in MENUS}
    assert [one.id for one in ACTIONS if one.menu not in menus or not one.tooltip.strip()] == []


def test_bare_keys_work_on_the_page_alone() -> None:
    bare = [one.id for one in ACTIONS if one.scope == "window" for key in one.keys if len(key) == 1]
    assert bare == []


def test_every_icon_is_there() -> None:
    icons = {path.stem for path in (Path(__file__).resolve().parents[2] / "resources" / "icons").glob("*.svg")}
    assert [one.icon for one in ACTIONS if one.icon and one.icon not in icons] == []
