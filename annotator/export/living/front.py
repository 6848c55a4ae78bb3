"""The front matter's lines that the program wrote, brought up to date; all others are the person's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.export.living.layout import Layout
from annotator.export.living.lines import Edit
from annotator.export.living.pieces import Base, Page

PASSING = frozenset({"exported", "annotator"})
"""What is different in every export: no reason to write a file."""


def front_edits(layout: Layout, base: Base, page: Page, *, written: bool) -> list[Edit]:
    """Edits to the front matter of a file of this export. `written`: whether it is written for another reason."""
    if not layout.own_front or not base.front:
        return []
    news = list(_edits(layout, base, page, (set(page.front) | set(base.front)) - PASSING))
    return [*news, *_edits(layout, base, page, PASSING)] if written or news else []


def front_is_untouched(layout: Layout, base: Base) -> bool:
    """Whether the front matter is as it was written: every line of it, for a list or a remark of the person's is none
    of the fields."""
    lines = layout.words[1 : layout.scan.front[1] - 1]
    return [line.rstrip() for line in lines] == [f"{key}: {value}".rstrip() for key, value in base.front.items()]


def lasting(front: Mapping[str, str]) -> dict[str, str]:
    """What of front matter is a reason to write a file."""
    return {key: value for key, value in front.items() if key not in PASSING}


def front_base(layout: Layout, base: Base, page: Page, *, written: bool) -> Mapping[str, str]:
    """What is known of the front matter from now on: a line that the person changed stays unlike what we wrote."""
    if not layout.own_front or not base.front or not written:
        return base.front or page.front
    found = dict(base.front)
    for key, value in page.front.items():
        if key not in found or layout.scan.fields.get(key, (0, found[key]))[1] == found[key]:
            found[key] = value
    return found


def _edits(layout: Layout, base: Base, page: Page, keys: frozenset[str] | set[str]) -> Iterator[Edit]:
    fields = layout.scan.fields
    last = layout.scan.front[1] - 1
    for key, value in page.front.items():
        if key not in keys:
            continue
        if key not in fields:
            if key not in base.front:
                yield Edit(last, last, (f"{key}: {value}",))
        elif fields[key][1] == base.front.get(key) != value:
            line = fields[key][0]
            yield Edit(line, line + 1, (f"{key}: {value}",))
    for key, value in base.front.items():
        if key in keys and key not in page.front and key in fields and fields[key][1] == value:
            yield Edit(fields[key][0], fields[key][0] + 1, ())
