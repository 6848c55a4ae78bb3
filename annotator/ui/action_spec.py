"""What an action is, and the menus there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.i18n import _

Scope = Literal["window", "page"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing a person can do.

    `menu` is a menu's key, or `menu/submenu`. `keys` are those it has until a person chooses others: they work in the
    whole window where `scope` is "window", and only while the page has the focus where it is "page". Bare keys, which
    write where one writes, work on the page alone, whatever the scope. `opens_group` draws a line above it in its menu.
    `exclusive` names a set of which one is on.
    """

    id: str
    text: str
    menu: str
    tooltip: str
    keys: tuple[str, ...] = ()
    scope: Scope = "window"
    icon: str | None = None
    checkable: bool = False
    exclusive: str | None = None
    opens_group: bool = False
    needs_reader: bool = True

    @property
    def plain_text(self) -> str:
        """The text without the mark of its mnemonic."""
        return without_mnemonic(self.text)

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return self.plain_text.rstrip("…")


def without_mnemonic(text: str) -> str:
    """A menu's text as it is read: `&&` is one, any other `&` marks a letter."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


def on_window(id: str, text: str, menu: str, tooltip: str, *keys: str, **more: object) -> ActionSpec:
    """An action whose keys work in the whole window."""
    return ActionSpec(id, text, menu, tooltip, keys, "window", **more)  # type: ignore[arg-type]


def on_page(id: str, text: str, menu: str, tooltip: str, *keys: str, **more: object) -> ActionSpec:
    """An action whose keys work while the page has the focus."""
    return ActionSpec(id, text, menu, tooltip, keys, "page", **more)  # type: ignore[arg-type]


MENUS: tuple[tuple[str, str], ...] = (
    ("file", _("&File")),
    ("edit", _("&Edit")),
    ("edit/select", _("Se&lect")),
    ("view", _("&View")),
    ("view/margin", _("&Margin")),
    ("view/type", _("T&ype")),
    ("view/theme", _("&Theme")),
    ("go", _("&Go")),
    ("annotate", _("&Annotate")),
    ("annotate/passages", _("&Passages")),
    ("tools", _("&Tools")),
    ("help", _("&Help")),
)
THEMES: tuple[tuple[str, str], ...] = (
    ("system", _("Follow the system")),
    ("paper", _("Paper")),
    ("sepia", _("Sepia")),
    ("grey", _("Grey")),
    ("dark", _("Dark")),
    ("contrast", _("High contrast")),
)
