"""The faces the program brings along: two serifs and a sans to read in, and one made for low vision.

Nothing is loaded before it is asked for: the first paint needs one cut of one family (some 5 ms).
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

from annotator.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

OLD_STYLE = "onum"
SMALL_CAPS = "smcp"
SUPERIORS = "sups"
NO_LIGATURES = ("-liga", "-dlig", "-clig", "-calt")
_BOLD_FROM = 600
_POINTS = 0.75
"""Points of a pixel at 100 %: optical sizes are told in points."""


def _garamond() -> Path:
    import fontpkg_eb_garamond

    return Path(fontpkg_eb_garamond.ROOT)


def _literata() -> Path:
    import fontpkg_literata

    return Path(fontpkg_literata.ROOT)


def _source_sans() -> Path:
    import fontpkg_source_sans_3

    return Path(fontpkg_source_sans_3.ROOT)


def _hyperlegible() -> Path:
    import fontpkg_atkinson_hyperlegible

    return Path(fontpkg_atkinson_hyperlegible.ROOT)


class Family(NamedTuple):
    """A family to read in.

    `scale` evens out how large faces look: lower-case letters take more of their size in one than in another.
    `variable` ones have a weight axis, `optical` ones another for the size; what isn't there is done without
    (`small_caps` are made of capitals).
    """

    key: str
    label: str
    folder: Callable[[], Path]
    scale: float = 1.0
    variable: bool = True
    optical: bool = False
    small_caps: bool = True


FAMILIES: tuple[Family, ...] = (
    Family("garamond", _("EB Garamond"), _garamond),
    Family("literata", _("Literata"), _literata, 0.86, optical=True),
    Family("sans", _("Source Sans"), _source_sans, 0.9),
    Family(
        "hyperlegible",
        _("Atkinson Hyperlegible"),
        _hyperlegible,
        0.92,
        variable=False,
        small_caps=False,
    ),
)
_BY_KEY = {family.key: family for family in FAMILIES}
_BY_NAME: dict[str, Family] = {}


class FontFamilies:
    """Family names as Qt knows them, for what stands around the text."""

    @cached_property
    def serif(self) -> str:
        """The family of titles and passages in lists."""
        return load_family(FAMILIES[0].key)

    @cached_property
    def sans(self) -> str:
        """The notes' family; notes and previews ask Qt for its slanted cut, not us."""
        name = load_family("sans")
        _load_italics(name)
        _load_italics(self.serif)
        return name


@cache
def load_fonts() -> FontFamilies:
    """The families of this run (needs a QGuiApplication)."""
    return FontFamilies()


def family_of(key: str) -> Family:
    """The family of this key; the first for one that isn't known."""
    return _BY_KEY.get(key, FAMILIES[0])


@cache
def load_family(key: str) -> str:
    """Qt's name of a family, which is loaded now; where that fails, the system's font."""
    family = family_of(key)
    name = _load(family.folder()) or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    _BY_NAME[name] = family
    return name


def make_font(
    name: str, pixels: float, *, weight: int = 400, italic: bool = False, features: tuple[str, ...] = ()
) -> QFont:
    """A font of `pixels` height with OpenType `features` on (off, with a minus), of the family that Qt calls `name`.

    Most faces are variable, and Qt would thicken them artificially if asked for a weight: the weight axis is set
    instead. (Source Sans 3 starts from its thinnest cut, so this holds for the regular weight too.)
    """
    family = _BY_NAME.get(name, FAMILIES[0])
    if italic:
        _load_italics(name)
    font = QFont(name)
    font.setPixelSize(max(1, round(pixels)))
    font.setItalic(italic)
    if family.variable:
        font.setVariableAxis(QFont.Tag("wght"), float(weight))
    elif weight >= _BOLD_FROM:
        font.setWeight(QFont.Weight.Bold)
    if family.optical:
        font.setVariableAxis(QFont.Tag("opsz"), pixels * _POINTS)
    drawn_small = SMALL_CAPS in features and (not family.small_caps or NO_LIGATURES[0] in features)
    for feature in features:
        if not (drawn_small and feature == SMALL_CAPS):
            font.setFeature(QFont.Tag(feature.removeprefix("-")), int(not feature.startswith("-")))
    if drawn_small:
        font.setCapitalization(QFont.Capitalization.SmallCaps)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _load_italics(name: str) -> None:
    """The slanted cut of a loaded family, when a text first asks for it."""
    if name in _BY_NAME:
        _load(_BY_NAME[name].folder(), italic=True)


def _load(folder: Path, *, italic: bool = False) -> str | None:
    families: list[str] = []
    for path in sorted(folder.rglob("*.ttf")):
        if ("Italic" in path.name) is italic:
            families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else None
