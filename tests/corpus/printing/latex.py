"""A book in LaTeX."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.corpus.markup import ITALIC, MARKER, Block, Part
from tests.corpus.printing.design import Job, in_running_text, notes_of, running_author

_BABEL = {"en": "english", "de": "ngerman", "fr": "french", "es": "spanish,es-noshorthands", "it": "italian"}
# An entry of the contents: words, and the page.
_ENTRY = re.compile(r"([^\d•]\D.*) (\d+|[ivxl]+)")
_SPECIAL = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\textasciitilde{}", "|": r"\textbar{}"}
_TEXT = str.maketrans(
    {**_SPECIAL, "«": r"\guillemotleft{}", "»": r"\guillemotright{}", "•": r"\textbullet{}", "\u00a0": "~"}
)


def set_latex(job: Job, folder: Path) -> Path:
    """The PDF of `job`, made in `folder`. Raises CalledProcessError where LaTeX refuses it."""
    (folder / "book.tex").write_text(_document(job), encoding="utf-8")
    for _ in range(2):
        subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "book.tex"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return folder / "book.pdf"


def _document(job: Job) -> str:
    design = job.design
    width, height = design.paper
    lines = [
        r"\pdfminorversion=5 \pdfobjcompresslevel=2",
        rf"\documentclass[{design.size}pt,twoside{',twocolumn' if design.columns == 2 else ''}]{{article}}",
        r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{mathptmx}\usepackage{fancyhdr}",
        rf"\usepackage[{_BABEL[job.language]}]{{babel}}",
        rf"\usepackage[paperwidth={width}mm,paperheight={height}mm,margin=15mm,headheight=14pt,headsep=5mm,"
        r"footskip=8mm]{geometry}",
        r"\usepackage{eso-pic}\input{glyphtounicode}\pdfgentounicode=1",
        r"\renewcommand{\headrulewidth}{0pt}\setlength{\parindent}{1.2em}\emergencystretch=2em\raggedbottom",
        r"\setlength{\columnsep}{7mm}\pagestyle{fancy}\fancyhf{}\newcommand{\runningauthor}{}",
    ]
    if not design.hyphenate:
        lines.append(r"\hyphenpenalty=10000\exhyphenpenalty=10000\tolerance=9000")
    if design.spaced_paragraphs:
        lines.append(r"\setlength{\parindent}{0pt}\setlength{\parskip}{6pt plus 1pt}")
    if job.language == "french":
        lines.append(r"\frenchsetup{og=«,fg=»}")
    lines += _furniture("E", design.left_head, "head", job) + _furniture("O", design.right_head, "head", job)
    lines += _furniture("", design.foot, "foot", job)
    opening = _furniture("", design.opening_foot, "foot", job)
    lines.append(rf"\fancypagestyle{{plain}}{{\fancyhf{{}}{''.join(opening)}}}")
    if design.stamp:
        lines.append(rf"\AddToShipoutPictureBG{{\AtPageLowerLeft{{\put(20,8){{\tiny {_escaped(design.stamp)}}}}}}}")
    lines.append(r"\begin{document}\pagenumbering{roman}" if job.parts[0].kind == "front" else r"\begin{document}")
    fronts = job.parts[0].kind == "front"
    if job.counts:
        lines.append(r"\renewcommand{\thefootnote}{\fnsymbol{footnote}}")
    for number, part in enumerate(job.parts):
        lines.append(r"\clearpage")
        if fronts and part.kind != "front":
            lines.append(r"\pagenumbering{arabic}")
            fronts = False
        lines.append(rf"\renewcommand{{\runningauthor}}{{{_escaped(running_author(part))}}}")
        counts = {label: count for (place, label), count in job.counts.items() if place == number}
        lines += _part(part, job, counts)
    return "\n".join([*lines, r"\end{document}", ""])


def _furniture(side: str, pattern: str, where: str, job: Job) -> list[str]:
    words = {"title": _escaped(job.title), "author": r"\runningauthor{}", "page": r"\thepage{}"}
    places = zip("LCR", pattern.split("|"), strict=True)
    return [rf"\fancy{where}[{place}{side}]{{{piece.format(**words)}}}" for place, piece in places if piece]


def _part(part: Part, job: Job, counts: Mapping[str, int]) -> list[str]:
    design = job.design
    notes = {}
    if design.notes == "feet":
        notes = {label: (_optional(counts.get(label)), words) for label, words in notes_of(part).items()}
    head = [r"\thispagestyle{plain}\setcounter{footnote}{0}\begin{center}"]
    if part.number:
        head.append(rf"{{\large {_escaped(part.number)}}}\\[6pt]")
    head.append(rf"{{\LARGE {_escaped(part.title)}\par}}")
    if part.author:
        head.append(rf"\vspace{{6pt}}{_escaped(part.author)}\par")
    head.append(r"\end{center}\vspace{12pt}")
    body = "\n".join(_block(block, notes, job) for block in in_running_text(part, design))
    if part.source and design.source == "foot":
        foot = rf"{{\renewcommand{{\thefootnote}}{{}}\footnotetext[0]{{{_escaped(part.source)}}}}}"
        # In the first paragraph, so that it lies at the foot of the page which that is on.
        body = foot + body
    elif part.source:
        head.append(rf"{{\small\noindent {_escaped(part.source)}\par}}\vspace{{10pt}}")
    return [*head, body]


def _optional(count: int | None) -> str:
    return f"[{count}]" if count else ""


def _block(block: Block, notes: Mapping[str, tuple[str, str]], job: Job) -> str:
    text = _inline(block.text, notes)
    if block.kind == "heading":
        return rf"\subsection*{{{text}}}"
    if block.kind == "quote":
        return rf"\begin{{quote}}{text}\end{{quote}}\noindent" if job.design.indented_quotes else text + r"\par"
    if block.kind == "verse":
        return r"\begin{list}{}{\leftmargin=1em}\item[]" + text.replace("\n", "\\\\\n") + r"\end{list}"
    if block.kind == "list" and (entry := _ENTRY.fullmatch(text)):
        return rf"\noindent {entry[1]}\dotfill {entry[2]}\par"
    if block.kind == "list":
        mark, _, words = text.partition(" ")
        return rf"\begin{{list}}{{}}{{\leftmargin=2em\itemsep=0pt\topsep=2pt}}\item[{mark}] {words}\end{{list}}"
    if block.kind == "caption":
        return rf"\begin{{center}}\small {text}\end{{center}}\nopagebreak"
    if block.kind == "source":
        return rf"{{\small\noindent {text}\par}}\vspace{{8pt}}"
    if block.kind == "note":
        label = rf"\makebox[1.6em][r]{{{block.label}.}} " if block.label else r"\hspace*{1.6em}"
        return rf"{{\small\noindent {label}{text}\par}}"
    if block.rows:
        columns = "l" + "r" * (len(block.rows[0]) - 1)
        rows = "\\\\\n".join(" & ".join(_escaped(cell) for cell in row) for row in block.rows)
        return rf"\begin{{center}}\small\begin{{tabular}}{{{columns}}}{rows}\end{{tabular}}\end{{center}}"
    return text + r"\par"


def _inline(text: str, notes: Mapping[str, tuple[str, str]]) -> str:
    escaped = ITALIC.sub(r"\\emph{\1}", _escaped(text, keep="*[^]"))

    def marker(found: re.Match[str]) -> str:
        note = notes.get(found[1])
        if note is None:
            return rf"\textsuperscript{{{found[1]}}}"
        return rf"\footnote{note[0]}{{{_inline(note[1], {})}}}"

    return MARKER.sub(marker, escaped)


def _escaped(text: str, keep: str = "") -> str:
    table = {code: words for code, words in _TEXT.items() if chr(code) not in keep}
    return text.translate(table).replace(" . . .", r"~.~.~.").replace(r"\guillemotleft{}~", r"\guillemotleft{}\,")
