"""Fonts and line heights of each style, for one size, family and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

from annotator.ui.fonts import NO_LIGATURES, OLD_STYLE, SMALL_CAPS, family_of, load_family, make_font
from annotator.ui.reading.styles import STYLES, Style

if TYPE_CHECKING:
    from annotator.ui.reading.styles import BlockStyle, TypeSettings

_TABULAR = "tnum"
_SAMPLE = "The quick examination of ordinary sentences, line by line, shows how wide letters run. "
_CHARACTERS = 75
"""The most characters a line should hold; longer ones tire the eye on its way back."""


def features_of(style: BlockStyle, *, small_caps: bool = False, plain: bool = False) -> tuple[str, ...]:
    """The OpenType features of a style, for words in small capitals or not; `plain` type has none that hide letters."""
    if plain:
        return (*NO_LIGATURES, SMALL_CAPS) if small_caps else NO_LIGATURES
    figures = (_TABULAR,) if style.lining else (OLD_STYLE,)
    return (*figures, SMALL_CAPS) if small_caps or style.small_caps else figures


class Face(NamedTuple):
    """A style's font with its measures in pixels: `pitch` from line to line, `baseline` from a line's top."""

    font: QFont
    pitch: int
    baseline: float
    ascent: float
    descent: float
    character: float


class Faces:
    """The faces of all styles. `em` and `line` are the running text's size and line height in pixels.

    `family` is Qt's name of the family. Its size is evened out, so that a change of family doesn't seem to be one
    of size.
    """

    def __init__(self, settings: TypeSettings, room: float) -> None:
        self.settings = settings
        self.family = load_family(settings.font)
        self.em = round(settings.size * family_of(settings.font).scale)
        self.line = round(self.em * settings.leading)
        self._faces: dict[Style, Face] = {}
        self._beside: dict[tuple[float, int], QFont] = {}
        self.column = self._column(room)

    def __getitem__(self, style: Style) -> Face:
        """A style's face; each font is opened when a block first asks for it (a third of a millisecond)."""
        if style not in self._faces:
            self._faces[style] = self._face(STYLES[style])
        return self._faces[style]

    def beside(self, scale: float = 0.75, weight: int = 400) -> QFont:
        """The font of what stands beside the text: page and paragraph numbers, the roles' marks."""
        if (scale, weight) not in self._beside:
            self._beside[scale, weight] = make_font(self.family, round(self.em * scale), weight=weight)
        return self._beside[scale, weight]

    def estimate(self, style: Style) -> tuple[float, int]:
        """The width of a character and the pitch of lines in pixels, from the running text's: opens no other font."""
        pixels = self._pixels(STYLES[style])
        return self[Style.BODY].character * pixels / self.em, self._pitch(STYLES[style], pixels)

    def fit(self, room: float) -> None:
        """Make the column as wide as it should be where `room` pixels are free."""
        self.column = self._column(room)

    def widest(self) -> int:
        """The width in pixels that the column never passes, however wide the window is.

        A narrow face gets a narrower column: 34 em are 75 characters of it at most.
        """
        em = min(self.em, _CHARACTERS / 34.0 * self[Style.BODY].character)
        return round(self.settings.measure * em)

    def _column(self, room: float) -> float:
        return float(max(min(self.widest(), int(room)), 8 * self.em))

    def _face(self, style: BlockStyle) -> Face:
        pixels = self._pixels(style)
        features = features_of(style, plain=self.settings.plain)
        font = make_font(self.family, pixels, weight=style.weight, italic=style.italic, features=features)
        if style.small_caps and not self.settings.plain:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels * 0.05)
        metrics = QFontMetricsF(font)
        pitch = self._pitch(style, pixels)
        spare = pitch - metrics.ascent() - metrics.descent()
        return Face(
            font=font,
            pitch=pitch,
            baseline=round(spare / 2 + metrics.ascent()),
            ascent=metrics.ascent(),
            descent=metrics.descent(),
            character=metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE),
        )

    def _pixels(self, style: BlockStyle) -> int:
        return max(round(self.em * style.scale), 8)

    def _pitch(self, style: BlockStyle, pixels: int) -> int:
        return round(pixels * self.settings.leading * style.leading)
