"""A concordance as Markdown: what was sought, counts by selection, and the lines as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.export.concordance.words import said_of
from annotator.export.escape import escape_heading, escape_inline
from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.model.citation import cite_pages
from annotator.model.concordance import Collocate, Line, SelectionCount, Summary

Row = Sequence[str]


def to_markdown(
    summary: Summary, lines: Iterable[Line], roles: Mapping[str, Role], collocates: Sequence[Collocate] = ()
) -> str:
    """The whole as a file: a heading, the figures in words, a table of counts, one of neighbours, one of lines."""
    several = len({row.reader_id for row in summary.counts}) > 1
    parts = [
        f"# {escape_heading(_('Concordance: {words}').format(words=' | '.join(summary.alternatives)))}",
        " ".join(escape_inline(sentence) for sentence in said_of(summary)),
        f"## {_('By selection')}",
        _counts(summary, several=several),
    ]
    if collocates:
        parts += [f"## {_('Neighbours')}", _collocates(collocates)]
    found = list(lines)
    if found:
        parts += [f"## {_('Lines')}", lines_table(found, roles, several=several)]
    return "\n\n".join(parts) + "\n"


def lines_table(lines: Iterable[Line], roles: Mapping[str, Role], *, several: bool) -> str:
    """Lines as a table, the words found bold in a column of their own; `several` readers are named."""
    head = [*([_("Reader")] if several else []), _("Page"), _("Author"), "", "", "", _("Marks")]
    rows = [
        [
            *([escape_inline(line.reader)] if several else []),
            escape_inline(cite_pages(line.page, None)),
            escape_inline(line.author or ""),
            escape_inline(line.left.strip()),
            f"**{escape_inline(line.word.strip())}**",
            escape_inline(line.right.strip()),
            " ".join(dict.fromkeys(escape_inline(_mark(role, roles)) for _annotation, role in line.marks)),
        ]
        for line in lines
    ]
    return _table(head, "l" * (len(head) - 4) + "rcll", rows)


def _mark(key: str, roles: Mapping[str, Role]) -> str:
    role = roles.get(key)
    return f"{role.mark} {role.name}" if role else key


def _counts(summary: Summary, *, several: bool) -> str:
    words = summary.alternatives if len(summary.alternatives) > 1 else ()
    head = [
        *([_("Reader")] if several else []),
        _("Selection"),
        _("Author"),
        *(escape_inline(word) for word in words),
        _("Hits"),
        _("Words"),
        _("Per 10,000"),
        _("First"),
    ]
    rows = [_count(row, bool(words), several=several) for row in summary.counts]
    return _table(head, "l" * (3 if several else 2) + "r" * (len(words) + 3) + "l", rows)


def _count(row: SelectionCount, by_word: bool, *, several: bool) -> Row:
    return [
        *([escape_inline(row.reader)] if several else []),
        escape_inline(row.division),
        escape_inline(row.author or ""),
        *([str(count) for count in row.by_word] if by_word else []),
        str(row.hits),
        str(row.words),
        f"{row.rate:.1f}",
        escape_inline(cite_pages(row.labels[0], None)) if row.labels else "",
    ]


def _collocates(found: Sequence[Collocate]) -> str:
    head = [_("Word"), _("Near"), _("Expected"), _("In all"), "G²"]
    rows = [
        [escape_inline(one.word), str(one.near), f"{one.expected:.1f}", str(one.total), f"{one.score:.1f}"]
        for one in found
    ]
    return _table(head, "lrrrr", rows)


_RULES = {"l": "---", "r": "--:", "c": ":-:"}


def _table(head: Row, rules: str, rows: Iterable[Row]) -> str:
    lines = [head, [_RULES[rule] for rule in rules], *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    """A bar would end the cell, wherever it stands."""
    return text.replace("|", "\\|")
