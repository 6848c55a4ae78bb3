"""What an export is made of, piece by piece, and how the library keeps it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["heading", "excerpt"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading with what stands under it at once, or an excerpt without its comment.

    `key` is an excerpt's id (and a number, `ID 2`, from the second time on), or a heading's own name in this export.
    `level` is a heading's level, 0 for excerpts. `parent` is the key of the heading that it stands under. `label` is
    what to call it in a sentence.
    """

    key: str
    kind: Kind
    text: str
    level: int = 0
    parent: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole export. `front` are the lines of its front matter by their keys; `scope` names what it is of."""

    export_id: str
    scope: str
    front: Mapping[str, str]
    pieces: Sequence[Piece]

    def text(self) -> str:
        """The file, as it is written where there is none yet; ends with a line end."""
        front = ["\n".join(["---", *(f"{key}: {value}" for key, value in self.front.items()), "---"])]
        return "\n\n".join([*(front if self.front else ()), *map(written, self.pieces)]) + "\n"

    def section(self) -> str:
        """The export as a part of a file that has another's front matter."""
        return "\n\n".join([section_mark(self), *map(written, self.pieces)]) + "\n"


@dataclass(frozen=True, slots=True)
class Base:
    """What was last written of an export.

    `pieces` by key, in order; `text` None in one that was found in a file without being known. `gone` are keys that
    the person deleted and that aren't exported now. `whole`: the file was these pieces and nothing else. `beside` are
    the ids of the other exports that stood in the file.
    """

    front: Mapping[str, str] = field(default_factory=dict)
    pieces: Mapping[str, Kept] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    whole: bool = False
    beside: frozenset[str] = frozenset()

    def text(self, key: str) -> str | None:
        """The piece's text as it was last written."""
        found = self.pieces.get(key)
        return None if found is None else found.text


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of a base; what isn't told is unknown."""

    kind: Kind
    text: str | None
    level: int = 0
    parent: str = ""


def written(piece: Piece) -> str:
    """The piece as it stands in a file."""
    return f"{mark(piece.key)}\n\n{piece.text}" if piece.kind == "excerpt" else piece.text


def mark(key: str) -> str:
    """The comment before an excerpt."""
    return f"<!-- annotator:{key} -->"


def section_mark(page: Page) -> str:
    """The comment before an export in a file that begins with another's."""
    return f"<!-- annotator:export {page.export_id} {page.scope} -->"


def base_of(page: Page) -> Base:
    """The base that a page written whole leaves."""
    return Base(page.front, kept(page.pieces), whole=True)


def kept(pieces: Iterable[Piece]) -> dict[str, Kept]:
    """Pieces as a base has them."""
    return {piece.key: Kept(piece.kind, piece.text, piece.level, piece.parent) for piece in pieces}


def packed(base: Base) -> bytes:
    """A base as the library keeps it: compressed JSON."""
    value = {
        "front": dict(base.front),
        "pieces": [[key, one.kind, one.text, one.level, one.parent] for key, one in base.pieces.items()],
        "gone": sorted(base.gone),
        "whole": base.whole,
        "beside": sorted(base.beside),
    }
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes) -> Base | None:
    """The base again; None where the bytes aren't one: then nothing is known, and nothing is taken away."""
    try:
        value = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
        pieces = {key: Kept(kind, text, level, parent) for key, kind, text, level, parent in value["pieces"]}
        beside = frozenset(value.get("beside", ()))  # in none of earlier versions
        return Base(value["front"], pieces, frozenset(value["gone"]), bool(value["whole"]), beside)
    except (zlib.error, ValueError, KeyError, TypeError):
        return None
