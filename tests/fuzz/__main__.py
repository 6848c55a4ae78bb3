"""Fuzzing of the import, guided by coverage: whatever comes in, a sound Document comes out, or a word to the person.

    python -m tests.fuzz --seconds 600 --seeds FOLDER     (make fuzz)

Needs atheris (Apache 2.0), which isn't among the dependencies of development, for it isn't built for every Python. A
crash, an input that takes longer than a minute (instrumented, a line costs ten times as much), or one that takes more
than a gigabyte ends the run with exit 1 and leaves that input in the folder whose name is printed first.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["annotator"]):
    import annotator.importing.markup.epub
    import annotator.importing.markup.html
    import annotator.importing.pdf.reader
    import annotator.importing.word.reader  # noqa: F401 (each is imported late, by itself, and would be missed)
    from annotator.errors import UserError
    from annotator.importing import import_bytes
    from annotator.importing.checking import check_document

ROOT = Path(__file__).resolve().parents[2]
_LIMIT_SECONDS, _LIMIT_MEGABYTES, _LONGEST = 60, 1024, 50_000
# A first byte tells the name, for some formats are known by it alone.
_NAMES = ("x.txt", "x.md", "x.html", "x.epub", "x.docx", "x.pdf", "", "ä")


def one_input(data: bytes) -> None:
    """Import one input; anything but a sound Document or a UserError is a fault."""
    if not data:
        return
    try:
        check_document(import_bytes(data[1:], _NAMES[data[0] % len(_NAMES)]).document)
    except UserError:
        return


def seeds(folder: Path, more: Iterable[Path]) -> None:
    """Put what the repository ships, and the files under `more`, into `folder`, each with the byte of its name."""
    files = [path for top in (ROOT / "reader_texts", ROOT / "tests", *more) for path in top.rglob("*")]
    for number, path in enumerate(sorted(files)):
        suffix = path.suffix.lower()
        kind = next((n for n, name in enumerate(_NAMES) if suffix and name.endswith(suffix)), None)
        if kind is not None and path.is_file() and path.stat().st_size < _LONGEST:
            (folder / f"{number:05}{suffix}").write_bytes(bytes([kind]) + path.read_bytes())


def main() -> None:
    """Fuzz for a while."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument(
        "--seeds", type=Path, action="append", default=[], help="a folder with more files to begin with"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="annotator-fuzz-"))
    seeds(folder, options.seeds)
    kept = tempfile.mkdtemp(prefix="annotator-fuzz-found-")
    print(f"inputs that break something are kept in {kept}")
    limits = [
        f"-artifact_prefix={kept}/",
        f"-timeout={_LIMIT_SECONDS}",
        f"-rss_limit_mb={_LIMIT_MEGABYTES}",
        f"-max_len={_LONGEST}",
    ]
    atheris.Setup(
        [sys.argv[0], *limits, f"-max_total_time={options.seconds}", "-print_final_stats=1", str(folder)], one_input
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
