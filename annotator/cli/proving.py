"""The self-test: proves an installation in seconds, on a library of its own that is thrown away."""

from __future__ import annotations

import tempfile
import tomllib
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotator import assets
from annotator.cli.output import put
from annotator.errors import UserError
from annotator.i18n import _
from annotator.model.anchor import Position
from annotator.model.annotation import Annotation
from annotator.model.document import BlockKind, Document
from annotator.paths import paths_under
from annotator.sentences import sentence
from annotator.services import Services, drafts
from annotator.services.exporting import MarkdownOptions
from annotator.services.shelf import OpenReader
from annotator.wiring import build_services


def self_test(options: Namespace) -> None:
    """Open each shipped text, annotate, search, export, undo; then look for the window's libraries."""
    with tempfile.TemporaryDirectory(prefix="annotator-self-test-") as folder:
        with closing(build_services(paths_under(Path(folder)))) as services:
            for path in shipped_texts():
                _step(path.name, lambda path=path: _prove(services, path, Path(folder)))  # type: ignore[misc]
        _step(_("window"), _prove_window)
    put(_("All is well."))


def shipped_texts() -> list[Path]:
    """The texts of the manifest, in its order."""
    folder = assets.reader_texts()
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    return [folder / text["file"] for text in manifest["text"]]


def _step(name: str, work: Callable[[], str]) -> None:
    try:
        put(f"{name}: {work()}")
    except Exception as error:
        reason = sentence(error) if isinstance(error, UserError) else error
        raise UserError("self_test_failed", step=name, reason=reason) from error


def _prove(services: Services, path: Path, folder: Path) -> str:
    reader = services.shelf.open(services.shelf.import_file(path).reader.id)
    passage = _passage(reader.document)
    words = reader.document.text[passage.start : passage.end]
    act = drafts.annotate(
        reader.reader, reader.document, [passage], role="question", note="Self-test *note*", tags=["x"]
    )
    stored = services.history.commit(act).changes[0].record
    assert isinstance(stored, Annotation)
    _expect(services.shelf.open(reader.reader.id).placed[0].spans == (passage,), "the annotation stands elsewhere")
    answer = services.finding.search(f'"{" ".join(_words(words)[:3])}"', complete=True)
    _expect(any(hit.reader_id == reader.reader.id for hit in answer.hits), "the search doesn't find the passage")
    _expect(
        any(hit.annotation == stored.id for hit in services.finding.search("self-test note").hits),
        "the note isn't found",
    )
    target = services.exporting.write(reader.reader.id, MarkdownOptions(), folder / f"{path.stem}-export.md")
    _expect("Self-test *note*" in target.read_text(encoding="utf-8"), "the export lacks the note")
    services.history.undo()
    _expect(services.shelf.open(reader.reader.id).placed == [], "undo left the annotation")
    return _summary(reader)


def _prove_window() -> str:
    try:
        from PySide6 import QtCore, QtWidgets  # noqa: F401  # the widgets need libraries that the rest doesn't
    except ImportError as error:
        raise UserError("qt_missing", reason=error) from error
    return f"Qt {QtCore.qVersion()}"


def _summary(reader: OpenReader) -> str:
    document = reader.document
    text = _("{title}: {pages} pages, {paragraphs} paragraphs; annotated, found, exported, undone")
    return text.format(title=reader.reader.title, pages=len(document.pages), paragraphs=len(document.blocks))


def _passage(document: Document) -> Position:
    """The first words of the first long paragraph."""
    block = next(b for b in document.blocks if b.kind is BlockKind.PARAGRAPH and b.end - b.start > 80)
    return Position(block.start, document.text.index(" ", block.start + 60))


def _words(text: str) -> list[str]:
    return [word for word in "".join(c if c.isalpha() else " " for c in text).split() if len(word) > 1]


def _expect(condition: bool, what: str) -> None:
    if not condition:
        raise RuntimeError(what)
