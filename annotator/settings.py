"""What a person chose, and how the window lay.

Choices are one TOML file, written atomically by whoever changes a key, re-read first; unknown keys and comments are
kept. Where things lay (`layout.…`) is nobody's choice: a small JSON file in the cache, which opens without a parser.
"""

from __future__ import annotations

import json
import logging
from itertools import count
from typing import TYPE_CHECKING, Any

from annotator.files import private_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LAYOUT = "layout."
_log = logging.getLogger(__name__)


class Settings:
    """The person's choices, by dotted keys (`window.theme`). A faulty file is left alone and read as empty."""

    def __init__(self, path: Path, layout: Path) -> None:
        self._path = path
        self._layout_path = layout
        self._values = self._read()
        self._layout = self._read_layout()

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        if key.startswith(_LAYOUT):
            return self._layout.get(key, default)
        value: Any = self._values
        for part in key.split("."):
            if not isinstance(value, dict) or part not in value:
                return default
            value = value[part]
        return value

    def set(self, key: str, value: Any) -> None:
        """Write one key, keeping all else that the file holds now; None takes it out. Raises OSError."""
        if not key.startswith(_LAYOUT):
            self.set_all({key: value})
            return
        self._layout = {**self._read_layout(), key: value}
        private_folder(self._layout_path.parent)
        self._layout_path.write_text(json.dumps(self._layout), encoding="utf-8")

    def set_all(self, values: Mapping[str, Any]) -> None:
        """Write several choices at once, as `set` does each of them. Raises OSError."""
        import tomlkit  # only here: reading needs it not, and it takes its time to load

        try:
            document = (
                tomlkit.parse(self._path.read_text(encoding="utf-8")) if self._path.exists() else tomlkit.document()
            )
        except (ValueError, UnicodeDecodeError):
            # A file that can't be read as TOML was edited by hand: it stands aside, it isn't thrown away.
            self._path.replace(self._aside())
            document = tomlkit.document()
        for key, value in values.items():
            *tables, last = key.split(".")
            table: Any = document
            for name in tables:
                if not isinstance(table.get(name), dict):
                    table[name] = tomlkit.table()
                table = table[name]
            if value is None:
                table.pop(last, None)
            else:
                table[last] = value
        private_folder(self._path.parent)
        write_atomically(self._path, tomlkit.dumps(document).encode(), private=True)
        self._values = self._read()

    def _aside(self) -> Path:
        """A name beside the file that nothing has yet."""
        names = (f".unreadable{number or ''}.toml" for number in count())
        return next(path for path in map(self._path.with_suffix, names) if not path.exists())

    def _read_layout(self) -> dict[str, Any]:
        try:
            found = json.loads(self._layout_path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _read(self) -> dict[str, Any]:
        try:
            text = self._path.read_text(encoding="utf-8")
            import tomllib  # a first run has no use for it

            return tomllib.loads(text)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            _log.warning("The settings in %s can't be read (%s): none of them counts till then.", self._path, error)
            return {}
