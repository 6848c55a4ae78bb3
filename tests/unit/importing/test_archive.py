"""Archives and XML of strangers: what is refused, and what is read all the same."""

from __future__ import annotations

import io
import zipfile

import pytest

from annotator.errors import UserError
from annotator.importing import archive as module
from annotator.importing.archive import Archive, inside, target
from annotator.importing.safe_xml import parse_xml
from annotator.sentences import sentence


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of (path, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as written:
        for path, content in members:
            written.writestr(zipfile.ZipInfo(path), content, method)
    return out.getvalue()


def refusal(data: bytes, path: str = "a") -> str:
    """The code of the error that reading `path` ends with."""
    with pytest.raises(UserError) as caught:
        Archive(data, "book.epub").read(path)
    assert "book.epub" in sentence(caught.value)
    return caught.value.code


def test_members_are_read_by_their_plain_path() -> None:
    data = packed(("./text/../a.txt", b"one"), ("b\\c.txt", b"two"), ("folder/", b""))
    archive = Archive(data, "x")
    assert list(archive.paths) == ["a.txt", "b/c.txt"]
    assert archive.read("a.txt") == b"one"
    assert archive.read("b/c.txt") == b"two"
    with pytest.raises(KeyError):
        archive.read("nothing")


def test_paths_that_lead_outside_name_nothing() -> None:
    data = packed(("../evil", b"x"), ("/etc/passwd", b"x"), ("a/../../evil", b"x"), ("good", b"x"))
    assert list(Archive(data, "x").paths) == ["good"]
    assert inside("a/./b//c/../d") == "a/b/d"
    assert inside(".") is None


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("notes.xhtml#n1", ("text/notes.xhtml", "n1")),
        ("../a%20b.xhtml", ("a b.xhtml", "")),
        ("#here", ("text/one.xhtml", "here")),
        ("../../etc/passwd", None),
        ("/etc/passwd", None),
        ("https://example.org/a", None),
        ("//example.org/a", None),
        ("file:///etc/passwd", None),
        ("http://[", None),
    ],
)
def test_references_stay_inside(reference: str, wanted: tuple[str, str] | None) -> None:
    assert target("text/one.xhtml", reference) == wanted


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(packed(("a", bytes(3_000_000)))) == "archive_too_big"
    assert Archive(packed(("a", bytes(1_000_000))), "x").read("a") == bytes(1_000_000)
    monkeypatch.setattr(module, "MAX_MEMBER_BYTES", 10)
    assert refusal(packed(("a", b"x" * 11))) == "archive_too_big"
    monkeypatch.setattr(module, "MAX_TOTAL_BYTES", 10)
    assert refusal(packed(("a", b"x" * 6), ("b", b"x" * 6))) == "archive_too_big"
    monkeypatch.setattr(module, "MAX_MEMBERS", 1)
    assert refusal(packed(("a", b""), ("b", b""))) == "archive_too_big"


def test_damage_is_said() -> None:
    whole = packed(("a", b"some words" * 50))
    assert refusal(whole[:-30]) == "archive_damaged"
    assert refusal(b"PK\x03\x04 and nothing more") == "archive_damaged"
    broken = bytearray(whole)
    broken[40] ^= 0xFF
    assert refusal(bytes(broken)) == "archive_damaged"
    assert refusal(packed(("a", b"words"), method=zipfile.ZIP_LZMA)) == "archive_damaged"


def test_a_member_without_a_name_names_nothing() -> None:
    data = packed(("a", b"words"), ("b", b"more")).replace(b"b", b"\0")
    assert list(Archive(data, "x").paths) == ["a"]


def test_a_password_is_said() -> None:
    data = bytearray(packed(("a", b"words"), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == "archive_locked"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_must_be_the_same() -> None:
    assert refusal(packed(("a", b"one"), ("./a", b"two"))) == "archive_doubled"
    assert Archive(packed(("a", b"one"), ("a", b"one")), "x").read("a") == b"one"


def xml_refusal(text: str) -> str:
    with pytest.raises(UserError) as caught:
        parse_xml(text.encode(), "book.epub", "one.xhtml")
    assert "one.xhtml" in sentence(caught.value)
    return caught.value.code


def test_entities_of_html_are_known_and_no_others_are_made() -> None:
    root = parse_xml(b"<!DOCTYPE html PUBLIC 'x' 'http://x/y.dtd'><p>a&nbsp;&amp;&eacute;&#8212;</p>", "x", "y")
    assert root.text == "a\u00a0&é—"
    assert xml_refusal("<p>&lol9;</p>") == "part_damaged"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE p [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!-- c --><?pi x?><!DOCTYPE p SYSTEM "x.dtd" [ <!ENTITY % c SYSTEM "http://x/"> %c; ] >',
        '<!DOCTYPE p [<!ENTITY b "]>x">]>',
        '<!DOCTYPE p><!DOCTYPE p [<!ENTITY b "x">]>',
    ],
)
def test_no_entity_of_the_file_s_own_is_ever_resolved(prolog: str) -> None:
    assert xml_refusal(f"{prolog}<p>&b;</p>") == "part_damaged"
    assert xml_refusal(f'{prolog}<p title="&b;"/>') == "part_damaged"


def test_depth_and_size_are_bounded() -> None:
    assert xml_refusal("<b>" * 300 + "</b>" * 300) == "part_too_big"
    assert xml_refusal(f"<b>{'x' * 10_100_000}</b>") == "part_too_big"
    assert xml_refusal(" " * (48 * 1024 * 1024 + 1)) == "part_too_big"


def test_declared_encodings_hold() -> None:
    for encoding in ("utf-8", "windows-1252", "iso-8859-1", "utf-16"):
        text = f'<?xml version="1.0" encoding="{encoding}"?><p>“é”</p>'
        found = parse_xml(text.encode("cp1252" if encoding == "iso-8859-1" else encoding), "x", "y")
        assert found.text == "“é”", encoding
    assert parse_xml(b'<?xml version="1.0" encoding="nonsense"?><p>\xc3\xa9</p>', "x", "y").text == "é"


def test_control_characters_become_spaces() -> None:
    words = "word " * 80
    assert parse_xml(f"<p>a\x0cb\x01c {words}</p>".encode(), "x", "y").text == f"a b c {words}"
