"""PDF files: page by page into rows, then the whole into lines with layouts, then the steps for printed text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from annotator.files import sha256_of
from annotator.importing.pdf.assembly import Assembly, add_page, settle_soft_hyphens
from annotator.importing.pdf.columns import strips_of
from annotator.importing.pdf.frames import frames_of
from annotator.importing.pdf.furniture import find_edges
from annotator.importing.pdf.numbering import number
from annotator.importing.pdf.opening import Bookmark, bookmarks_of, labels_of, metadata_of, opened
from annotator.importing.pdf.pages import PageRead, read_pages, refuse_without_text
from annotator.importing.pdf.setting import setting_of
from annotator.importing.printed.heads import Head, is_number
from annotator.importing.printed.pages import PageStart
from annotator.importing.titles import title_from
from annotator.importing.typeset.headings import Mark
from annotator.importing.typeset.reader import SetText, read_set
from annotator.model.report import Doubt, Imported

_FEW = 0.02


def read_pdf(data: bytes, name: str, title: str | None, tell: Callable[[str, float], None]) -> Imported:
    """The Document of a PDF file; `name` serves as the title where the file has none.

    Raises UserError: `pdf_locked`, `pdf_damaged`, `pdf_without_pages`, `pdf_too_many_pages`, `pdf_page_too_large`,
    `pdf_pictures` (scanned pages without text), `pdf_unreadable_fonts`.
    """
    with opened(data, name) as document:
        pages = read_pages(document, name, tell)
        own, marks, said = labels_of(document), bookmarks_of(document), metadata_of(document)
    refuse_without_text(pages, name)
    found = _set_text(pages, own, marks, said)
    return read_set(found, title or said.get("title"), title_from(name), sha256_of(data), tell)


def _set_text(pages: list[PageRead], own: list[str] | None, marks: Sequence[Bookmark], said: dict[str, str]) -> SetText:
    setting = setting_of(page.rows for page in pages)
    edges = find_edges([page.rows for page in pages], setting.usual_leading, setting.body.size)
    bodies = [
        [row for place, row in enumerate(page.rows) if place not in edge.kinds]
        for page, edge in zip(pages, edges, strict=True)
    ]
    strips = [strips_of(rows) for rows in bodies]
    frames = frames_of(strips)
    made = Assembly()
    for index, page in enumerate(pages):
        add_page(made, index, page, edges[index], strips[index], frames[index], setting)
    settle_soft_hyphens(made.lines)
    numbering = number([edge.label for edge in edges], own)
    starts = [
        PageStart(line, *numbering.labels[page]) for page, line in sorted(made.starts.items(), key=lambda item: item[1])
    ]
    doubts = [
        Doubt(made.lines[made.starts[page]].number if page in made.starts else 0, "page_missing", (("label", label),))
        for page, label in numbering.missing
    ]
    doubts += list(_doubts(pages, made))
    return SetText(
        lines=made.lines,
        furniture=made.furniture,
        footnotes=made.footnotes,
        pages=starts if len(pages) > 1 else starts[:1],
        heads=[
            Head(made.starts.get(page, 0), edge.label or "", words, edge.left)
            for page, edge in enumerate(edges)
            for words in edge.words
        ],
        marks=[Mark(mark.level, mark.title, mark.page) for mark in marks],
        missing=[label for _, label in numbering.missing],
        doubts=doubts,
        front=_front([edge.label or label for edge, label in zip(edges, own or [""] * len(edges), strict=True)]),
        scanned=2 * sum(page.pictured for page in pages) > len(pages),
        metadata={key: value for key, value in said.items() if key == "author"},
    )


def _front(labels: Sequence[str]) -> frozenset[int]:
    """The pages up to the last with a small roman number, if arabic ones follow."""
    last = max((at for at, label in enumerate(labels) if label.islower() and is_number(label)), default=-1)
    return frozenset(range(last + 1)) if any(label.isdigit() for label in labels[last + 1 :]) else frozenset()


def _doubts(pages: Sequence[PageRead], made: Assembly) -> list[Doubt]:
    doubts = []
    for index, page in enumerate(pages):
        line = made.lines[made.starts[index]].number if index in made.starts else 0
        shown = str(index + 1)
        if page.unknown > max(3, _FEW * page.characters):
            doubts.append(Doubt(line, "unreadable_characters", (("page", shown), ("count", str(page.unknown)))))
        if page.pictured and not page.characters:
            doubts.append(Doubt(line, "page_is_picture", (("page", shown),)))
        if page.damaged:
            doubts.append(Doubt(line, "page_unreadable", (("page", shown),)))
        if page.cut:
            doubts.append(Doubt(line, "page_cut", (("page", shown),)))
    return doubts
