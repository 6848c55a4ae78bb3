"""Who has which citation key: unique in a library, and for good where a key was used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.bibliography import CITEKEY
from annotator.model.citation import Citation
from annotator.model.citekeys import free_key

Owner = tuple[str, str | None]
"""A work by its reader's id and its division key (None: the book)."""
Wanted = tuple[str | None, str]
"""A division key, and the citation key that its work has of itself."""


class Keyring:
    """The keys that the person gave, those that were used, and what is still free. The older record has the right."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        given = [(_owner(one), value) for one in citations for name, value in one.fields if name == CITEKEY and value]
        used = [(_owner(one), one.used) for one in citations if one.used]
        self._taken: dict[str, Owner] = {}
        for owner, key in (*given, *used):
            self._taken.setdefault(key.casefold(), owner)
        # The latest that was used, unless the person gave one.
        self._fixed = {owner: key for owner, key in (*used, *given) if self._taken[key.casefold()] == owner}

    def holder(self, key: str) -> Owner | None:
        """Whose key it is, given or used; capitals don't tell keys apart."""
        return self._taken.get(key.casefold())

    def share_out(self, reader_id: str, wanted: Iterable[Wanted]) -> dict[str | None, str]:
        """A key for each work of a reader: its own, or the free one next to what it wants. Keys that are given go."""
        keys: dict[str | None, str] = {}
        for division, key in wanted:
            owner = (reader_id, division)
            keys[division] = self._fixed.get(owner) or free_key(key, self._taken)
            self._taken.setdefault(keys[division].casefold(), owner)
        return keys


def _owner(citation: Citation) -> Owner:
    return citation.reader_id, citation.division
