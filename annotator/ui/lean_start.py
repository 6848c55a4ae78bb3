"""Loads PySide6 without what it needs only to speak of itself: signatures for help and for the words of a TypeError.

At every start PySide6 compiles those modules from an archive within its library, and runs them: 30 ms, a fifth of what
our first paint takes, and no start asks for any of it. Here they come in as empty modules that fill themselves when
somebody looks into one. That is done only with a loader of which it was seen that it works; with any other, and
wherever else PySide6 goes about it differently, all is loaded as ever.
"""

from __future__ import annotations

import builtins
from typing import Any
from zlib import crc32

_ROOM = "shibokensupport/signature/"
_LOADER, _KNOWN_LOADERS = _ROOM + "loader.py", frozenset({2208664976})  # of PySide6 6.11 and 6.12
_LATER = frozenset(
    _ROOM + name
    for name in ("errorhandler.py", "layout.py", "lib/enum_sig.py", "lib/pyi_generator.py", "lib/tool.py", "parser.py")
)
_EMPTY = """
def __getattr__(name):
    from annotator.ui.lean_start import fill
    return fill(globals(), name)
"""

_sources: dict[str, Any] = {}  # by path within the archive, until they are run


def load_pyside() -> None:
    """Import PySide6, if that wasn't done yet; its signatures come when they are asked for."""
    compile_all, known = builtins.compile, False

    def compile_few(source: Any, filename: Any, mode: str, *rest: Any, **more: Any) -> Any:
        nonlocal known
        if filename == _LOADER:
            known = crc32(source) in _KNOWN_LOADERS
        elif known and filename in _LATER:
            _sources[filename] = source
            source = _EMPTY
        return compile_all(source, filename, mode, *rest, **more)

    builtins.compile = compile_few  # what PySide6's importer calls
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = compile_all


def fill(module: dict[str, Any], name: str) -> Any:
    """Run what the module holds in truth, and look for `name` again. Raises AttributeError."""
    source = None if name.startswith("__") else _sources.pop(module["__file__"], None)
    if source is not None:
        del module["__getattr__"]
        exec(compile(source, module["__file__"], "exec", dont_inherit=True), module)
    if name not in module:
        raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
    return module[name]


def waiting() -> frozenset[str]:
    """The modules that nobody has looked into yet, by their paths in PySide6's archive."""
    return frozenset(_sources)
