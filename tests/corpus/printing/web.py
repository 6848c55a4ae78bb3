"""A book in HTML, printed with WeasyPrint."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from tests.corpus.markup import ITALIC, MARKER, Block, Part
from tests.corpus.printing.design import Job, in_running_text, notes_of, running_author

_TAGS = {"heading": "h2", "number": "div", "author": "div", "quote": "blockquote", "note": "div"}


def set_web(job: Job, folder: Path) -> Path:
    """The PDF of `job`, made in `folder`; sources always stand at the top of their selection."""
    # Imported here, for only those need it who set the corpus anew.
    from weasyprint import HTML

    made = folder / "book.pdf"
    HTML(string=_document(job)).write_pdf(made)
    return made


def _document(job: Job) -> str:
    parts = "\n".join(_part(part, job) for part in job.parts)
    return f'<html lang="{job.language}"><style>{_style(job)}</style><body>{parts}</body></html>'


def _style(job: Job) -> str:
    design = job.design
    width, height = design.paper
    indent = 0 if design.spaced_paragraphs else 1.2
    return f"""
    @page {{ size: {width}mm {height}mm; margin: 18mm 14mm 16mm 14mm; font: {design.size - 1}pt serif }}
    @page :left {{ {_boxes(design.left_head, "top", job)} {_boxes(design.foot, "bottom", job)} }}
    @page :right {{ {_boxes(design.right_head, "top", job)} {_boxes(design.foot, "bottom", job)} }}
    @page opening:first {{ {_boxes("||", "top", job)} {_boxes(design.opening_foot, "bottom", job)} }}
    body {{ font: {design.size}pt/1.25 "DejaVu Serif", serif; text-align: justify;
            hyphens: {"auto" if design.hyphenate else "manual"}; columns: {design.columns}; margin: 0 }}
    section {{ page: opening; break-before: page; string-set: author attr(data-author) }}
    p {{ margin: {"6pt 0" if design.spaced_paragraphs else "0"}; text-indent: {indent}em }}
    h1 {{ font-size: 15pt; text-align: center; hyphens: manual }}
    h2 {{ font-size: 11pt; hyphens: manual }}
    .number, .author {{ text-align: center; margin: 6pt 0 }}
    blockquote {{ margin: 6pt 1.6em }}
    .verse {{ margin: 6pt 0 6pt 1em; hyphens: manual; white-space: pre-line; text-indent: 0 }}
    .item {{ margin: 0 0 0 1.2em; text-indent: 0 }}
    .note, .source {{ font-size: 8pt; text-indent: 0 }}
    .caption {{ text-align: center; text-indent: 0; break-after: avoid; margin-top: 8pt }}
    table {{ margin: 4pt auto; font-size: 9pt; break-inside: avoid }}
    td {{ padding: 0 1em 0 0; hyphens: manual }} td + td {{ text-align: right }}
    sup {{ font-size: 6pt; line-height: 0 }}
    .foot {{ float: footnote; font-size: 8pt; text-indent: 0; text-align: left }}
    ::footnote-call {{ font-size: 6pt; content: counter(footnote); vertical-align: super; line-height: 0 }}
    ::footnote-marker {{ content: counter(footnote) " " }}
    section {{ counter-reset: footnote }}
    """


def _boxes(pattern: str, where: str, job: Job) -> str:
    boxes = []
    for place, piece in zip(("left", "center", "right"), pattern.split("|"), strict=True):
        words = re.split(r"(\{\w+\})", piece)
        named = {"{title}": f'"{job.title}"', "{author}": "string(author)", "{page}": "counter(page)"}
        content = " ".join(named.get(word, f'"{word}"') for word in words if word)
        boxes.append(f"@{where}-{place} {{ content: {content or 'none'}; font-size: 8pt; white-space: pre }}")
    return " ".join(boxes)


def _part(part: Part, job: Job) -> str:
    notes = notes_of(part) if job.design.notes == "feet" else {}
    opening = [
        f"<h1>{escape(block.text)}</h1>" if block.kind == "heading" else f'<div class="{block.kind}">{block.text}</div>'
        for block in part.opening
    ]
    if part.source:
        opening.append(f'<p class="source">{escape(part.source)}</p>')
    body = [_block(block, notes) for block in in_running_text(part, job.design)]
    author = escape(running_author(part), quote=True)
    return f'<section data-author="{author}">{"".join([*opening, *body])}</section>'


def _block(block: Block, notes: dict[str, str]) -> str:
    text = _inline(block.text, notes)
    if block.rows:
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows)
        return f"<table>{rows}</table>"
    if block.kind == "note":
        return f'<p class="note">{block.label + ". " if block.label else ""}{text}</p>'
    if block.kind in ("verse", "caption", "source"):
        return f'<p class="{block.kind}">{text}</p>'
    if block.kind == "list":
        return f'<p class="item">{text}</p>'
    tag = _TAGS.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>"


def _inline(text: str, notes: dict[str, str]) -> str:
    escaped = ITALIC.sub(r"<i>\1</i>", escape(text, quote=False))

    def marker(found: re.Match[str]) -> str:
        note = notes.get(found[1])
        return f'<span class="foot">{_inline(note, {})}</span>' if note else f"<sup>{found[1]}</sup>"

    return MARKER.sub(marker, escaped)
