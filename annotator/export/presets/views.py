"""What a template is told: plain, unchanging values, ready as Markdown. The help page on presets lists them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A reader: `title` and `author` (its editor, else its author) as Markdown, `level` of its heading, `count` of the
    annotations that are exported."""

    title: str
    author: str
    level: int
    count: int


@dataclass(frozen=True, slots=True)
class PartView:
    """A heading. `kind`: `selection`, `section`, `role`, `tag`, `date`, or `lost` for passages that weren't found.

    `author` and `source` are the selection's, `text` is a sentence of ours that belongs under it; all may be empty.
    """

    kind: str
    title: str
    level: int
    author: str = ""
    source: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """An annotation. `quote` (its words), `citation` and `note` are Markdown, empty where there are none or where
    they are left out; `tags` have a hash.

    `role` is the name of the role, `key` its key; `date` is the day on which it was made (2026-11-01); `level` is that
    of the deepest heading above; `lost`: its words weren't found in this text.
    """

    id: str
    quote: str
    citation: str
    role: str
    key: str
    tags: tuple[str, ...]
    note: str
    date: str
    level: int
    lost: bool
