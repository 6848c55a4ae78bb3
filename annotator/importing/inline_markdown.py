"""The inside of a Markdown block: emphasis, links, code and footnote markers taken out of the running text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from annotator.model.document import EmphasisKind

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)"
    r"|\[\^(?P<ref>[^\]\s]{1,40})\]"
    r"|!?\[(?P<label>[^\[\]]*)\]\((?:[^()\s]*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<address>(?:https?|mailto):[^<>\s]+)>"
    r"|<!--.{0,2000}?-->"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<run>\*+|_+)"
)
_STYLES = {1: (EmphasisKind.ITALIC,), 2: (EmphasisKind.BOLD,), 3: (EmphasisKind.ITALIC, EmphasisKind.BOLD)}


@dataclass(slots=True)
class Inline:
    """Running text, with its emphasis (kind, start, end) and footnote markers (offset, label), in code points."""

    text: str = ""
    emphasis: list[tuple[EmphasisKind, int, int]] = field(default_factory=list)
    refs: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    """A run of `*` or `_` that may open or close emphasis; `piece`: where it stands among the pieces."""

    piece: int
    mark: str
    opens: bool


def parse_inline(source: str) -> Inline:
    """The text of one Markdown block."""
    pieces: list[str] = []
    refs: list[tuple[int, str]] = []
    runs: list[_Run] = []
    pairs: list[tuple[_Run, int]] = []
    done = 0
    for match in _TOKEN.finditer(source):
        pieces.append(source[done : match.start()])
        done = match.end()
        if match["run"]:
            _delimiter(source, match, pieces, runs, pairs)
        elif match["ref"]:
            refs.append((len(pieces), match["ref"]))
        else:
            pieces.append(_plain(match))
    pieces.append(source[done:])
    return _assemble(pieces, refs, pairs)


def _plain(match: re.Match[str]) -> str:
    if match["entity"]:
        return html.unescape(match["entity"])
    if match["label"]:
        return parse_inline(match["label"]).text
    return match["escaped"] or match["code"] or match["address"] or ""


def _delimiter(
    source: str, match: re.Match[str], pieces: list[str], runs: list[_Run], pairs: list[tuple[_Run, int]]
) -> None:
    before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
    opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
    if match["run"][0] == "_":
        # Inside of a word an underscore is part of it.
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    mark = match["run"]
    if closes:
        for back in range(len(runs) - 1, max(-1, len(runs) - 9), -1):
            if runs[back].mark == mark and len(mark) in _STYLES:
                pairs.append((runs[back], len(pieces)))
                pieces[runs[back].piece] = ""
                pieces.append("")
                del runs[back:]
                return
    pieces.append(mark)
    if opens:
        runs.append(_Run(len(pieces) - 1, mark, opens))


def _assemble(pieces: list[str], refs: list[tuple[int, str]], pairs: list[tuple[_Run, int]]) -> Inline:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    found = Inline("".join(pieces), refs=[(starts[piece], label) for piece, label in refs])
    for run, end in pairs:
        found.emphasis += [(style, starts[run.piece], starts[end]) for style in _STYLES[len(run.mark)]]
    found.emphasis.sort(key=lambda span: (span[1], -span[2]))
    return found
