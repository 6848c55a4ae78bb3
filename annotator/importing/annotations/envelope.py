"""From a file's bytes to its annotations, one at a time: what can't be read hides none of the rest.

Taken: one annotation, a list of them, and whatever holds a list (W3C's AnnotationCollection and AnnotationPage,
Readium's AnnotationSet, the exports of Hypothesis). Nothing is ever fetched: pages that lie elsewhere are told of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

from annotator.errors import UserError
from annotator.importing.annotations.foreign import read_foreign
from annotator.importing.annotations.values import Unreadable, checked, checked_role
from annotator.model.annotation import Annotation, Link, Role
from annotator.model.webannotation import ROLES, from_web_annotation, role_from_json

MOST_BYTES = 256 << 20  # some 200,000 annotations
MOST_RECORDS = 250_000
MOST_ROLES = 1_000
_LISTS = ("items", "annotations", "rows", "@graph", "resources")
_MORE = ("first", "next")
_DEEPEST = 8  # collections in collections


@dataclass(frozen=True, slots=True)
class Received:
    """One that could be read: `number` counts from 1; `ours`: it has all that this program writes.

    Of another program's, `reader_id` and `revision_id` are empty, times that it doesn't tell too, and an anchor whose
    place isn't known stands at 0.
    """

    number: int
    raw: Any
    record: Annotation | Link
    ours: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """One that couldn't, with the code of the reason."""

    number: int
    raw: Any
    reason: str


@dataclass(slots=True)
class Batch:
    """What a file holds, in so many `lists`; `elsewhere` are the addresses of pages of it that aren't in the file.

    `roles` are those that the person who wrote it made or renamed.
    """

    received: list[Received] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    lists: int = 0
    roles: list[Role] = field(default_factory=list)


def read_annotations(data: bytes, name: str) -> Batch:
    """The annotations in `data`, a file that the person calls `name`.

    Raises UserError `annotations_too_big`, `annotations_unreadable`, `no_annotations`.
    """
    if len(data) > MOST_BYTES:
        raise UserError("annotations_too_big", name=name)
    batch, parsed = Batch(), _parsed(data, name)
    _read_roles(parsed, batch)
    number = 0
    for number, raw in enumerate(_items(parsed, batch), start=1):
        if number > MOST_RECORDS:
            raise UserError("annotations_too_big", name=name)
        try:
            batch.received.append(_read(number, raw))
        except Unreadable as error:
            batch.refused.append(Refused(number, raw, error.reason))
    if not (number or batch.lists or batch.elsewhere):
        raise UserError("no_annotations", name=name)
    return batch


def _read_roles(value: Any, batch: Batch) -> None:
    """One that can't be read is no loss: its annotations are shown by its key."""
    listed = value.get(ROLES) if isinstance(value, dict) else None
    for one in listed[:MOST_ROLES] if isinstance(listed, list) else []:
        with suppress(KeyError, TypeError, ValueError, Unreadable):
            batch.roles.append(checked_role(role_from_json(one)))


def _parsed(data: bytes, name: str) -> Any:
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # also not UTF-8, a number of a million digits, NaN
        line = getattr(error, "lineno", None)
        reason = f"line {line}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise UserError("annotations_unreadable", name=name, reason=reason) from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _items(value: Any, batch: Batch, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, list):
        batch.lists += 1
        yield from value
    elif isinstance(value, dict):
        found = [value[key] for key in _LISTS if isinstance(value.get(key), list)]
        batch.lists += len(found)
        pages = [value[key] for key in _MORE if key in value]
        for one in found:
            yield from one
        for page in pages:
            if isinstance(page, dict) and depth < _DEEPEST:
                yield from _items(page, batch, depth + 1)
            elif isinstance(page, str):
                batch.elsewhere.append(page)
        if not found and not pages and ("target" in value or "body" in value or "text" in value):
            yield value


def _read(number: int, raw: Any) -> Received:
    if not isinstance(raw, dict):
        raise Unreadable("no_object")
    if "annotator:version" in raw:
        try:
            return Received(number, raw, checked(from_web_annotation(raw)), ours=True)
        except (KeyError, TypeError, ValueError, Unreadable):
            pass  # changed by hand, or by another program: what can be read of it is
    try:
        return Received(number, raw, checked(read_foreign(raw)), ours=False)
    except RecursionError as error:
        raise Unreadable("too_big") from error
