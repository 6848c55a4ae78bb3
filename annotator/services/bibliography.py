"""What is cited: the works of every reader, with a person's corrections, and keys that stay what they were."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.errors import UserError
from annotator.export.citation_styles import READING, STYLES, Style, cite
from annotator.library.repository import Library
from annotator.model.bibliography import CITEKEY, Work, Works, works_of
from annotator.model.change import Change, ChangeSet
from annotator.model.citation import USED, Citation
from annotator.model.citekeys import free_key, proposed_key
from annotator.model.document import Document
from annotator.model.shelf import Reader
from annotator.services.clock import now

__all__ = ["READING", "STYLES", "Bibliography", "Style", "Work", "Works", "cite"]

_NAMESPACE = uuid.UUID("0d5b2f5e-8f0c-5c43-9c61-5d1b8f7a4e11")  # of the ids of citations, minted once

Owner = tuple[str, str | None]
"""A work by its reader's id and its division key."""


class _Proposed(NamedTuple):
    """The works of a reader and the keys that they have of themselves, as long as all that made them is the same."""

    made_of: tuple[str, str, tuple[Citation, ...]]
    keys: list[tuple[str | None, str]]


def citation_id(reader_id: str, division: str | None, used: str | None = None) -> str:
    """The id of a division's citation, or of the note that a key was used for it: the same on every machine."""
    return str(uuid.uuid5(_NAMESPACE, "\n".join((reader_id, division or "", *([used] if used else [])))))


class Bibliography:
    """The works of the library's readers."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._proposed: dict[str, _Proposed] = {}

    def works(self, reader: Reader, document: Document) -> Works:
        """The works of a reader, with what the person said and with citation keys that no other reader has."""
        citations = self._citations()
        found = works_of(document, reader.title, reader.id, _of(reader.id, citations))
        return found.keyed(self._keys(citations, reader, found))

    def use(self, works: Iterable[Work]) -> None:
        """Note that these works' keys went into a person's writing: from now on they are theirs for good."""
        known = {(one.reader_id, one.division, key) for one in self._citations() for key in _used(one)}
        new = [work for work in works if (work.reader_id, work.division, work.citekey) not in known and work.citekey]
        notes = {citation_id(work.reader_id, work.division, work.citekey): work for work in new}
        if notes:
            changes = tuple(Change(None, _note(key, work)) for key, work in notes.items())
            self._library.acts.commit(ChangeSet("use_citekey", changes), moment=now(), aside=True)

    def _citations(self) -> list[Citation]:
        return self._library.citations(damaged=[])

    def _keys(self, citations: Sequence[Citation], reader: Reader, found: Works) -> dict[str | None, str]:
        """The keys of one reader's works: the person's own, those that were used, and what is free of the others.

        Readers that came earlier have the first choice, so that a new one changes no key of theirs.
        """
        given = _given(citations)
        taken = {key.casefold(): owner for owner, key in reversed(given.items())}
        taken |= {key.casefold(): _owner(one) for one in reversed(citations) for key in _used(one)} | taken
        used = {_owner(one): key for one in citations for key in _used(one) if taken[key.casefold()] == _owner(one)}
        fixed = used | {owner: key for owner, key in given.items() if taken[key.casefold()] == owner}
        for other in self._library.readers.all():
            if (other.added, other.id) < (reader.added, reader.id):
                _share_out(taken, fixed, other.id, self._proposals(other, citations))
        own = [(work.division, work.citekey or proposed_key(work)) for work in found.all]
        return _share_out(taken, fixed, reader.id, own)

    def _proposals(self, reader: Reader, citations: Sequence[Citation]) -> list[tuple[str | None, str]]:
        made_of = (reader.revision_id, reader.title, tuple(_of(reader.id, citations)))
        known = self._proposed.get(reader.id)
        if known is None or known.made_of != made_of:
            try:
                document = self._library.readers.document(reader)
            except UserError:  # a damaged text has no keys to keep; those that were used are noted
                return []
            works = works_of(document, reader.title, reader.id, made_of[2])
            known = _Proposed(made_of, [(work.division, work.citekey or proposed_key(work)) for work in works.all])
            self._proposed[reader.id] = known
        return known.keys


def _share_out(
    taken: dict[str, Owner], fixed: dict[Owner, str], reader_id: str, wanted: Sequence[tuple[str | None, str]]
) -> dict[str | None, str]:
    """Give each work the key that is its own already, or the free one next to what it wants; `taken` grows by them."""
    keys: dict[str | None, str] = {}
    for division, key in wanted:
        owner = (reader_id, division)
        keys[division] = fixed.get(owner) or free_key(key, taken)
        taken.setdefault(keys[division].casefold(), owner)
    return keys


def _given(citations: Iterable[Citation]) -> dict[Owner, str]:
    """The keys that the person gave."""
    return {_owner(one): value for one in citations for name, value in one.fields if name == CITEKEY and value}


def _owner(citation: Citation) -> Owner:
    return citation.reader_id, citation.division


def _of(reader_id: str, citations: Iterable[Citation]) -> list[Citation]:
    return [one for one in citations if one.reader_id == reader_id and not any(_used(one))]


def _used(citation: Citation) -> list[str]:
    return [value for name, value in citation.fields if name == USED]


def _note(identifier: str, work: Work) -> Citation:
    return Citation(identifier, work.reader_id, work.division, ((USED, work.citekey),), now())
