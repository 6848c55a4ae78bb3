"""A book in groff -ms."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.corpus.markup import ITALIC, MARKER, Block, Part
from tests.corpus.printing.design import Job, in_running_text, notes_of, running_author


def set_groff(job: Job, folder: Path) -> Path:
    """The PDF of `job`, made in `folder`. Raises CalledProcessError where groff refuses it."""
    source, made = folder / "book.ms", folder / "book.pdf"
    source.write_text(_document(job), encoding="utf-8")
    width, height = job.design.paper
    paper = f"-P-p{height / 25.4:.3f}i,{width / 25.4:.3f}i"
    command = ["groff", "-k", "-t", "-ms", "-Tpdf", paper]
    with made.open("wb") as out:
        subprocess.run([*command, str(source)], check=True, stdout=out)
    return made


def _document(job: Job) -> str:
    width, height = job.design.paper
    left, right = job.design.left_head.split("|"), job.design.right_head.split("|")
    lines = [
        f".pl {height / 25.4:.3f}i",
        ".nr PO 0.6i",
        f".nr LL {width / 25.4 - 1.2:.3f}i",
        ".nr HM 0.8i",
        ".nr FM 0.8i",
        f".nr PS {job.design.size}",
        f".nr VS {job.design.size + 2}",
        ".nr PD 0" if not job.design.spaced_paragraphs else ".nr PD 6p",
        ".nr QI 2n",
        ".ds CH",
        ".nr HY 6" if job.design.hyphenate else ".nr HY 0",
    ]
    foot = job.design.foot.split("|")
    for part in job.parts:
        lines += [".bp" if part is not job.parts[0] else ".LP"]
        if part is not job.parts[0]:
            lines.pop()
        for name, places in (("EH", left), ("OH", right), ("EF", foot), ("OF", foot)):
            pieces = [
                _plain(p.format(title=job.title, author=running_author(part), page="\0")).replace("\0", "%")
                for p in places
            ]
            lines.append(f".{name} '{pieces[0]}'{pieces[1]}'{pieces[2]}'")
        if part is not job.parts[0]:
            lines.append(".bp")
        lines += _part(part, job)
    return "\n".join([*lines, ""])


def _part(part: Part, job: Job) -> list[str]:
    notes = notes_of(part) if job.design.notes == "feet" else {}
    lines = [".LP", ".ce 9"]
    lines += [_plain(text) for text in (part.number, part.title, part.author) if text]
    lines += [".ce 0", ".sp 1"]
    if part.source and job.design.source == "top":
        lines += [".LP", _plain(part.source), ".sp 0.5"]
    elif part.source:
        lines += [".FS", _plain(part.source), ".FE"]
    for block in in_running_text(part, job.design):
        lines += _block(block, notes)
    return lines


def _block(block: Block, notes: dict[str, str]) -> list[str]:
    text = _inline(block.text, notes)
    if block.kind == "heading":
        return [".SH", text]
    if block.kind == "quote":
        return [".QP", text]
    if block.kind == "verse":
        return [".RS", ".nf", *text.split("\n"), ".fi", ".RE"]
    if block.kind == "list":
        mark, _, words = text.partition(" ")
        return [f".IP {mark} 3n", words]
    if block.kind == "caption":
        return [".LP", ".sp 0.5", ".ne 8", ".ce", text]
    if block.kind == "source":
        return [".LP", text, ".sp 0.5"]
    if block.kind == "note":
        return [f".IP {block.label}. 4n", text] if block.label else [".IP", text]
    if block.rows:
        columns = "l" + " r" * (len(block.rows[0]) - 1) + "."
        return [".TS", "center tab(|);", columns, *("|".join(_plain(c) for c in row) for row in block.rows), ".TE"]
    return [".PP", text]


def _inline(text: str, notes: dict[str, str]) -> str:
    pieces: list[str] = []
    after: list[str] = []
    last = 0
    escaped = ITALIC.sub(r"\\fI\1\\fP", _plain(text))
    for found in MARKER.finditer(escaped):
        pieces.append(escaped[last : found.start()] + rf"\*{{{found[1]}\*}}")
        last = found.end()
        if found[1] in notes:
            # The note stands right after its marker, so that it comes to the same page.
            pieces.append(f"\n.FS {found[1]}\n{_plain(notes[found[1]])}\n.FE\n")
    pieces += [escaped[last:], *after]
    return re.sub(r"\n +", "\n", "".join(pieces)).strip("\n")


def _plain(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", "\\[hy]").replace("'", r"\[aq]").replace(" . . .", r"\ .\ .\ .")
    return r"\&" + text if text.startswith((".", "'")) else text
