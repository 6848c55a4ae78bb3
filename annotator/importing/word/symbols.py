"""Letters of the Symbol font, which stand at private places, and formulas, as plain text."""

from __future__ import annotations

import re

from lxml import etree

from annotator.importing.word.names import m

# The Symbol font's own encoding, as far as it holds what may stand in prose.
_FIRST = 0x20
_LETTERS = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SIGNS = {
    0xA1: "ϒ", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCC: "⊂", 0xCE: "∈",
    0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_SYMBOLIC = ("symbol", "wingdings", "webdings")
_PRIVATE = re.compile("[\uf020-\uf0ff]")
UNKNOWN = "\ufffd"


def symbol(code: str, font: str | None) -> str:
    """The character at `code` (hexadecimal) of `font`; UNKNOWN where it can't be told."""
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    family = (font or "").casefold()
    if 0xF000 <= place <= 0xF0FF or (place < 0x100 and family.startswith(_SYMBOLIC)):
        return _in_symbol(place & 0xFF) if family == "symbol" else UNKNOWN
    return chr(place) if 0x20 <= place <= 0xFFFF and not 0xD800 <= place <= 0xDFFF else UNKNOWN


def plain(text: str, font: str | None) -> str:
    """`text` with what was typed in the Symbol font's private places as the letters that are meant."""
    return _PRIVATE.sub(lambda match: symbol(f"{ord(match.group()):x}", font), text)


def _in_symbol(place: int) -> str:
    letter = place - _FIRST
    return _LETTERS[letter] if 0 <= letter < len(_LETTERS) else _SIGNS.get(place, UNKNOWN)


_PARTS = {
    m("f"): (("num", ""), ("den", "/")),
    m("sSup"): (("e", ""), ("sup", "^")),
    m("sSub"): (("e", ""), ("sub", "_")),
    m("sSubSup"): (("e", ""), ("sub", "_"), ("sup", "^")),
    m("rad"): (("deg", ""), ("e", "√")),
}


def formula(element: etree._Element) -> str:
    """A formula on one line: a/b, x^2, √x."""
    parts = _PARTS.get(str(element.tag))
    if parts:
        texts = [(sign, _of_child(element, name)) for name, sign in parts]
        return "".join(sign + (f"({text})" if sign and len(text) > 1 and not text.isalnum() else text)
                       for sign, text in texts if text)  # fmt: skip
    if element.tag == m("nary"):
        sign = _sign(element.find(m("naryPr")), "chr", "∫")
        limits = "".join(
            mark + text for name, mark in (("sub", "_"), ("sup", "^")) if (text := _of_child(element, name))
        )
        return f"{sign}{limits} {_of_child(element, 'e')}"
    if element.tag == m("t"):
        return element.text or ""
    inside = [formula(child) for child in element if not str(child.tag).endswith("Pr")]
    if element.tag == m("d"):
        properties = element.find(m("dPr"))
        opening, closing = (_sign(properties, name, usual) for name, usual in (("begChr", "("), ("endChr", ")")))
        return opening + ", ".join(inside) + closing
    return "".join(inside)


def _of_child(element: etree._Element, name: str) -> str:
    child = element.find(m(name))
    return "" if child is None else formula(child)


def _sign(properties: etree._Element | None, name: str, usual: str) -> str:
    found = None if properties is None else properties.find(m(name))
    return usual if found is None else found.get(m("val"), usual)
