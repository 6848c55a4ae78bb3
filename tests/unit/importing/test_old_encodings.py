"""Prose in many dresses, none of which says what it is."""

from __future__ import annotations

import pytest

from annotator.importing import import_bytes
from annotator.importing.decoding import decoded
from tests.unit.importing.samples import imported

PROSE = {
    "German": "Die Größe des Hauses fällt erst auf, wenn man öfter vorübergeht. „Früher“, sagte die "
    "Wirtin, „saßen hier die Müller – heute kommt keiner mehr.“ Dann schloß sie die Tür und "
    "zählte ihre Schlüssel. ",
    "French": "L’élève s’était arrêtée près du hêtre ; où était passé son frère ? « Là-bas », répondit le"
    " garçon, « très loin, au-delà de la forêt. » Elle n’y croyait guère, mais son cœur battait"
    " déjà plus fort. ",
    "Spanish": "La niña volvió mañana y tarde al mismo jardín — nadie sabía por qué — y preguntó: «¿Dónde "
    "están los árboles que plantó el señor Núñez?» Según él, habían crecido después de la "
    "guerra. ",
    "English": "“We never asked for it”, she wrote, “and yet it came…” The naïve visitor to the café might"
    " think that £5 buys a lunch; it buys coffee – and a seat beside the window, which is what "
    "one’s there for. ",
    "Czech": "Starý učitel věděl, že děti už dávno odešly, a přesto čekal u okna. Déšť stékal po skle a "
    "v celém městě nebylo slyšet ani jediného hlasu, jen řeka šuměla pod mostem. ",
    "Polish": "Nauczyciel wiedział, że dzieci dawno już poszły, a jednak wciąż czekał przy oknie. Deszcz "
    "spływał po szybie, a w całym mieście nie było słychać żadnego głosu, tylko rzeka szumiała "
    "pod mostem. ",
    "Turkish": "Öğretmen çocukların çoktan gittiğini biliyordu, yine de pencerenin önünde bekledi. Yağmur "
    "camdan aşağı süzülüyordu; şehirde hiçbir ses duyulmuyordu. ",
    "Russian": "Учитель знал, что дети давно ушли, и всё-таки ждал у окна. Дождь стекал по стеклу, и во "
    "всём городе не было слышно ни одного голоса; только река шумела под мостом. ",
    "Greek": "Ο δάσκαλος ήξερε ότι τα παιδιά είχαν φύγει από ώρα, κι όμως περίμενε στο παράθυρο. Η βροχή"
    " κυλούσε στο τζάμι και σε όλη την πόλη δεν ακουγόταν καμία φωνή. ",
    "Japanese": "先生は子どもたちがもう帰ったことを知っていたが、それでも窓のそばで待っていた。雨がガラスを"
    "流れ、町じゅう静かだった。",
    "Chinese": "老师知道孩子们早已离开，可是他仍然站在窗前等待。雨水顺着玻璃流下来，整个城市听不到一点声音。",
}
UNICODE = [
    *(("utf-8", "French"), ("utf-8-sig", "Russian"), ("utf-16", "Greek"), ("utf-32", "Japanese")),
    *(("utf-16-le", "English"), ("utf-16-be", "German"), ("utf-16-le", "Russian"), ("utf-16-be", "Japanese")),
    *(("utf-16-le", "Chinese"), ("utf-32-le", "English"), ("utf-32-be", "Russian"), ("utf-32-le", "Japanese")),
]
OLD = [
    *(("cp1252", "German"), ("cp1252", "French"), ("cp1252", "Spanish"), ("cp1252", "English"), ("cp1250", "Czech")),
    *(("latin-1", "German"), ("latin-1", "Spanish"), ("iso8859-15", "French"), ("cp1250", "Polish")),
    *(("mac_roman", "German"), ("mac_roman", "French"), ("mac_roman", "Spanish"), ("mac_roman", "English")),
    *(("iso8859-2", "Czech"), ("iso8859-2", "Polish"), ("cp1254", "Turkish"), ("cp850", "German")),
    *(("koi8-r", "Russian"), ("cp1251", "Russian"), ("cp866", "Russian"), ("iso8859-5", "Russian")),
    *(("cp1253", "Greek"), ("shift_jis", "Japanese"), ("euc_jp", "Japanese"), ("gb18030", "Chinese")),
]


@pytest.mark.parametrize("length", [1, 30])
@pytest.mark.parametrize(("encoding", "language"), UNICODE)
def test_unicode_is_never_a_guess(encoding: str, language: str, length: int) -> None:
    words = f"{PROSE[language]}\n" * length
    assert decoded(words.encode(encoding), "x") == (words, None)


@pytest.mark.parametrize("length", [1, 30])
@pytest.mark.parametrize(("encoding", "language"), OLD)
def test_old_encodings_are_guessed_and_said_to_be(encoding: str, language: str, length: int) -> None:
    data = (PROSE[language] * length).encode(encoding, "ignore")
    text, guessed = decoded(data, "x")
    assert text == data.decode(encoding)
    assert guessed is not None


def test_a_guess_is_a_doubt_that_names_the_encoding() -> None:
    report = import_bytes(PROSE["French"].encode("cp1252"), "x.txt").report
    assert [(doubt.code, dict(doubt.params)) for doubt in report.doubts] == [
        ("encoding_guessed", {"encoding": "Windows-1252"})
    ]
    assert imported(PROSE["French"]).report.doubts == ()
