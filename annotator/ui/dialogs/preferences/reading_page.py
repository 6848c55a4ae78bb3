"""Preferences: the setting of the page and its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.ui.choices import Choices
from annotator.ui.dialogs.preferences.page import Page
from annotator.ui.dialogs.preferences.swatches import Swatches
from annotator.ui.fonts import FAMILIES, load_family, make_font
from annotator.ui.look import LIMITS, NORMAL, SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from annotator.ui.theme import Theme

_HUNDREDTHS, _LEADING_STEP = 100, 5  # of a size
_SAMPLE_SIZE = 16  # pixels of a family's name in its own face


class ReadingPage(Page):
    """Every change shows at once on the sample, and on the page that is read."""

    def __init__(self, themes: Mapping[str, Theme], serif: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group(_("Type"))
        families = [(family.label, family.key) for family in FAMILIES]
        self.family = self.combo(_("&Typeface"), families, lambda c: c.type.font, lambda c, key: _set(c, font=key))
        for at, family in enumerate(FAMILIES):
            font = make_font(load_family(family.key), _SAMPLE_SIZE * family.scale)
            self.family.setItemData(at, font, Qt.ItemDataRole.FontRole)
        self.text_size = self.slider(
            _("&Size"),
            _limits("size"),
            1,
            lambda pixels: _("{n} px").format(n=pixels),
            lambda c: c.type.size,
            lambda c, pixels: _set(c, size=pixels),
        )
        self.measure = self.slider(
            _("Longest &line"),
            _limits("measure"),
            1,
            lambda em: _("about {n} characters").format(n=round(em * 75 / NORMAL.measure)),
            lambda c: round(c.type.measure),
            lambda c, em: _set(c, measure=float(em)),
        )
        self.leading = self.slider(
            _("&Distance of lines"),
            _limits("leading", _HUNDREDTHS),
            _LEADING_STEP,
            lambda hundredths: f"{hundredths / _HUNDREDTHS:.2f}",
            lambda c: round(c.type.leading * _HUNDREDTHS),
            lambda c, hundredths: _set(c, leading=hundredths / _HUNDREDTHS),
        )
        self.justify = self.box(
            _("&Justify: all lines equally long"), lambda c: c.type.justify, lambda c, on: _set(c, justify=on)
        )
        self.hyphenate = self.box(
            _("&Hyphenate at the ends of lines"), lambda c: c.type.hyphenate, lambda c, on: _set(c, hyphenate=on)
        )
        self.group(_("Beside the text"))
        self.pages = self.box(_("Pa&ge numbers"), lambda c: c.type.pages, lambda c, on: _set(c, pages=on))
        self.numbers = self.box(_("&Paragraph numbers"), lambda c: c.type.numbers, lambda c, on: _set(c, numbers=on))
        self.numbers.setToolTip(_("Which paragraph of its printed page each one is"))
        self.group(_("Colours"))
        self.swatches = Swatches(themes, serif)
        self.rows.addWidget(self.swatches)
        self.swatches.chosen.connect(lambda key: self.changed.emit(lambda choices: choices._replace(theme=key)))
        self.follow(self.swatches, lambda choices: self.swatches.show_choice(choices.theme))
        self.rows.addStretch(1)

    def usual(self, choices: Choices) -> Choices:
        """The page as it was set at first, in the colours of the system."""
        return choices._replace(type=NORMAL, theme=SYSTEM)


def _set(choices: Choices, **changes: object) -> Choices:
    return choices._replace(type=choices.type._replace(**changes))  # type: ignore[arg-type]


def _limits(name: str, scale: int = 1) -> tuple[int, int]:
    least, most = LIMITS[name]
    return round(least * scale), round(most * scale)
