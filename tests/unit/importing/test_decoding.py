from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import UserError
from annotator.importing import decoding, import_bytes, import_file

WORDS = "Žižek’s café — “naïve” prose.\nAnd a second line."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_dress(encoding: str) -> None:
    assert decoding.decode(WORDS.encode(encoding), "x") == WORDS


def test_old_encodings_are_guessed() -> None:
    words = "Die Größe des Übels läßt sich kaum überschätzen, sagte der alte Präsident. " * 4
    assert decoding.decode(words.encode("cp1252"), "x") == words
    russian = "Революция, о которой так долго говорили большевики, свершилась. " * 4
    assert decoding.decode(russian.encode("cp1251"), "x") == russian


def test_line_ends_become_one_kind() -> None:
    assert decoding.decode(b"a\r\nb\rc\n", "x") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04....", "ZIP, EPUB, DOCX"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"words\x00and more words", "binary"),
        (bytes(range(32)) * 20, "binary"),
        (b"\x80\x00\x81\xff" * 50, "binary"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UserError) as caught:
        import_bytes(data, "thing")
    assert caught.value.code == "not_a_text_file"
    assert caught.value.params == {"name": "thing", "kind": kind}


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", "\u00a0\n\u00ad".encode(), b"---\n\n"])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(UserError, match="empty_file"):
        import_bytes(data, "x.md")


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="file_not_found"):
        import_file(tmp_path / "none.txt")
    with pytest.raises(UserError, match="is_a_folder"):
        import_file(tmp_path)
    with pytest.raises(UserError, match="file_unreadable"):
        import_file(tmp_path / "a\x00b")
    big = tmp_path / "big.txt"
    with big.open("wb") as out:
        out.truncate(decoding.MAX_BYTES + 1)
    with pytest.raises(UserError, match="file_too_big"):
        import_file(big)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Words.")

    def refuse(self: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UserError) as caught:
        import_file(secret)
    assert (caught.value.code, caught.value.params["reason"]) == ("file_unreadable", "Permission denied")


def test_the_guesser_is_not_loaded_for_utf8() -> None:
    code = (
        "import sys; from annotator.importing import import_bytes;"
        "import_bytes('Ünïcode prose.'.encode(), 'x'); sys.exit('charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
