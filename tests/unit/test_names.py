"""Lines of authors and editors, taken apart."""

from __future__ import annotations

import pytest

from annotator.model.names import Name, names_in


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Ada Quill", ["Quill"]),
        ("Quill, Ada", ["Quill"]),
        ("Bela Marsh and Cora van Dyke", ["Marsh", "van Dyke"]),
        ("Bela Marsh, Cora van Dyke, and Ada Quill", ["Marsh", "van Dyke", "Quill"]),
        ("Quill, Ada, and Bela Marsh", ["Quill", "Marsh"]),
        ("Quill, Ada; van Dyke, Cora", ["Quill", "van Dyke"]),
        ("Ada Quill & Bela Marsh", ["Quill", "Marsh"]),
        ("Ada Quill, Bela Marsh", ["Quill", "Marsh"]),
        ("Ada Quill et Bela Marsh und Cora Lind", ["Quill", "Marsh", "Lind"]),
        ("García Márquez, Gabriel", ["García Márquez"]),
        ("José Ortega y Gasset", ["Ortega y Gasset"]),
        ("Martin King, Jr., Ada Quill, and Bela Marsh", ["King", "Quill", "Marsh"]),
        ("Plato", ["Plato"]),
        ("The Harbour Board", ["The Harbour Board"]),
        ("Ministry of Paper", ["Ministry of Paper"]),
        ("Department of Ink and Paper Affairs", ["Department of Ink and Paper Affairs"]),
        ("Harbour University", ["Harbour University"]),
        ("{Ink, Paper and Sons} and Ada Quill", ["Ink, Paper and Sons", "Quill"]),
        ("Ada Quill (ed.)", ["Quill"]),
        ("Ada Quill and Bela Marsh, eds.", ["Quill", "Marsh"]),
        ("Ada Quill et al.", ["Quill"]),
        ("{} and Ada Quill", ["Quill"]),
        ("{Ink, Paper} and Ministry of Trade", ["Ink, Paper", "Ministry of Trade"]),
        ("", []),
        (None, []),
    ],
)
def test_who_is_cited(text: str | None, cited: list[str]) -> None:
    assert [name.cited for name in names_in(text)] == cited


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Merle Quill", Name("Quill", "Merle")),
        ("Cora van der Dyke", Name("Dyke", "Cora", "van der")),
        ("van Dyke, Cora", Name("Dyke", "Cora", "van")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("Martin Luther King Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", suffix="Jr.")),
        ("J. R. Quill III", Name("Quill", "J. R.", suffix="III")),
        ("{Mao Zedong}", Name("Mao Zedong", literal=True)),
    ],
)
def test_the_parts_of_a_name(text: str, name: Name) -> None:
    assert names_in(text) == (name,)


def test_a_name_is_put_together_in_reading_order() -> None:
    assert Name("Dyke", "Cora", "van").whole == "Cora van Dyke"
    assert Name("King", "Martin", suffix="Jr.").whole == "Martin King, Jr."
