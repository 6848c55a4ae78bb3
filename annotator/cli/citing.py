"""The cite command: how a reader and its pieces are cited, and a person's corrections."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Any

from annotator.cli.output import put, put_json
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services import Services, bibliography
from annotator.services.bibliography import STYLES, Sheet
from annotator.services.divisions import find_division
from annotator.wiring import build_services


def cite(options: Namespace) -> None:
    """Show what is cited and how; `--set` and `--reset` correct it first, as one act."""
    with closing(build_services(options.paths)) as services:
        reader = services.shelf.get(options.reader)
        if reader.deleted:
            raise UserError("reader_in_trash", title=reader.title, id=reader.id)
        document = services.shelf.document(reader)
        division = None if options.division is None else find_division(document, options.division)
        values = _values(options.set or (), options.reset or ())
        if values:
            services.history.commit(services.bibliography.correct(reader, document, division, values))
        sheets = _sheets(services, reader, document, division, only=bool(values) or division is not None)
        lost = [] if division is not None else services.bibliography.lost(reader, document)
    if options.json:
        works = [_described(sheet) for sheet in sheets]
        put_json({"reader": reader.id, "works": works, "lost": [_plain(asdict(one)) for one in lost]})
        return
    put("\n\n".join("\n".join(_shown(sheet)) for sheet in sheets))
    for one in lost:
        said = ", ".join(f"{name}: {value}" for name, value in one.fields)
        put(
            _("\n“{division}” isn't in this text any more. You had said: {said}").format(
                division=one.division, said=said
            )
        )


def _values(said: Sequence[str], reset: Sequence[str]) -> dict[str, str | None]:
    values: dict[str, str | None] = dict.fromkeys(reset)
    for one in said:
        name, equals, value = one.partition("=")
        if not equals:
            raise UserError("bad_option", option="--set", detail=_("“{text}” has no “=”").format(text=one))
        values[name.strip()] = value
    return values


def _sheets(services: Services, reader: Reader, document: Document, division: int | None, *, only: bool) -> list[Sheet]:
    if only:
        return [services.bibliography.sheet(reader, document, division)]
    return services.bibliography.sheets(reader, document)


def _described(sheet: Sheet) -> dict[str, Any]:
    """A work as JSON: what it is, what was found and said of it, and each style's citation of it."""
    work = _plain(asdict(sheet.work))
    original = work.pop("original", None)
    return {
        **{name: value for name, value in work.items() if name not in ("reader_id", "titled", "division")},
        "division": sheet.work.division,
        "index": sheet.division,
        "original": original and {name: value for name, value in original.items() if value and name != "text"},
        "source": (original and original["text"]) or None,
        "found": {one.name: one.found for one in sheet.entries},
        "said": {one.name: one.said for one in sheet.entries if one.said is not None},
        "citations": {style: bibliography.cite(sheet.work, sheet.pages, style) for style in STYLES},
    }


def _shown(sheet: Sheet) -> list[str]:
    """A work for people: its fields, those that a person said with what was found beside, and how it is cited."""
    lines = [sheet.work.title or _("Untitled")]
    for one in sheet.entries:
        value = one.found if one.said is None else one.said
        beside = "" if one.said is None else _("   (found: {found})").format(found=one.found or "—")
        lines += [f"  {one.name:<20} {value or '—'}{beside}"] if value or beside else []
    return lines + [f"  {bibliography.cite(sheet.work, sheet.pages, style)}" for style in STYLES]


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """With null where there is nothing."""
    return {name: None if value == "" else value for name, value in data.items()}
