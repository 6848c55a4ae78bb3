"""The language of a reader: said by its file, or told by its words."""

from __future__ import annotations

import pytest

from annotator.model.document import Document
from annotator.model.language import guess_language, language_of

SAMPLES = {
    "en": "The lamp was lit at the foot of the stairs, and nobody had said for whom it was or by which door he came.",
    "de": "Das Licht brannte am Fuß der Treppe, und niemand wusste, für wen es war und durch die Tür er kam.",
    "fr": "La lampe brûlait au pied de l'escalier, et personne ne savait pour qui, ni par quelle porte il est venu.",
    "es": "La lámpara ardía al pie de la escalera, y nadie sabía para quién era ni por qué puerta se entraba.",
    "it": "La lampada ardeva ai piedi della scala, e nessuno sapeva per chi era, né da che porta si entrava al buio.",
    "ru": "Лампа горела у лестницы, и никто не знал, для кого она и из какой двери он вышел, но все это видели.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_the_commonest_words_tell_the_language(language: str) -> None:
    assert guess_language(SAMPLES[language] * 3) == language


@pytest.mark.parametrize("text", ["", "1917 1918 1919", "Kwa kila mtu aliyekuja nyumbani kwetu jioni"])
def test_no_guess_is_better_than_a_wild_one(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(
    ("said", "tag"), [("en-GB", "en-gb"), ("German", "de"), ("fra", "fr"), ("pt_BR", "pt_br"), ("Klingon!", "en")]
)
def test_what_the_file_says_goes_first(said: str, tag: str) -> None:
    assert language_of(Document("t", SAMPLES["en"], (), metadata={"language": said})) == tag
