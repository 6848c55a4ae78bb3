"""Footnotes and endnotes: which there are, and the label that each marker has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lxml import etree

from annotator.importing.word.names import child_value, number, value, w
from annotator.importing.word.numbering import formatted

NoteKey = tuple[str, int]
_KINDS = ("footnote", "endnote")


class _Counting(NamedTuple):
    """How the notes of one kind are numbered (in one section, or in all that don't say)."""

    format: str | None = None
    start: int | None = None
    restart: str | None = None


class Notes:
    """The notes of a file by their key (kind and id). Separators stand among them, but nothing marks those."""

    def __init__(
        self,
        parts: Mapping[str, etree._Element | None],
        settings: etree._Element | None,
        sections: Iterable[etree._Element],
    ) -> None:
        self.elements: dict[NoteKey, etree._Element] = {}
        for kind, root in parts.items():
            for element in [] if root is None else root.iterchildren(w(kind)):
                key = number(value(element, "id"))
                if key is not None:
                    self.elements[kind, key] = element
        self._usual = {kind: _counting(settings, kind) for kind in _KINDS}
        self._sections = [{kind: _counting(section, kind) for kind in _KINDS} for section in sections]
        self._counts: dict[str, tuple[int, int]] = {}
        self.marked: dict[NoteKey, str] = {}

    def mark(self, kind: str, key: int, section: int, custom: str | None) -> tuple[str, NoteKey] | None:
        """(label, key) of the marker that comes next, or None where the file has no such note.

        `custom` is a mark that the author set instead of a number; it isn't counted.
        """
        if (kind, key) not in self.elements:
            return None
        if custom is None:
            own = self._sections[section][kind] if section < len(self._sections) else _Counting()
            usual = self._usual[kind]
            start = own.start or usual.start or 1
            last, counted_in = self._counts.get(kind, (start - 1, section))
            # Notes that begin anew on each page can't be told apart by their pages: those are numbered on.
            if (own.restart or usual.restart) == "eachSect" and counted_in != section:
                last = start - 1
            self._counts[kind] = (last + 1, section)
            format_ = own.format or usual.format or ("decimal" if kind == "footnote" else "lowerRoman")
            custom = formatted(last + 1, format_)
        label = custom.strip() or "*"
        self.marked[kind, key] = label
        return label, (kind, key)


def _counting(parent: etree._Element | None, kind: str) -> _Counting:
    properties = None if parent is None else parent.find(w(f"{kind}Pr"))
    return _Counting(
        child_value(properties, "numFmt"),
        number(child_value(properties, "numStart")),
        child_value(properties, "numRestart"),
    )
