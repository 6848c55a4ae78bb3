"""What a Markdown file says of itself before its text: YAML between dashes, or lines that begin with `%`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from annotator.importing.canonical import canonical
from annotator.importing.flow.outline import joined_names

_FENCE = "---"
_ENDS = ("---", "...")
_LONGEST = 200
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):\s*(\S.*)")
_NAMES = {
    "lang": "language",
    "authors": "author",
    "creator": "author",
    "by": "author",
    "editors": "editor",
    "translators": "translator",
    "published": "date",
}


class FrontMatter(NamedTuple):
    """The fields, as plain strings, and the number of lines before the text."""

    fields: Mapping[str, str]
    lines: int


NO_FRONT_MATTER = FrontMatter({}, 0)


def read_front_matter(lines: list[str]) -> FrontMatter:
    """The front matter at the top of a file's `lines`; what only looks like it is text."""
    if lines and lines[0].startswith("% "):
        return _title_block(lines)
    if not lines or lines[0].rstrip() != _FENCE:
        return NO_FRONT_MATTER
    end = next((at for at, line in enumerate(lines[1:_LONGEST], 1) if line.rstrip() in _ENDS), None)
    if end is None:
        return NO_FRONT_MATTER
    inside = lines[1:end]
    fields = _fields(inside)
    if fields is None and any(line.strip() for line in inside):
        return NO_FRONT_MATTER
    named = {_NAMES.get(key.casefold(), key.casefold()): text for key, text in (fields or {}).items() if text}
    return FrontMatter(named, end + 1)


def _fields(lines: list[str]) -> dict[str, str] | None:
    """The fields as strings, or None where the lines hold none."""
    try:
        # The base loader makes nothing but strings, lists and mappings.
        found = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        # `title: Dams: A History` is no YAML, but plain enough.
        matches = [_FIELD.fullmatch(line.strip()) for line in lines if line.strip()]
        return {match[1]: match[2].strip("\"' ") for match in matches if match} if any(matches) else None
    return {str(key): _plain(one) for key, one in found.items()} if isinstance(found, dict) else None


def _plain(found: object, depth: int = 0) -> str:
    """A field as one string: lists joined as names are; of a mapping its name, or all its values."""
    if depth > 3:
        return ""
    if isinstance(found, dict):
        name = found.get("name") or found.get("literal") or found.get("text") or found.get("main")
        given = " ".join(_plain(found[key], depth + 1) for key in ("given", "family") if key in found)
        return _plain(name, depth + 1) if name else given or ", ".join(_plain(one, depth + 1) for one in found.values())
    if isinstance(found, list):
        return joined_names([text for one in found[:100] if (text := _plain(one, depth + 1))]) or ""
    return canonical(found) if isinstance(found, str) else ""


def _title_block(lines: list[str]) -> FrontMatter:
    """`% title`, `% authors` and `% date`, one a line; authors apart by semicolons."""
    block = [line for line in lines[:3] if line.startswith("%")]
    texts = [canonical(line[1:]) for line in block] + ["", ""]
    authors = joined_names([name.strip() for name in texts[1].split(";") if name.strip()])
    fields = {"title": texts[0], "author": authors or "", "date": texts[2]}
    return FrontMatter({key: text for key, text in fields.items() if text}, len(block))
