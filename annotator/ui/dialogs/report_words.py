"""An import's report (`report` of `annotator inspect --json`) as a person is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.i18n import _, ngettext

Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the report with its lines: what was found, and the line of the file where that is known."""

    title: str
    rows: tuple[tuple[str, int | None], ...]
    to_check: bool = False


def summary(title: str, report: Report) -> str:
    """Two or three sentences: what was taken out and joined, and whether something wants a look."""
    said = [_("“{title}” is in your library.").format(title=title)]
    removed = Counter(str(one["kind"]) for one in report.get("removed", ()))
    if removed:
        parts = [_counted(kind, count) for kind, count in removed.most_common()]
        said.append(
            _("What belongs to the printed page and not to the text was taken out: {parts}.").format(
                parts=", ".join(parts)
            )
        )
    joined = int(report.get("hyphens", {}).get("joined", 0))
    if joined:
        said.append(
            ngettext(
                "{count} word divided at the end of a line was joined.",
                "{count} words divided at the ends of lines were joined.",
                joined,
            ).format(count=f"{joined:,}")
        )
    checks = sum(len(section.rows) for section in sections(report) if section.to_check)
    if checks:
        said.append(
            ngettext("{count} place may want a look.", "{count} places may want a look.", checks).format(count=checks)
        )
    else:
        said.append(_("There was no doubt anywhere."))
    return " ".join(said)


def sections(report: Report) -> list[Section]:
    """What may want a look first, then what was taken out; empty sections are left out."""
    hyphens = report.get("hyphens", {})
    found = [
        Section(_("Not sure"), tuple((str(one["what"]), int(one["line"])) for one in report.get("doubts", ())), True),
        Section(_("Joined, but perhaps hyphenated"), tuple((str(w), None) for w in hyphens.get("doubtful", ())), True),
        Section(_("Pages whose number is missing or inferred"), _labels(report.get("missing_pages", ())), True),
    ]
    removed = report.get("removed", ())
    for kind in dict.fromkeys(str(one["kind"]) for one in removed):
        rows = tuple((str(one["text"]).strip(), int(one["line"])) for one in removed if one["kind"] == kind)
        found.append(Section(_("Taken out: {what}").format(what=_plural(kind)), rows))
    return [section for section in found if section.rows]


def _labels(labels: Sequence[object]) -> tuple[tuple[str, int | None], ...]:
    return tuple((_("p. {page}").format(page=label), None) for label in labels)


def _plural(kind: str) -> str:
    return {
        "running_head": _("running heads"),
        "page_number": _("page numbers"),
        "watermark": _("watermarks"),
        "copyright": _("copyright lines"),
        "stamp": _("stamps"),
    }.get(kind, kind.replace("_", " "))


def _counted(kind: str, count: int) -> str:
    known = {
        "running_head": ngettext("{count} running head", "{count} running heads", count),
        "page_number": ngettext("{count} page number", "{count} page numbers", count),
        "watermark": ngettext("{count} watermark", "{count} watermarks", count),
        "copyright": ngettext("{count} copyright line", "{count} copyright lines", count),
        "stamp": ngettext("{count} stamp", "{count} stamps", count),
    }
    return known.get(kind, "{count} " + kind.replace("_", " ")).format(count=f"{count:,}")
