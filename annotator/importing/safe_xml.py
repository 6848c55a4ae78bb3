"""The one XML parser for files of strangers: no document type, no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from annotator.errors import UserError
from annotator.importing.decoding import decode_declared

MAX_XML_BYTES = 48 * 1024 * 1024

# The declaration and the document type stand before the root. Neither is needed once the text is decoded, and without
# a document type there is nothing to expand and nothing to load.
_PROLOG = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)*+", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&(\w{2,32};)")
_XML_ENTITIES = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse_xml(data: bytes, name: str, part: str, *, mend: bool = False) -> etree._Element:
    """The root element of `part` (a path) of the file `name`, without comments and processing instructions.

    HTML's named entities are known, whatever the document type said. libxml2 bounds depth (256 elements) and the
    length of one text (10 MB). `mend`: what isn't well formed is read as far as it can be. Raises UserError, each with
    `name` and `part`: `part_too_big`, `part_damaged` (reason).
    """
    if len(data) > MAX_XML_BYTES:
        raise UserError("part_too_big", name=name, part=part)
    text = decode_declared(data, name)
    prolog = _PROLOG.match(text)
    text = text[prolog.end() :] if prolog else text
    text = CONTROL.sub(" ", _ENTITY.sub(_character, text))
    parser = etree.XMLParser(
        recover=mend,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    reason = "empty"
    root: etree._Element | None = None
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg)
    if too_big(parser):
        raise UserError("part_too_big", name=name, part=part)
    if root is None:
        raise UserError("part_damaged", name=name, part=part, reason=reason)
    return root


def too_big(parser: etree.XMLParser | etree.HTMLParser) -> bool:
    """Whether `parser` gave up at one of its bounds, which a parser that recovers doesn't say otherwise."""
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


def _character(match: re.Match[str]) -> str:
    known = match[1] not in _XML_ENTITIES and match[1] in html5
    return html5[match[1]] if known else match.group()
