"""Templates that people write: what they may do, and what is said of a faulty one."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.export.markdown import MarkdownOptions, note_pages, to_markdown
from annotator.export.presets.preset import Preset, preset_files, read
from annotator.services.presets import Presets
from tests.unit.export_samples import EVERY_SORT, PRESETS, export_of, preset

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "presets"
FRAME = """{% macro title(reader) %}# {{ reader.title }}{% endmacro %}
{% macro heading(part) %}## {{ part.title }}{% endmacro %}
{% macro excerpt(e) %}
BODY
{% endmacro %}
"""


def made(body: str, head: str = "") -> str:
    """What a preset with this excerpt makes of everything."""
    source = head + FRAME.replace("BODY", body)
    return to_markdown(export_of(*EVERY_SORT), MarkdownOptions(), Preset("mine", source, Path("mine.jinja")))


def fault(body: str, head: str = "") -> tuple[int, str]:
    """The line and the reason that a faulty one is refused with."""
    with pytest.raises(UserError) as caught:
        made(body, head)
    assert caught.value.code == "preset_faulty"
    return int(str(caught.value.params["line"])), str(caught.value.params["reason"])


def test_a_small_preset_of_ones_own() -> None:
    text = made("{{ e.quote | quoted }}\n\n*{{ e.note | trim }}*")
    assert "> These pages\n\n**" in text and "*Begin here.*" in text


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("{{ e.quot }}", 4, "excerpt has no “quot”"),
        ("one\n{{ unheard }}", 5, "'unheard' is undefined"),
        ("{% if %}", 4, "Expected an expression"),
        ("{{ e.quote ", 5, ""),
        ("{{ 1 / 0 }}", 4, "division by zero"),
        ("{{ e.quote | nonsense }}", 4, "nonsense"),
        ("{% include 'x' %}", 4, "a preset is one file"),
        ("{% for one in e.tags %}{{ one.name.first }}{% endfor %}", 4, "has no attribute"),
    ],
)
def test_a_fault_is_told_with_its_line(body: str, line: int, words: str) -> None:
    found, reason = fault(body)
    assert found == line and words in reason


def test_other_faults() -> None:
    assert "order is none of" in fault("x", "{% set order = 'size' %}\n")[1]
    with pytest.raises(UserError, match="no macro “excerpt”"):
        Preset("mine", FRAME.split("{% macro excerpt")[0], Path("mine.jinja"))


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        "{% for a in range(99999999999) %}{% endfor %}",
        "{{ 'x' * 999999999 }}",
        "{{ 999999999 * 'x' }}",
        "{{ [1] * 999999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'x'.ljust(999999999) }}",
        "{{ 9 ** 9 ** 9 ** 9 }}",
        "{% set s = namespace(x='xxxxxxxxxx') %}{% for a in range(99) %}{% set s.x = s.x ~ s.x %}{% endfor %}",
        "{% set s = namespace(x='xxxxxxxxxx') %}{% for a in range(99) %}{% set s.x = s.x + s.x %}{% endfor %}",
        "{% set s = namespace(x='xxxxxxxxxx') %}{% for a in range(99) %}{% set s.x = [s.x, s.x] | join %}{% endfor %}",
        "{% set s = namespace(x='x' * 99) %}{% for a in range(9) %}{% set s.x = s.x | replace('x', s.x) %}{% endfor %}",
        "{% macro f(n) %}{{ f(n + 1) }}{% endmacro %}{{ f(1) }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}x{% endmacro %}{{ f(60) }}",
        "{% for a in range(300) recursive %}{{ loop(range(300)) }}{% endfor %}",
    ],
)
def test_a_runaway_comes_to_an_end(body: str) -> None:
    tracemalloc.start()
    try:
        fault(body)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000  # bytes
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "body",
    [
        "{{ e.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ e.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ (e | attr('__class__')) }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ lipsum.__globals__ }}",
        "{{ e.tags.append(1) }}",
    ],
)
def test_python_is_out_of_reach(body: str) -> None:
    fault(body)


def test_the_persons_own_go_before_those_that_ship(tmp_path: Path) -> None:
    presets = Presets([SHIPPED, tmp_path])
    assert next(entry.key for entry in presets.all()) == "reading-notes"
    copied = presets.copy("plain")
    assert copied.read_bytes() == (SHIPPED / "plain.jinja").read_bytes()
    copied.write_text(copied.read_text().replace('"Plain"', '"My plain"'))
    assert presets.copy("plain") == copied, "what is there stays"
    entry = next(one for one in presets.all() if one.key == "plain")
    assert entry.own and entry.name == "My plain"
    assert presets.get("my plain").key == "plain"
    (tmp_path / "broken.jinja").write_bytes(b"{% macro \xff")
    assert next(one for one in presets.all() if one.key == "broken").fault is not None
    with pytest.raises(UserError, match="no_such_preset"):
        presets.get("unheard")


def test_every_shipped_preset_says_what_it_is() -> None:
    assert set(PRESETS) == {"reading-notes", "seminar-notes", "essay-quarry", "obsidian", "plain"}
    for key in PRESETS:
        one = preset(key)
        assert one.name != key and one.about and "{#" in one.source[:3]


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(tmp_path: Path) -> None:
    text = (SHIPPED / "plain.jinja").read_text()
    (tmp_path / "mine.jinja").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    export = export_of(*EVERY_SORT)
    mine = read(preset_files([tmp_path])["mine"])
    assert to_markdown(export, MarkdownOptions(), mine) == to_markdown(export, MarkdownOptions(), preset("plain"))


def test_one_file_a_note_has_properties_and_names_that_every_system_takes() -> None:
    pages = dict(note_pages(export_of(*EVERY_SORT), MarkdownOptions(preset="obsidian"), preset("obsidian")))
    assert len(pages) == len([one for one in EVERY_SORT if not one.annotation.deleted])
    assert not any(set(name) & set('/\\:*?"<>|#^[]') for name in pages)
    page = next(page for name, page in pages.items() if name.startswith("A ledger is not a memory"))
    assert page.front["tags"] == '["memory", "free-speech"]' and page.front["role"] == '"Claim"'
    assert page.front["created"] == "2026-10-01"
    assert len({page.export_id for page in pages.values()}) == len(pages)
