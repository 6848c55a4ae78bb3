"""A person's choices for exports under names of their own, as the settings keep them: plain values, easy to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from annotator.export.citation_styles import STYLES
from annotator.export.options import MarkdownOptions, Order

SAVED = "export.saved"
"""The settings' key of all of them: names, and under each what was chosen."""

_FLAGS = ("notes", "quotes", "tags", "ids", "front_matter")
_FORMATS = ("markdown", "html", "csv")


def as_values(options: MarkdownOptions) -> dict[str, Any]:
    """What is chosen, but for a part of one text and the results of one search."""
    values: dict[str, Any] = {"preset": options.preset, "format": options.format, "level": options.heading_level}
    values |= {} if options.order is None else {"order": options.order}
    values |= {} if options.style is None else {"style": options.style}
    values["without"] = [flag for flag in _FLAGS if not getattr(options, f"with_{flag}")]
    values |= {} if options.roles is None else {"roles": sorted(options.roles)}
    values |= {} if options.tags is None else {"tags": sorted(options.tags)}
    return values


def as_options(values: Mapping[str, Any], over: MarkdownOptions | None = None) -> MarkdownOptions:
    """The options of such values; whatever somebody wrote into the settings that can't be read is left out."""
    found = over or MarkdownOptions()
    without = values.get("without")
    if isinstance(without, list):
        found = replace(found, **{f"with_{flag}": flag not in without for flag in _FLAGS})  # type: ignore[arg-type]
    if isinstance(values.get("preset"), str):
        found = replace(found, preset=values["preset"])
    if values.get("format") in _FORMATS:
        found = replace(found, format=values["format"])
    if values.get("order") in get_args(Order):
        found = replace(found, order=values["order"])
    if values.get("style") in STYLES:
        found = replace(found, style=values["style"])
    level = values.get("level")
    if isinstance(level, int) and 1 <= level <= 6:
        found = replace(found, heading_level=level)
    for name in ("roles", "tags"):
        chosen = values.get(name)
        if isinstance(chosen, list):
            found = replace(found, **{name: frozenset(one for one in chosen if isinstance(one, str))})  # type: ignore[arg-type]
    return found


def saved_in(value: object) -> dict[str, Mapping[str, Any]]:
    """What the settings hold, by name."""
    if not isinstance(value, Mapping):
        return {}
    return {str(name): one for name, one in value.items() if isinstance(one, Mapping)}
