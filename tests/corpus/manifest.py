"""Keep the list of shipped texts true.

The manifest says under which licence each text may be passed on, and by its digest the program knows its own
readers from a person's edited copies. People write the entries; only the digests are refreshed here.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

READER_TEXTS = Path(__file__).resolve().parents[2] / "reader_texts"


def digest(path: Path) -> str:
    """The sha256 of the file as it lies on disk."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refresh(folder: Path = READER_TEXTS) -> None:
    """Put the digests of the files into the manifest, and touch nothing else in it."""
    manifest = folder / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["text"]:
        after_name = rf'(file = "{re.escape(entry["file"])}"\n(?:[^\[\n].*\n)*?sha256 = )"[0-9a-f]*"'
        text, changed = re.subn(after_name, rf'\g<1>"{digest(folder / entry["file"])}"', text)
        if changed != 1:
            raise ValueError(f"the manifest's entry of {entry['file']} has no sha256 line")
    manifest.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    refresh()
