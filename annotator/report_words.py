"""An import's report as a person is told of it, on the command line and in the window: a summary, and sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from annotator.i18n import _, ngettext
from annotator.model.report import Doubt, Hyphen, ImportReport
from annotator.sentences import doubt_sentence

GAP = "|"  # shows a place where something was taken out or is missing


class Row(NamedTuple):
    """One thing of a report.

    It stands on the lines `line` to `until` of the file (0: not known), and at `at` in the text. `word` is what it is
    about, where that is in the text; `gone`, what the raw line has and the text has not; `mark`, what shows its place
    where there is no word to show it.
    """

    what: str
    line: int = 0
    until: int = 0
    at: int | None = None
    word: str = ""
    gone: str = ""
    mark: str = ""


class Section(NamedTuple):
    """One heading of the report with its rows. `to_check`: one may want to look at these; `words`: single words."""

    title: str
    rows: tuple[Row, ...]
    to_check: bool = False
    words: bool = False


def summary(report: ImportReport) -> str:
    """A few sentences: what was taken out, joined and worked out, and whether something wants a look."""
    said = []
    removed = Counter(piece.kind for piece in report.removed)
    if removed:
        parts = ", ".join(_counted(kind, count) for kind, count in removed.most_common())
        said.append(
            _("What belongs to the printed page and not to the text was taken out: {parts}.").format(parts=parts)
        )
    joined, kept = report.hyphens.joined, report.hyphens.kept
    if joined or kept:
        words = ngettext(
            "Of {count} word divided at the end of a line, {joined} was joined and {kept} kept its hyphen.",
            "Of {count} words divided at the ends of lines, {joined} were joined and {kept} kept their hyphens.",
            joined + kept,
        )
        said.append(words.format(count=f"{joined + kept:,}", joined=f"{joined:,}", kept=f"{kept:,}"))
    if report.inferred_pages:
        words = ngettext(
            "{count} page number isn't printed and was worked out.",
            "{count} page numbers aren't printed and were worked out.",
            len(report.inferred_pages),
        )
        said.append(words.format(count=f"{len(report.inferred_pages):,}"))
    checks = doubtful(report)
    if not said and not checks:
        return _("Nothing was changed: the text stands as it came.")
    words = ngettext("{count} place may want a look.", "{count} places may want a look.", checks)
    said.append(words.format(count=f"{checks:,}") if checks else _("There was no doubt anywhere."))
    return " ".join(said)


def doubtful(report: ImportReport) -> int:
    """How many things may want a look: doubts, doubtful hyphens and missing pages."""
    return sum(len(section.rows) for section in (_not_sure(report), _perhaps(report), _missing(report)))


def sections(report: ImportReport) -> list[Section]:
    """What may want a look first, then what was taken out and joined; empty sections are left out."""
    inferred = (
        Row(_page(page.label), page.line, page.line, page.at, mark=f"[{page.label}] ") for page in report.inferred_pages
    )
    found = [
        _not_sure(report),
        _perhaps(report),
        _missing(report),
        Section(_("Page numbers worked out"), tuple(inferred), True, True),
    ]
    for kind in dict.fromkeys(piece.kind for piece in report.removed):
        pieces = (piece for piece in report.removed if piece.kind == kind)
        rows = tuple(Row(" ".join(p.text.split()), p.line, p.line, p.at, gone=p.text, mark=GAP) for p in pieces)
        found.append(Section(_("Taken out: {what}").format(what=_plural(kind)), rows))
    sure = [item for item in report.hyphens.items if not item.doubtful]
    found.append(Section(_("Hyphens kept"), _words(item for item in sure if item.kept), words=True))
    found.append(Section(_("Words joined"), _words(item for item in sure if not item.kept), words=True))
    return [section for section in found if section.rows]


def _not_sure(report: ImportReport) -> Section:
    rows = (_doubt(doubt) for doubt in report.doubts if doubt.code != "page_missing")
    return Section(_("Not sure"), tuple(rows), True)


def _perhaps(report: ImportReport) -> Section:
    title = _("Hyphens that might be otherwise")
    items = _words(item for item in report.hyphens.items if item.doubtful)
    return Section(title, items or tuple(Row(word) for word in report.hyphens.doubtful), True, True)


def _missing(report: ImportReport) -> Section:
    """Those whose place is known, by their doubt; then the others."""
    doubts = [doubt for doubt in report.doubts if doubt.code == "page_missing"]
    known = {dict(doubt.params).get("label") for doubt in doubts}
    rows = [_doubt(doubt) for doubt in doubts]
    rows += [Row(_page(label)) for label in report.missing_pages if label not in known]
    return Section(_("Pages that are missing"), tuple(rows), True)


def _doubt(doubt: Doubt) -> Row:
    mark = GAP if doubt.code == "page_missing" else ""
    word = dict(doubt.params).get("word", "")
    return Row(doubt_sentence(doubt), doubt.line, doubt.line, doubt.at, word=word, mark=mark)


def _words(items: Iterable[Hyphen]) -> tuple[Row, ...]:
    return tuple(Row(item.word, item.line, item.until, item.at, word=item.word) for item in items)


def _page(label: str) -> str:
    return _("p. {page}").format(page=label)


def _plural(kind: str) -> str:
    return {
        "running_head": _("running heads"),
        "page_number": _("page numbers"),
        "watermark": _("watermarks"),
        "copyright": _("copyright lines"),
        "stamp": _("stamps"),
        "navigation": _("menus and lists of contents"),
        "hidden": _("hidden words"),
    }.get(kind, kind.replace("_", " "))


def _counted(kind: str, count: int) -> str:
    known = {
        "running_head": ngettext("{count} running head", "{count} running heads", count),
        "page_number": ngettext("{count} page number", "{count} page numbers", count),
        "watermark": ngettext("{count} watermark", "{count} watermarks", count),
        "copyright": ngettext("{count} copyright line", "{count} copyright lines", count),
        "stamp": ngettext("{count} stamp", "{count} stamps", count),
        "navigation": ngettext("{count} menu or list of contents", "{count} menus or lists of contents", count),
        "hidden": ngettext("{count} hidden place", "{count} hidden places", count),
    }
    return known.get(kind, "{count} " + kind.replace("_", " ")).format(count=f"{count:,}")
