"""Whether an annotation holds some words: in its quotation, its note, its tags, or as its page."""

from __future__ import annotations

import unicodedata

from annotator.model.annotation import Annotation


class Sought:
    """Keeps folded texts while annotations stay the same, so that ten thousand are looked through as one types."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Annotation, str]] = {}

    def fits(self, annotation: Annotation, words: str, page: str = "") -> bool:
        """Whether every word of `words` stands somewhere in it; accents, case and typographic signs don't matter."""
        if not words.strip():
            return True
        text, page = self._text(annotation), page.casefold()
        return all(word in text or word in page for word in folded(words).split())

    def _text(self, annotation: Annotation) -> str:
        kept = self._kept.get(annotation.id)
        if kept is None or kept[0] is not annotation:
            quoted = " ".join(anchor.quote.exact for anchor in annotation.anchors)
            tags = " ".join(f"#{tag}" for tag in annotation.tags)
            kept = annotation, folded(f"{quoted} {annotation.note} {tags}")
            self._kept[annotation.id] = kept
        return kept[1]


def folded(text: str) -> str:
    """Without accents and case, with plain signs for typographic ones.

    The find bar's folding keeps the way back to the source, which nobody asks for here, and takes ten times as long.
    """
    return unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)


_PLAIN = dict.fromkeys([*range(0x300, 0x370), 0xAD]) | str.maketrans("’‘‚“”„–—‑‐", "'''\"\"\"----")
