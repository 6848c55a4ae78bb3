"""Captions that only stand beside a table, without a style that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.importing.flow.pieces import Piece
from annotator.model.document import BlockKind

_CAPTION = re.compile(
    r"\s*(?:table|tab\.|figure|fig\.|chart|tabelle|abbildung|abb\.|tableau|tabla|tabella|tabel|таблица)"
    r"(?:\s+(?:\d[\d.\-–]*|[ivxlc]+)\b|\s*:)",
    re.IGNORECASE,
)
_LONGEST = 250


def with_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with paragraphs right before or after a table that begin like `Table 3` as captions."""
    tables = {at for at, piece in enumerate(pieces) if piece.kind is BlockKind.TABLE}
    return [
        piece._replace(kind=BlockKind.CAPTION) if tables & {at - 1, at + 1} and _is_caption(piece) else piece
        for at, piece in enumerate(pieces)
    ]


def _is_caption(piece: Piece) -> bool:
    return piece.kind is BlockKind.PARAGRAPH and len(piece.text) <= _LONGEST and bool(_CAPTION.match(piece.text))
