"""Works as CSL-JSON, the form in which Zotero, pandoc and citeproc programs exchange what is cited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from annotator.export.full_notes import first_published
from annotator.export.lettering import as_plain, plain_words
from annotator.model.bibliography import Work
from annotator.model.names import Name, names_in

Json = dict[str, Any]


def to_csl_json(works: Sequence[Work], *, export_id: str = "") -> str:
    """A list with an item for each work, in the order given. Whose they are goes into the first, for us alone."""
    items = [csl_item(work) for work in works]
    if items and export_id:
        own = {"annotator-reader": works[0].reader_id, "annotator-export": f"urn:uuid:{export_id}"}
        items[0] = {"custom": own, **items[0]}  # at the top, where it is looked for
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def csl_item(work: Work) -> Json:
    """One work; what isn't known is left out."""
    original = work.original
    year = work.year or (original.year if original else None)
    item: Json = {
        "id": work.citekey,
        "type": work.type,
        "title": plain_words(work.title),
        "author": _names(work.author),
        "editor": _names(work.editor),
        "container-title": plain_words(work.container),
        "container-author": _names(work.container_author),
        "publisher": plain_words(work.publisher),
        "publisher-place": plain_words(work.place),
        "page": plain_words(work.pages) if work.type == "chapter" else "",
        "issued": _date(year),
    }
    if original is not None:
        item |= {
            "original-date": _date(original.year) if work.year else None,
            "original-title": plain_words(original.container or original.title),
            "original-publisher": plain_words(original.publisher),
            "original-publisher-place": plain_words(original.place),
            "note": as_plain(first_published(work)),
        }
    return {name: value for name, value in item.items() if value}


def _names(people: str) -> list[Json]:
    return [_name(name) for name in names_in(people)]


def _name(name: Name) -> Json:
    if name.literal:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: words for part, words in parts.items() if words}


def _date(year: str | None) -> Json | None:
    """A year as a number; anything else (`c. 1920`) as it was written."""
    words = plain_words(year)
    if not words:
        return None
    return {"date-parts": [[int(words)]]} if words.isascii() and words.isdigit() else {"literal": words}
