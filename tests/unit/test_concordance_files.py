"""The files of a concordance, compared with ones that a person has read, and what no file may do.

`ANNOTATOR_WRITE_GOLDEN=1 pytest tests/unit/test_concordance_files.py` writes them anew: read the difference.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from annotator.errors import UserError
from annotator.export.concordance.csv_table import HEADER, to_csv
from annotator.export.concordance.svg_plot import plot_svg
from annotator.model.concordance import Line, Mode, Order, SelectionCount, Summary, Window
from annotator.services.concordance import Concordance, Mark
from annotator.services.concordance_files import Form, Wording, as_text, form_of, lines_as_markdown, said_of, write_new
from tests.unit.concordance_samples import anthology, ground, look

_GOLDEN = Path(__file__).resolve().parents[1] / "golden"
_SVG = "{http://www.w3.org/2000/svg}"


def sample() -> Concordance:
    document = anthology()
    at = document.text.index("engines keep")
    marks = (Mark(at, at + 7, "a1", "claim"), Mark(at + 3, at + 20, "a2", "question"))
    return look("engine | promise|river", Mode.LEMMA, Order.LEFT_1, ground(document, marks))


def line(**more: object) -> Line:
    return Line(
        **(
            {
                "reader_id": "r",
                "reader": "R",
                "division": "D",
                "author": None,
                "page": None,
                "start": 0,
                "end": 1,
                "left": "",
                "word": "w",
                "right": "",
            }
            | more
        )
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "form"), [("concordance.csv", "csv"), ("concordance.md", "markdown"), ("concordance.svg", "svg")]
)
def test_files(name: str, form: Form) -> None:
    found = sample()
    text = as_text(found, form, Wording(Window(5), collocates=found.collocates(3, 2)))
    path = _GOLDEN / name
    if os.environ.get("ANNOTATOR_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


def test_csv_reads_back() -> None:
    found = sample()
    rows = list(csv.DictReader(io.StringIO(as_text(found, "csv", Wording()))))
    assert tuple(rows[0]) == HEADER and len(rows) == len(found)
    text = anthology().text
    assert [row["word"] for row in rows] == [text[int(row["start"]) : int(row["end"])] for row in rows]
    assert [row["roles"] for row in rows if row["roles"]] == ["claim question"]


def test_no_cell_is_a_formula() -> None:
    bad = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"]
    rows = list(csv.reader(io.StringIO(to_csv([line(word=word, right=word, reader=word) for word in bad]))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert rows[1][HEADER.index("word")] == "'=HYPERLINK(1)"


def test_markdown_is_what_it_looks_like() -> None:
    text = as_text(look("=", Mode.REGEX), "markdown", Wording())
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    heads = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert heads == ["Concordance: =", "By selection", "Lines"]
    assert sum(token.type == "table_open" for token in tokens) == 2
    cells = sum(token.type in ("td_open", "th_open") for token in tokens)
    assert cells == 4 * 6 + 3 * 6
    piped = lines_as_markdown([line(left="a | b", word="c|d")], {})
    assert "| a \\| b | **c\\|d** |" in piped


def test_the_plot_is_sound_xml_with_a_stroke_a_hit() -> None:
    found = sample()
    root = ElementTree.fromstring(as_text(found, "svg", Wording()))
    paths = [path.get("d") or "" for path in root.iter(f"{_SVG}path")]
    assert [path.count("M") for path in paths] == [row.hits for row in found.summary.counts]
    titles = [title.text for title in root.iter(f"{_SVG}title")]
    assert titles[0] == "1-1 The Promise · Ada Marsh, pp. 1–3"


def test_words_of_others_do_no_harm_in_the_plot() -> None:
    row = SelectionCount("r", "R & <R>", "<script>\x00\ud800", 'A"', 9, (1,), (0.5,), (3,), ("1",), (0,), ("1", "2"))
    root = ElementTree.fromstring(plot_svg(Summary("a<b", Mode.EXACT, ("a<b", "&"), 1, 9, (row,), 0.0, (), ())))
    assert root.find(f".//{_SVG}script") is None
    assert "<script>" in "".join(root.itertext())


def test_what_is_said() -> None:
    said = said_of(sample().summary)
    assert said[0] == "14 hits in 46 words: 3043.5 in 10,000."
    assert "“river” is first used by Bela Quill, p. 4, in 1-2 The River." in said
    assert any("DP 0." in sentence for sentence in said)
    many = look("engine", Mode.EXACT, Order.TEXT, *[ground(name=f"r{number}") for number in range(9)])
    firsts = [sentence for sentence in said_of(many.summary) if "first used" in sentence]
    assert len(firsts) == 6 and said_of(many.summary)[-1] == "The table tells the other first uses."
    nothing = said_of(look("unheard", Mode.EXACT).summary)
    assert nothing[0].startswith("0 hits in") and len(nothing) == 2


def test_a_file_is_new_or_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    assert write_new("é", path) == path
    assert path.read_bytes() == "\ufeffé".encode()
    with pytest.raises(UserError, match="file_exists"):
        write_new("other", path)
    assert path.read_bytes() == "\ufeffé".encode()
    write_new("other", path, over=True)
    assert path.read_text(encoding="utf-8-sig") == "other"
    with pytest.raises(UserError, match="export_unwritable"):
        write_new("x", tmp_path / "missing" / "lines.md")
    assert (form_of(Path("a.CSV")), form_of(Path("a.md")), form_of(Path("a.svg"))) == ("csv", "markdown", "svg")
    with pytest.raises(UserError, match="unknown_suffix"):
        form_of(Path("a.pdf"))
