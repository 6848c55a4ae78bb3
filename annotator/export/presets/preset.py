"""A preset: a template with a macro for each sort of piece, and what it says of itself.

    {% set name = "Reading notes" %}      what it is called
    {% set about = "…" %}                 and what it is for
    {% set order = "text" %}              text, role, tag or date, where nobody asks for another
    {% set style = "reading" %}           how it cites, likewise
    {% set one_file_a_note = false %}     whether each annotation gets a file of its own
    {% macro title(reader) %}             the head of the file
    {% macro heading(part) %}             a heading below that
    {% macro excerpt(e) %}                an annotation
    {% macro properties(e) %}             lines of front matter, `key: value` (only with one file a note)

Each macro's text is a piece of the living file; white space around it doesn't count.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError
from jinja2.environment import TemplateModule

from annotator.errors import UserError
from annotator.export.escape import escape_line, yaml_string
from annotator.export.presets.sandbox import LONGEST, Sandbox, measured
from annotator.export.presets.views import ExcerptView, PartView, ReaderView

SUFFIX = ".jinja"
ORDERS = ("text", "role", "tag", "date")
_MACROS = ("title", "heading", "excerpt")
_PROPERTY = re.compile(r"([A-Za-z][\w-]*):[ \t]+(\S.*)")
_NO_ATTRIBUTE = re.compile(r"'[\w.]+\.(Reader|Part|Excerpt)View object' has no attribute '(\w+)'")
_LARGEST = 100_000  # bytes of a template


class Preset:
    """A template that was read. Raises UserError `preset_faulty`, whenever it turns out to be."""

    def __init__(self, key: str, source: str, path: Path) -> None:
        self.key, self.path, self.source = key, path, source
        self._template: Template | None = None
        self._sandbox = Sandbox(dict(_FILTERS))
        self._module = self._loaded(source)
        said = self._said
        self.name = str(said("name", key))
        self.about = str(said("about", ""))
        self.order = str(said("order", "text"))
        self.style = str(said("style", "reading"))
        self.one_file_a_note = bool(said("one_file_a_note", False))
        if self.order not in ORDERS:
            raise self._faulty(1, f"order is none of {', '.join(ORDERS)}")
        for macro in _MACROS:
            if not callable(getattr(self._module, macro, None)):
                raise self._faulty(1, f"there is no macro “{macro}”")

    def title(self, reader: ReaderView) -> str:
        """The head of the file."""
        return self._run("title", reader)

    def heading(self, part: PartView) -> str:
        """A heading below it."""
        return self._run("heading", part)

    def excerpt(self, excerpt: ExcerptView) -> str:
        """An annotation."""
        return self._run("excerpt", excerpt)

    def properties(self, excerpt: ExcerptView) -> Mapping[str, str]:
        """Lines of front matter for an annotation in a file of its own."""
        if not hasattr(self._module, "properties"):
            return {}
        lines = self._run("properties", excerpt).split("\n")
        return {found[1]: found[2].rstrip() for line in lines if (found := _PROPERTY.fullmatch(line.strip()))}

    def _said(self, name: str, default: object) -> object:
        return getattr(self._module, name, default)

    def _loaded(self, source: str) -> TemplateModule:
        if len(source) > _LARGEST:
            raise self._faulty(1, "it is too long for a preset")
        try:
            code = self._sandbox.compile(source, self.key, str(self.path))
            self._template = Template.from_code(self._sandbox, code, dict(self._sandbox.globals))
            self._sandbox.steps = 0
            return self._template.make_module()
        except Exception as error:
            raise self._because(error) from error

    def _run(self, macro: str, view: object) -> str:
        self._sandbox.steps = 0
        try:
            text: str = measured(str(getattr(self._module, macro)(view)))
        except Exception as error:  # whatever a template does is the template's fault
            raise self._because(error) from error
        lines = [line.rstrip(" \t") if not line.strip() else line for line in text.split("\n")]
        return "\n".join(lines).strip("\n")

    def _because(self, error: Exception) -> UserError:
        if isinstance(error, UserError):
            return error
        line = getattr(error, "lineno", None) if isinstance(error, TemplateSyntaxError) else None
        if line is None:
            frames = traceback.extract_tb(error.__traceback__)
            inside = next((frame.lineno for frame in reversed(frames) if frame.filename == str(self.path)), None)
            line = self._template.get_corresponding_lineno(inside) if inside and self._template else 1
        if isinstance(error, RecursionError):
            return self._faulty(line, "its macros call one another without end")
        if isinstance(error, MemoryError):
            return self._faulty(line, "it makes too long a text")
        said = str(error.message if isinstance(error, TemplateError) else error) or type(error).__name__
        said = _NO_ATTRIBUTE.sub(lambda m: f"{m[1].lower()} has no “{m[2]}”", said)
        return self._faulty(line, " ".join(said.split()).rstrip("."))

    def _faulty(self, line: int | None, reason: str) -> UserError:
        return UserError("preset_faulty", path=self.path, line=line or 1, reason=reason)


def quoted(text: str, citation: str = "") -> str:
    """Markdown as a block quotation, the citation below it."""
    inside = f"{text}\n\n— {citation}" if citation else text
    return measured("\n".join(f"> {line}" if line else ">" for line in inside.split("\n")))  # type: ignore[no-any-return]


def bold(text: str) -> str:
    """Words in bold; nothing of nothing."""
    return f"**{text}**" if text else ""


def followed(text: str, by: str) -> str:
    """Markdown with some more words behind it, in a paragraph of their own where it ends with a table."""
    if not text or not by:
        return text or by
    return f"{text}\n\n{by}" if text.rpartition("\n")[2].startswith("|") else f"{text} {by}"


def escaped(text: object) -> str:
    """Words as Markdown that reads back as these words."""
    return escape_line(str(text))


def yaml(value: object) -> str:
    """A value for front matter: words in quotation marks, tags as a list without their hashes."""
    if isinstance(value, tuple | list):
        return f"[{', '.join(yaml_string(str(one).removeprefix('#')) for one in value)}]"
    return yaml_string(str(value))


_FILTERS = {one.__name__: one for one in (quoted, bold, followed, escaped, yaml)}


@lru_cache(maxsize=32)
def load(key: str, source: str, path: Path) -> Preset:
    """The preset of a file's text; compiled once."""
    return Preset(key, source, path)


@dataclass(frozen=True, slots=True)
class PresetFile:
    """A preset's file. `own`: the person's."""

    key: str
    path: Path
    own: bool


def preset_files(folders: Any) -> dict[str, PresetFile]:
    """The presets in folders by their keys (their names without suffix); those of a later folder go before."""
    found: dict[str, PresetFile] = {}
    for number, folder in enumerate(folders):
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            found[path.stem] = PresetFile(path.stem, path, number > 0)
    return found


def read(file: PresetFile) -> Preset:
    """The preset in a file. Raises UserError `preset_faulty`, `preset_unreadable`."""
    try:
        data = file.path.read_bytes()
        if len(data) > LONGEST:
            raise UserError("preset_faulty", path=file.path, line=1, reason="it is too long for a preset")
        return load(file.key, data.decode("utf-8-sig").replace("\r\n", "\n"), file.path)
    except UnicodeDecodeError as error:
        raise UserError("preset_faulty", path=file.path, line=1, reason="it is no UTF-8 text") from error
    except OSError as error:
        raise UserError("preset_unreadable", path=file.path, reason=error.strerror or str(error)) from error
