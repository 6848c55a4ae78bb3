"""Words as TeX and BibTeX read them as the same words. Letters stay what they are: the files are UTF-8."""

from __future__ import annotations

import re

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
}
# BibTeX counts escaped braces as well: one without its other half goes by name.
_SINGLE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
_SPECIALS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)")


def escape_tex(text: str) -> str:
    """`text` with TeX's special signs escaped, and no signs that would run into one."""
    signs = _SPECIAL if _is_balanced(text) else _SPECIAL | _SINGLE_BRACES
    return _SPECIALS.sub(lambda match: signs[match.group()], _LIGATURES.sub("\0", text)).replace("\0", "{}")


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in re.findall("[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0
