"""Names of WordprocessingML, and the values of its attributes."""

from __future__ import annotations

import re

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# The strict variant of the standard has names of its own for the same things.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _MATH.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _RELATIONSHIPS.encode()),
)
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
MATH = (f"{{{_MATH}}}oMath", f"{{{_MATH}}}oMathPara")

_OFF = ("0", "false", "off", "none")
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")
_TWIPS = {None: 1.0, "pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}


def w(name: str) -> str:
    """The full name of `w:name`."""
    return f"{{{_MAIN}}}{name}"


def m(name: str) -> str:
    """The full name of `m:name`."""
    return f"{{{_MATH}}}{name}"


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The attribute `w:name` of `element`, or None."""
    return None if element is None else element.get(w(name))


def child_value(parent: etree._Element | None, child: str, name: str = "val") -> str | None:
    """The attribute of the first child `w:child` of `parent`, or None."""
    return None if parent is None else value(parent.find(w(child)), name)


def number(text: str | None) -> int | None:
    """A whole number, or None for what is none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else None


def twips(text: str | None) -> int | None:
    """A length in twentieths of a point, whatever unit it was given in; None for what is no length."""
    match = _MEASURE.fullmatch(text.strip()) if text else None
    return round(float(match[1][:12]) * _TWIPS[match[2]]) if match else None


def switch(parent: etree._Element, name: str) -> bool | None:
    """Whether the on/off property `w:name` of `parent` is on; None where it isn't said."""
    element = parent.find(w(name))
    return None if element is None else element.get(w("val"), "1") not in _OFF
