"""Another program's annotation: what can be made out of it, by the W3C's model as it is really written.

Bodies may be a text, one object or a list; a target may be an address alone. Hypothesis writes `text`, `tags`, `user`,
`updated`; Zotero notes are HTML; Readium nests selectors (`refinedBy`). What isn't understood is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from annotator.importing.annotations.values import (
    MOST_NOTE,
    MOST_PASSAGES,
    MOST_TAGS,
    Unreadable,
    clean,
    moment,
    own_id,
)
from annotator.importing.markdown.html_text import text_of
from annotator.model.anchor import Anchor, Position, Quote
from annotator.model.annotation import DEFAULT_ROLE, Annotation, Link, LinkKind
from annotator.model.webannotation import LINKING

Json = dict[str, Any]
_ROLES = {"questioning": "question"}  # motivations that say what one of our roles says
_NEST = 8  # selectors in selectors


def read_foreign(raw: Json) -> Annotation | Link:
    """The annotation. Raises Unreadable where nothing in it speaks of a text, or to it."""
    link = _link(raw)
    if link is not None:
        return link
    anchors, notes, tags = tuple(_anchors(raw)), list(_notes(raw)), list(_tags(raw))
    if not anchors and not notes and not tags:
        raise Unreadable("says_nothing")
    created = moment(raw.get("created") or raw.get("annotator:created") or raw.get("dateAdded"))
    modified = moment(raw.get("modified") or raw.get("updated") or raw.get("dateModified"))
    return Annotation(
        id=_id(raw),
        reader_id="",
        revision_id="",
        anchors=anchors,
        role=_role(raw),
        note="\n\n".join(notes),
        tags=tuple(dict.fromkeys(tags)),
        created=created or modified,
        modified=modified or created,
        deleted=moment(raw.get("annotator:deleted")) or None,
        creator=_creator(raw),
    )


def _link(raw: Json) -> Link | None:
    """A tie of one annotation to another: both have ids of ours."""
    ends = (raw.get("target"), raw.get("body"))
    if LINKING not in _listed(raw.get("motivation")) or not all(isinstance(end, str) for end in ends):
        return None
    if not all(str(end).startswith("urn:uuid:") for end in ends):
        return None
    kinds = {kind.value: kind for kind in LinkKind}
    source, target = (own_id(str(end)) for end in ends)
    kind = kinds.get(str(raw.get("annotator:link")), LinkKind.SEE_ALSO)
    deleted = moment(raw.get("annotator:deleted")) or None
    return Link(_id(raw), source, target, kind, created=moment(raw.get("created")), deleted=deleted)


def _id(raw: Json) -> str:
    """Its own, or one that the same words at the same place have always."""
    known = raw.get("id") or raw.get("@id") or raw.get("key")
    if isinstance(known, str) and known.strip():
        return own_id(known)
    return own_id(json.dumps(raw, sort_keys=True, ensure_ascii=True))


def _role(raw: Json) -> str:
    role = raw.get("annotator:role")
    if isinstance(role, str) and role.strip():
        return clean(role)
    return next((_ROLES[one] for one in _listed(raw.get("motivation")) if one in _ROLES), DEFAULT_ROLE)


def _creator(raw: Json) -> str:
    """A name; of Hypothesis's `acct:name@host` the name."""
    found = raw.get("creator") or raw.get("user_info") or raw.get("user")
    for one in _listed(found, of=(str, dict)):
        name = one if isinstance(one, str) else one.get("name") or one.get("display_name") or one.get("nick")
        if isinstance(name, str) and name.strip():
            return clean(" ".join(name.removeprefix("acct:").partition("@")[0].split()) or name)
    return ""


def _notes(raw: Json) -> Iterator[str]:
    """The words of its bodies but tags."""
    for body in _bodies(raw):
        words, of_page = _words(body), ""
        if isinstance(body, dict):
            of_page = str(body.get("format") or body.get("type") or "")
        if _purpose(body) == "tagging" or not words.strip():
            continue
        if len(words) > MOST_NOTE:
            raise Unreadable("too_big")
        yield text_of(words)[0].strip() if of_page in ("text/html", "application/xhtml+xml") else words


def _tags(raw: Json) -> Iterator[str]:
    """Of bodies for tagging, of Hypothesis's `tags`, of Readium's keyword."""
    tags: list[Any] = [_words(body) for body in _bodies(raw) if _purpose(body) == "tagging"]
    tags += [body["keyword"] for body in _bodies(raw) if isinstance(body, dict) and "keyword" in body]
    listed = raw.get("tags")
    for one in listed if isinstance(listed, list) else []:
        tags.append(one.get("tag") if isinstance(one, dict) else one)
    if len(tags) > MOST_TAGS:
        raise Unreadable("too_big")
    for tag in tags:
        if isinstance(tag, str) and tag.strip().lstrip("#"):
            yield " ".join(clean(tag).strip().lstrip("#").split())


def _bodies(raw: Json) -> list[Any]:
    """Each thing that it says."""
    bodies = _listed(raw.get("body"), of=(str, dict))
    bodies += [raw[key] for key in ("bodyValue", "text", "comment") if isinstance(raw.get(key), str)]
    if len(bodies) > MOST_TAGS:
        raise Unreadable("too_big")
    return bodies


def _words(body: Any) -> str:
    if isinstance(body, str):
        return clean(body)
    value = next((body[key] for key in ("value", "chars", "source", "id") if isinstance(body.get(key), str)), "")
    return clean(value)


def _purpose(body: Any) -> str:
    """Why it is there; an old kind of tag has a type of its own."""
    if not isinstance(body, dict):
        return ""
    purpose, kinds = body.get("purpose"), _listed(body.get("type") or body.get("@type"))
    return "tagging" if purpose == "tagging" or "oa:Tag" in kinds else str(purpose or "")


def _anchors(raw: Json) -> Iterator[Anchor]:
    """The passages that it quotes."""
    targets = _listed(raw.get("target") or raw.get("on"), of=(str, dict))
    if len(targets) > MOST_PASSAGES:
        raise Unreadable("too_big")
    for target in targets:
        if isinstance(target, dict):
            selectors = list(_selectors(target.get("selector")))
            quote = next((one for one in map(_quote, selectors) if one), None)
            if quote is not None:
                yield Anchor(next((one for one in map(_position, selectors) if one), Position(0, 0)), quote)


def _selectors(value: Any, depth: int = 0) -> Iterator[Json]:
    """Each selector, and those that refine it."""
    for one in _listed(value, of=(dict,)):
        yield one
        if depth < _NEST:
            for inner in (one.get("refinedBy"), one.get("items"), one.get("default"), one.get("item")):
                yield from _selectors(inner, depth + 1)


def _quote(selector: Json) -> Quote | None:
    exact = selector.get("exact")
    if not isinstance(exact, str) or not exact.strip():
        return None
    around = (selector.get(name) for name in ("prefix", "suffix"))
    return Quote(clean(exact), *(clean(one) if isinstance(one, str) else "" for one in around))


def _position(selector: Json) -> Position | None:
    start, end = selector.get("start"), selector.get("end")
    if selector.get("type") != "TextPositionSelector" or type(start) is not int or type(end) is not int:
        return None
    return Position(start, end) if 0 <= start < end else None


def _listed(value: Any, of: tuple[type, ...] = (str,)) -> list[Any]:
    """One thing or several, as a list of those of the right kind."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, of)]
