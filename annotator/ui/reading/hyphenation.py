"""Where words may be broken, by the dictionaries of pyphen (patterns after Liang, "Word Hy-phen-a-tion by
Com-put-er", Stanford 1983).

A dictionary takes a tenth of a second to read, some a whole one: it is read in a thread, after the first paint.
What the last window showed is remembered, so that the next first paint looks the same without any dictionary.
"""

from __future__ import annotations

import re
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyphen import Pyphen

    from annotator.model.document import Document

BEFORE, AFTER = 2, 3
"""Letters that must stand before and after a hyphen."""
# Whole words of letters alone: compounds are broken at their own hyphens, and accents that stand for themselves
# hide where a letter ends.
_WORD = re.compile(r"(?<![\w\u0300-\u036f'’‐-])[^\W\d_]{5,}(?![\w\u0300-\u036f‐-])")
_BEST = {"en": "en_US"}  # of several dictionaries of one language, where a tag doesn't say which
_NOUNS_HAVE_CAPITALS = ("de", "lb")

_dictionaries: dict[str, Pyphen | None] = {}  # by language; what could not be found is None


class Hyphens(QObject):
    """The places where the words of one document may be broken. `loaded` says that unknown words are known now."""

    loaded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, Sequence[int]] = {}
        self._document: Document | None = None  # whose language isn't looked for yet
        self._language: str | None = None
        self._loading = ""
        self._missed = False
        self._arrived.connect(self._on_arrived)

    _arrived = Signal(str)

    def remember(self, words: Mapping[str, Sequence[int]]) -> None:
        """Know these words before any dictionary is read."""
        self._known.update(words)

    def serve(self, document: Document, *, load: bool) -> None:
        """Hyphenate `document` from now on; its dictionary is read, unless it waits for the first paint."""
        self._document, self._missed = document, False
        if load:
            self.load()

    def load(self) -> None:
        """Read the dictionary of the document's language, in a thread of its own."""
        if self._document is not None:
            from annotator.model.language import language_of  # after the first paint

            before, self._language = self._language, language_of(self._document)
            self._document = None
            if before not in (None, self._language):
                self._known.clear()
        language = self._language
        if language is None or language in _dictionaries or language == self._loading:
            self._on_arrived(language)
            return
        self._loading = language

        def read() -> None:
            read_dictionary(language)
            self._arrived.emit(language)

        Thread(target=read, name="hyphenation", daemon=True).start()

    @property
    def waiting(self) -> bool:
        """Whether the document's dictionary isn't there yet: what is set now may have to be set again."""
        return self._document is not None or (self._language is not None and self._language not in _dictionaries)

    def points(self, text: str) -> list[int]:
        """The offsets in `text` before which a hyphen may break a word. Words with capitals stay whole."""
        found: list[int] = []
        for match in _WORD.finditer(text):
            word = match[0]
            if not word.islower() and not (word.istitle() and (self._language or "")[:2] in _NOUNS_HAVE_CAPITALS):
                continue
            places = self._known.get(word)
            if places is None:
                places = self._look_up(word)
            start = match.start()
            found += [start + place for place in places]
        return found

    def words_of(self, texts: Iterable[str]) -> dict[str, Sequence[int]]:
        """What is known of the words of these texts: to be remembered for the next start."""
        words = (word for text in texts for word in _WORD.findall(text))
        return {word: self._known[word] for word in words if word in self._known}

    def _look_up(self, word: str) -> Sequence[int]:
        if self.waiting:
            self._missed = True
            return ()
        dictionary = _dictionaries.get(self._language or "")
        # Spellings that change where they are broken (Hungarian, old German) are left whole.
        places: Sequence[int] = ()
        if dictionary is not None:
            places = tuple(int(place) for place in dictionary.positions(word) if place.data is None)
            dictionary.hd.cache.clear()  # it remembers as well, ten times as dearly
        self._known[word] = places
        return places

    def _on_arrived(self, language: str | None) -> None:
        if language == self._loading:
            self._loading = ""
        if not self.waiting and self._missed:
            self._missed = False
            self.loaded.emit()


def read_dictionary(language: str) -> None:
    """Read the dictionary of a language, or of the nearest one; where there is none, nothing is hyphenated."""
    import pyphen  # after the first paint

    name = pyphen.language_fallback(_BEST.get(language, language))
    _dictionaries[language] = pyphen.Pyphen(lang=name, left=BEFORE, right=AFTER) if name else None
