"""How large a regular expression is once its counted repeats are written out, as compiling does: `(x{9999}){9999}`."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<comment>\(\?\#[^)]*\)?)|(?P<call>\(\?(?:R|[+-]?\d+|&\w+|P>\w+)\))|(?P<open>\()|(?P<close>\))"
    r"|\{(?P<least>[\d\s]*)(?:,[\d\s]*)?\}|(?P<one>\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|.)",
    re.DOTALL,
)


def calls_itself(expression: str) -> bool:
    """Whether a group is called from elsewhere, or from within itself: `(?R)`, `(?1)`, `(?&name)`."""
    return any(token["call"] for token in _TOKEN.finditer(expression))


def unrolled(expression: str) -> int:
    """How many single characters, sets and the like it has with every `{n,m}` written out n times."""
    sizes, last = [0], [0]  # for each group that is open: what is in it, and how much of that is its last piece
    for token in _TOKEN.finditer(expression):
        if token["open"]:
            sizes.append(0)
            last.append(0)
        elif token["least"] is not None:
            more = last[-1] * (max(_number(token["least"]), 1) - 1)
            sizes[-1] += more
            last[-1] += more
        elif not token["comment"]:
            size = 1
            if token["close"] and len(sizes) > 1:
                last.pop()
                size = max(sizes.pop(), 1)
            sizes[-1] += size
            last[-1] = size
    return sum(sizes)


def _number(digits: str) -> int:
    found = "".join(digits.split())
    return min(int(found or 0), 10**9) if len(found) < 20 else 10**9
