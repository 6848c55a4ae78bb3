"""What a Word file says of itself: title, author, language, and when it was made."""

from __future__ import annotations

import re

from lxml import etree

from annotator.importing.canonical import canonical
from annotator.importing.word.styles import Styles

_NAMES = {"title": "title", "creator": "author", "language": "language", "created": "created", "subject": "subject"}
# What programs write where nobody said anything.
_NO_TITLE = re.compile(
    r"(microsoft word - .*|document ?\d*|dokument ?\d*|untitled.*|title|titel|normal"
    r"|(slide|powerpoint) .*|.*\.(docx?|odt|rtf))",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(microsoft( office)?( user)?|(office|windows) user|user|usuario|utilisateur|admin(istrator)?|author|autor|owner"
    r"|python-docx|unknown|home|pc|hp|dell|lenovo|acer|asus|apache poi|docx4j|pandoc|-+|\W*)",
    re.IGNORECASE,
)


def metadata_of(core: etree._Element | None, styles: Styles) -> dict[str, str]:
    """The properties that a person may have set, as plain strings; when it was made, without the time."""
    found: dict[str, str] = {}
    for element in () if core is None else core:
        name = _NAMES.get(etree.QName(element).localname)
        text = canonical(element.text or "")
        if name and text:
            found[name] = text
    if _NO_TITLE.fullmatch(found.get("title", "title")):
        found.pop("title", None)
    if _NO_AUTHOR.fullmatch(found.get("author", "")):
        found.pop("author", None)
    if "created" in found:
        found["created"] = found["created"][:10]
    language = found.get("language") or styles.language
    return {**found, "language": language} if language else found
