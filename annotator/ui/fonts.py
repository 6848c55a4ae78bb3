"""The faces the program brings along: a serif for the text, a sans for the notes."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

import fontpkg_eb_garamond
from PySide6.QtGui import QFont, QFontDatabase

OLD_STYLE = "onum"
SMALL_CAPS = "smcp"
SUPERIORS = "sups"


class FontFamilies:
    """Family names as Qt knows them; where a face couldn't be loaded, the system's serif or sans."""

    def __init__(self, serif: str) -> None:
        self.serif = serif

    @cached_property
    def sans(self) -> str:
        """The notes' family, loaded when first asked for: the first paint has no notes."""
        import fontpkg_source_sans_3

        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        _load_italics()  # notes and previews ask Qt for them, not us
        _load(Path(fontpkg_source_sans_3.ROOT), italic=True)
        return _load(Path(fontpkg_source_sans_3.ROOT)) or system


@cache
def load_fonts() -> FontFamilies:
    """Make the text's face known to Qt (some 5 ms, once; needs a QGuiApplication)."""
    return FontFamilies(serif=_load(Path(fontpkg_eb_garamond.ROOT)) or "serif")


def make_font(
    family: str, pixels: float, *, weight: int = 400, italic: bool = False, features: tuple[str, ...] = ()
) -> QFont:
    """A font of `pixels` height with OpenType `features` switched on.

    The faces are variable, and Qt would thicken them artificially if asked for a weight: the weight axis is set
    instead. (Source Sans 3 starts from its thinnest cut, so this holds for the regular weight too.)
    """
    if italic:
        _load_italics()
    font = QFont(family)
    font.setPixelSize(max(1, round(pixels)))
    font.setItalic(italic)
    font.setVariableAxis(QFont.Tag("wght"), float(weight))
    for feature in features:
        font.setFeature(QFont.Tag(feature), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _load_italics() -> None:
    """The slanted cut, when a text first asks for it."""
    _load(Path(fontpkg_eb_garamond.ROOT), italic=True)


def _load(folder: Path, *, italic: bool = False) -> str | None:
    families: list[str] = []
    for path in sorted(folder.rglob("*.ttf")):
        if ("Italic" in path.name) is italic:
            families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else None
