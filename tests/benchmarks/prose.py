"""Real prose to search in, out of Debian's packages: manuals, fortunes, and dictionaries with their quotations.

The packages are downloaded and unpacked into a folder of their own, not installed; nothing of them is in this
repository. A text is a list of paragraphs; what isn't a sentence (listings, tables, headings) is left out.
"""

from __future__ import annotations

import gzip
import html
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("ANNOTATOR_BENCH_TEXTS") or ROOT / ".bench-texts")
# In the order in which a text of some size takes them; names without a version, so that any Debian has them.
PACKAGES = (
    *("debian-faq", "developers-reference", "debian-policy", "debian-reference-en", "dict-devil", "dict-jargon"),
    *("fortunes", "dict-foldoc", "git-doc", "aptitude-doc-en", "maint-guide", "dict-gcide"),
    *("installation-guide-amd64", "apache2-doc", "debmake-doc", "dict-wn"),
)
_MANY_TONGUES = ("installation-guide-amd64", "apache2-doc")
_SHORTEST = 30  # code points of a paragraph
_SKIPPED = re.compile(r"(?is)<(script|style|head|pre)\b.*?</\1>")
_PARAGRAPH = re.compile(r"(?is)<(?:p|li|dd)\b[^>]*>(.*?)(?=</?(?:p|li|dd|ul|ol|table|div|h\d)\b)")
_TAG = re.compile(r"<[^>]+>")
_SOURCE = re.compile(r"\[[^\]\n]{1,30}\]")  # a dictionary's sources, behind each of its paragraphs
_ENTRY = re.compile(r"\n(?=\S)")
_BLANK = re.compile(r"\n\s*\n")


def paragraphs(megabytes: float) -> list[str]:
    """So much prose. Raises SystemExit where the packages can't be had."""
    found: list[str] = []
    left = megabytes * 1e6
    for package in PACKAGES:
        for text in _of(package):
            if len(text) >= _SHORTEST:
                found.append(text)
                left -= len(text)
                if left <= 0:
                    return found
    raise SystemExit(f"the packages hold {left / 1e6:.1f} MB too little")


def _of(package: str) -> Iterator[str]:
    folder = FOLDER / package
    if not folder.is_dir():
        _unpack(package)
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        text = None
        if path.name.endswith(".dict.dz"):
            text = _SOURCE.sub("", gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
        elif path.parent.name == "fortunes" and not path.suffix:
            text = path.read_text("utf-8", "replace").replace("\n%\n", "\n\n")
        elif path.suffix == ".html" and (package not in _MANY_TONGUES or "/en/" in str(path)):
            source = _SKIPPED.sub(" ", path.read_text("utf-8", "replace"))
            yield from (" ".join(html.unescape(_TAG.sub("", p[1])).split()) for p in _PARAGRAPH.finditer(source))
        if text is not None:
            parts = _ENTRY if package == "dict-wn" else _BLANK
            yield from (" ".join(p.split()) for p in parts.split(text))


def _unpack(package: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(["apt-get", "download", "-qq", package], cwd=FOLDER, check=True, capture_output=True)
        (archive,) = FOLDER.glob(f"{package}_*.deb")
        subprocess.run(["dpkg-deb", "-x", archive, FOLDER / package], check=True, capture_output=True)
        archive.unlink()
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        raise SystemExit(f"the Debian package {package} can't be had (apt-get download): {error}") from error
