"""Words as Markdown that reads back as the same words, in CommonMark, pandoc and Python-Markdown alike.

The three agree on fewer backslash escapes than each has alone: `\\<`, `\\&`, `\\~`, `\\$`, `\\^`, `\\@` and `\\:` are
left standing by Python-Markdown, so these become character references. Whatever can't be read as markup where it
stands keeps its plain form, for people read these files as they are: "a < b", "snake_case", "R & D", "$5 to $10".
Straight quotation marks, `--` and `...` are left alone: making them typographic is pandoc's `smart`, the
person's own choice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_ANY = re.compile(r"[\\`*\[_<&@$~^]")  # one of these stands in all inline markup; most lines have none
# Inline markup. A `]` without its `[` is plain; an underscore inside a word is too; `<` opens a tag or an address
# only before a character that is no space; before `=` only one of mail.
_INLINE = re.compile(
    r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])|<(?=[^\s=]|=\S*@)|&(?=#?\w+;)|(?<![^\W_])@(?=[\w{*])|@(?=\w+@)"
)
# Pandoc's mathematics: a second dollar closes it after a character and before no digit; `$$` opens a display.
_MATHS = re.compile(r"\$.*(?<=\S)\$(?!\d)|\$\$")

# Block markup, at the start of a line only. An initial (`A. Quill`) is no list in pandoc either; `A)` is.
_LIST_NUMBER = re.compile(r"(\(?)(\d{1,9}|#|@\w*|[a-z]|[A-Z](?=\)|\.$)|[ivxlcdm]+|[IVXLCDM]{2,})([.)])(?=\s|$)")
_BLOCK = re.compile(r"[-+|~](?=\s|$)|-(?=[-\s]*$)|\+(?=[-=:])|:(?=\s|$|::)|=(?=[=\s]*$)|>|#")
_CLOSING_HASHES = re.compile(r"#(?=#*$)")

_BACKSLASH = "\\`*_{}[]()>#+-.!"  # what Python-Markdown lets a backslash escape
_NAMED = {"<": "&lt;", "&": "&amp;"}


def escape_line(text: str) -> str:
    """One line of words, as it may stand at the beginning of a line of Markdown; spaces around it go."""
    return "".join(escaped_characters(text.strip()))


def escape_inline(text: str) -> str:
    """Words as they may stand inside a line of Markdown."""
    return "".join(escaped_characters(text, starts_line=False)) if _ANY.search(text) else text


def escape_heading(text: str) -> str:
    """Words as the text of a `#` heading: besides, braces are attributes there, and trailing `#`s vanish."""
    plain = " ".join(text.split())
    return _CLOSING_HASHES.sub(r"\\#", escape_inline(plain)).replace("{", "\\{")


def escaped_characters(line: str, *, starts_line: bool = True) -> list[str]:
    """What to write for each code point of `line`, so that markup may be put between them."""
    at = set(_inline(line)) if _ANY.search(line) else set[int]()
    if starts_line:
        if match := _LIST_NUMBER.match(line):
            at |= {match.start(group) for group in (1, 3) if match.group(group)} | {i for i in (0, 1) if line[i] == "#"}
        elif _BLOCK.match(line):
            at.add(0)
    result = list(line)
    for index in at:
        result[index] = _escape(result[index])
    return result


def _inline(line: str) -> Iterator[int]:
    yield from (match.start() for match in _INLINE.finditer(line))
    # A pair of these sets words off in pandoc; one alone is a character.
    paired = {mark for mark in "~^" if line.count(mark) > 1} | ({"$"} if _MATHS.search(line) else set())
    if paired:
        yield from (index for index, character in enumerate(line) if character in paired)


def yaml_string(text: str) -> str:
    """`text` as a double-quoted YAML scalar: JSON's form, with the line ends that only YAML knows escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]", lambda m: f"\\u{ord(m.group()):04x}", quoted)


def _escape(character: str) -> str:
    if character in _BACKSLASH:
        return "\\" + character
    return _NAMED.get(character) or f"&#{ord(character)};"
