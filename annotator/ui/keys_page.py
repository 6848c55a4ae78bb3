"""The page of keys: every action by menu with the keys it has now, as HTML to read, search and print."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from annotator.i18n import _
from annotator.ui.action_spec import MENUS, ActionSpec
from annotator.ui.fixed_keys import FIXED
from annotator.ui.keyring import Keyring
from annotator.ui.keys import is_bare, shown, shown_keys

ON_PAGE = "•"
_WIDTH = 210  # pixels of the keys' column


def keys_html(keyring: Keyring) -> str:
    """The whole page, without colours of its own: on paper it is black on white."""
    parts = [f"<h1>{escape(_('Keyboard'))}</h1>"]
    parts.append(f"<p>{escape(_('Keys with {dot} work while the text has the focus.').format(dot=ON_PAGE))} ")
    parts.append(f"{escape(_('Edit > Preferences > Keys changes any of them.'))}</p>")
    for key, title in MENUS:
        specs = [one for one in keyring.specs if one.menu == key and (one.keys or keyring.keys(one.id))]
        parts += _group(menu_title(key, title), (_row(keyring, one) for one in specs))
    for title, rows in FIXED:
        parts += _group(title, ((escape(keys), escape(what)) for keys, what in rows))
    return "".join(parts)


def menu_title(key: str, title: str) -> str:
    """A menu's name, after that of the menu it is in: “View > Margin”."""
    above = key.rpartition("/")[0]
    whole = [dict(MENUS)[above], title] if above else [title]
    return " > ".join(whole).replace("&", "")


def _group(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = [f"<tr><td width='{_WIDTH}'>{keys}</td><td>{what}</td></tr>" for keys, what in rows]
    if not lines:
        return []
    return [f"<h2>{escape(title)}</h2><table cellspacing='0' cellpadding='4'>", *lines, "</table>"]


def _row(keyring: Keyring, one: ActionSpec) -> tuple[str, str]:
    keys = keyring.keys(one.id)
    said = ", ".join(escape(shown(key)) + (f" {ON_PAGE}" if _on_page(one, key) else "") for key in keys) or "—"
    what = escape(one.plain_text)
    if keys != one.keys:
        usual = _("usually {keys}").format(keys=shown_keys(one.keys)) if one.keys else _("usually no key")
        what += f" <i>({escape(usual)})</i>"
    return said, what


def _on_page(one: ActionSpec, key: str) -> bool:
    return one.scope == "page" or is_bare(key)
