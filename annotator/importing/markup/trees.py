"""Markup parsed into element trees: as XML where it is well formed, else as browsers read it."""

from __future__ import annotations

import re

from lxml import etree

from annotator.errors import UserError
from annotator.importing.decoding import decode_declared
from annotator.importing.markup.tags import name_of
from annotator.importing.safe_xml import CONTROL, MAX_XML_BYTES, parse_xml, too_big

_DECLARATION = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)


def parse_markup(data: bytes, name: str, part: str) -> tuple[etree._Element | None, bool]:
    """(root, whether it had to be mended) of an XHTML file; the root is None where nothing is in it.

    Raises UserError: `part_too_big`, with `name` and `part`.
    """
    if not data.strip():
        return None, False
    try:
        return parse_xml(data, name, part), False
    except UserError as error:
        if error.code != "part_damaged":
            raise
    return parse_html(data, name, part), True


def parse_html(data: bytes, name: str, part: str) -> etree._Element | None:
    """The root of an HTML file, however it is written; None where nothing is in it.

    Raises UserError: `part_too_big`, with `name` and `part`, and those of `decode_declared`.
    """
    if len(data) > MAX_XML_BYTES:
        raise UserError("part_too_big", name=name, part=part)
    text = CONTROL.sub(" ", decode_declared(data, name))
    declaration = _DECLARATION.match(text)
    text = text[declaration.end() :] if declaration else text
    parser = etree.HTMLParser(
        recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.ParserError:
        root = None
    if too_big(parser):
        raise UserError("part_too_big", name=name, part=part)
    return root


def body_of(root: etree._Element) -> etree._Element:
    """The element that holds all that is shown."""
    return next((element for element in root.iter(etree.Element) if name_of(element) == "body"), root)
