"""Commands that export: export, presets."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.cli.output import put, put_file, put_json
from annotator.cli.paper import export_pdf
from annotator.cli.roles import role_key
from annotator.errors import UserError
from annotator.i18n import _
from annotator.services import Services
from annotator.services.divisions import find_division
from annotator.services.drafts import clean_tags
from annotator.services.exporting import STANDARD, BibliographyOptions, JsonLdOptions, MarkdownOptions, Options
from annotator.services.saved_exports import SAVED, as_options, as_values, saved_in
from annotator.settings import Settings
from annotator.wiring import build_services

SUFFIXES = {
    "markdown": ".md",
    "md": ".md",
    "html": ".html",
    "csv": ".csv",
    "json-ld": ".jsonld",
    "bibtex": ".bib",
    "csl-json": ".json",
}
STANDARD_OUTPUT = "-"
PARTS = ("notes", "quotes", "tags", "ids", "front-matter")
_MOST = 1_000_000  # hits of a search that is exported


def export(options: Namespace) -> None:
    """Annotated excerpts to a file, or to standard output."""
    settings = Settings(options.paths.settings, options.paths.cache / "layout.json")
    if options.save_preset is not None and not options.save_preset.strip():
        raise UserError("bad_option", option="--save-preset", detail=_("an empty name"))
    with closing(build_services(options.paths)) as services:
        readers = [services.shelf.get(reader).id for reader in options.readers]
        if options.format == "pdf":
            export_pdf(services, options, readers)
            return
        chosen = _chosen(services, readers, options, settings)
        if options.save_preset and isinstance(chosen, MarkdownOptions):
            if options.save_preset in _keys(services):
                raise UserError("bad_option", option="--save-preset", detail=_("a preset has this name already"))
            _save(settings, options.save_preset, chosen)
        if options.output in (None, STANDARD_OUTPUT):
            put_file(services.exporting.text(readers, chosen))
            services.exporting.note_use(readers, chosen)
            return
        path = _target(services, readers, options.output, chosen)
        choices = None if options.on_conflict is None else _Always(options.on_conflict)
        target = services.exporting.plan(readers, chosen, path, choices, restore_deleted=options.restore_deleted)
        if options.dry_run:
            put_file(services.exporting.difference(target))
        else:
            put(str(services.exporting.carry_out(target, readers, chosen)))


def presets(options: Namespace) -> None:
    """The presets that there are; with --copy, one of them into the person's own folder, to be changed there."""
    saved = saved_in(Settings(options.paths.settings, options.paths.cache / "layout.json").get(SAVED))
    with closing(build_services(options.paths)) as services:
        if options.copy:
            put(str(services.exporting.presets.copy(options.copy)))
            return
        found = services.exporting.presets.all()
    if options.json:
        put_json([{"key": one.key, "name": one.name, "about": one.about, "own": one.own} for one in found])
        return
    for one in found:
        put(f"{one.key:<16} {one.name}{f' – {one.about}' if one.about else ''}")
    for name, values in saved.items():
        put(_("{name}: {preset}, as you saved it").format(name=name, preset=values.get("preset", STANDARD)))


class _Always(dict[str, Any]):
    """One answer to every conflict."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self._answer = answer

    def get(self, key: str, default: Any = None) -> Any:
        return self._answer


def _chosen(services: Services, readers: list[str], options: Namespace, settings: Settings) -> Options:
    """The options of one call: those of a saved preset, and over them what was given."""
    saved = None
    if options.preset and options.preset not in _keys(services):  # the window saves under any name
        saved = saved_in(settings.get(SAVED)).get(options.preset)
    found = as_options(saved or {})
    if saved is None and options.preset:
        found = replace(found, preset=services.exporting.presets.get(options.preset).key)
    form = options.format or found.format
    roles = [role_key(services, role) for role in options.role or ()]
    given: dict[str, Any] = {
        "roles": frozenset(role for role in roles if role) if roles else found.roles,
        "tags": frozenset(clean_tags(options.tag)) if options.tag else found.tags,
        "division": _division(services, readers, options.division),
    }
    if form in ("bibtex", "csl-json"):
        return BibliographyOptions(form, **given)
    given["ids"] = None if options.search is None else _found_by(services, readers, options.search)
    if form == "json-ld":
        return JsonLdOptions(**given, with_trash=options.with_trash)
    found = replace(
        found,
        **given,
        format="markdown" if form == "md" else form,
        order=options.order or found.order,
        style=options.style or found.style,
        heading_level=options.level or found.heading_level,
    )
    without = {part.strip().lower() for part in ",".join(options.without or ()).split(",") if part.strip()}
    if not without <= set(PARTS):
        raise UserError("bad_option", option="--without", detail=", ".join(PARTS))
    return replace(found, **{f"with_{part.replace('-', '_')}": False for part in without})  # type: ignore[arg-type]


def _division(services: Services, readers: list[str], name: str | None) -> int | None:
    if name is None:
        return None
    if len(set(readers)) > 1:
        raise UserError("bad_option", option="--division", detail=_("one reader only"))
    return find_division(services.shelf.document(services.shelf.get(readers[0])), name)


def _found_by(services: Services, readers: list[str], query: str) -> frozenset[str]:
    """The ids of the annotations that a search finds."""
    search = services.finding.search
    notes = frozenset({"notes"})
    answers = [search(query, kinds=notes, reader_id=one, limit=_MOST, complete=True) for one in readers]
    hits = [hit for answer in answers for hit in answer.hits]
    return frozenset(hit.annotation for hit in hits if hit.annotation)


def _keys(services: Services) -> set[str]:
    return {one.key for one in services.exporting.presets.all()}


def _save(settings: Settings, name: str, chosen: MarkdownOptions) -> None:
    kept = {known: dict(values) for known, values in saved_in(settings.get(SAVED)).items()}
    try:
        settings.set(SAVED, {**kept, name: as_values(chosen)})
    except OSError as error:
        raise UserError("settings_unwritable", reason=error.strerror or str(error)) from error


def _target(services: Services, readers: list[str], output: str, chosen: Options) -> Path:
    """The file that `output` names: itself, or one in it where it is a folder or ends as one."""
    if not output:
        raise UserError("bad_option", option="--output", detail=_("an empty name"))
    is_folder = output.endswith(("/", os.sep)) or os.path.isdir(output)  # noqa: PTH112 (Path's may raise)
    if services.exporting.goes_into_a_folder(chosen) and (is_folder or not re.search(r"\.\w+$", output)):
        return Path(output)
    if isinstance(chosen, MarkdownOptions):
        form: str = chosen.format
    else:
        form = "json-ld" if isinstance(chosen, JsonLdOptions) else chosen.form
    return services.exporting.file_in(Path(output), readers, SUFFIXES[form]) if is_folder else Path(output)
