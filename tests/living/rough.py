"""Worse than `Person`: what takes away the very things by which the program knows its own words."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.living.person import Person

_COMMENT = re.compile(r"^ {0,3}<!-- annotator:.*-->[ \t]*$")
_PROSE = (
    "| a | b |\n|---|---|\n| {s} | x |",
    "Title of mine {s}\n=====",
    "***\n\n{s}",
    "1. {s}\n2. and\n\n   more",
    "> {s}\n> as I said",
    "    code {s}",
    "<!-- {s} -->",
    "{s}\n\n---\ntitle: no front matter\n---",
    "- [ ] {s}\n- [x] done",
    "~~~\n{s}\n<!-- annotator:export no -->\n~~~",
    "[^1]: {s}",
    "$$\n{s}\n$$",
)


class Rough(Person):
    """Edits as other editors, converters and careless hands do."""

    def edit(self) -> None:
        """One thing at random; two in three as a careful person would."""
        if self.chance.random() < 0.65:
            super().edit()
            return
        deeds: tuple[Callable[[], None], ...] = (
            *(self.strip_comment, self.strip_comments, self.strip_export, self.strip_front, self.strip_sections),
            *(self.prose, self.prose, self.indent, self.typography, self.cut_export, self.own_front, self.tighten),
            *(self.cut_all, self.unmark, self.bold_heads, self.quote),
        )
        deed = self.chance.choice(deeds)
        self.log.append(deed.__name__)
        deed()

    def strip_comment(self) -> None:
        """One of our comments goes; its words stay."""
        self._drop(_COMMENT.match, one=True)

    def strip_comments(self) -> None:
        """All of our comments go, as a converter makes it."""
        self._drop(_COMMENT.match)

    def strip_sections(self) -> None:
        """The comments before an export go."""
        self._drop(re.compile("<!-- annotator:export ").match)

    def strip_export(self) -> None:
        """The line of the front matter by which the file is known."""
        self._drop(re.compile(r"(?:export|reader): ").match)

    def strip_front(self) -> None:
        """The whole front matter."""
        lines, end = self._lines(), self._front_end()
        if end > 0 and not any("Mine" in line for line in lines[: end + 1]):
            self._set(lines[end + 1 :])

    def own_front(self) -> None:
        """A line of the person's in the front matter: a field, a remark, or one of a list."""
        lines, end = self._lines(), self._front_end()
        if end > 0:
            form = self.chance.choice(("mine{n}: {s}", "# {s}", "  - {s}"))
            lines.insert(self.chance.randint(1, end), form.format(n=self.count, s=self.sentence()))
            self._set(lines)

    def prose(self) -> None:
        """Markdown of the person's, of some sort."""
        end = self._end()
        said = self.chance.choice(_PROSE).format(s=self.sentence()).replace("\n", end)
        at = self._gap()
        self.text = f"{self.text[:at]}{end}{said}{end * 2}{self.text[at:]}"

    def indent(self) -> None:
        """An excerpt becomes part of a list."""
        spans = self._spans()
        if spans:
            start, stop = self.chance.choice(spans)
            end = self._end()
            piece = self.text[start:stop].strip().split(end)
            inside = end.join(f"    {line}" if line else "" for line in piece)
            self.text = f"{self.text[:start]}- {self.sentence()}{end}{end}{inside}{end * 2}{self.text[stop:]}"

    def quote(self) -> None:
        """An excerpt is set into a block quotation, but for its comment."""
        spans = self._spans()
        if spans:
            start, stop = self.chance.choice(spans)
            end = self._end()
            comment, *rest = self.text[start:stop].strip().split(end)
            piece = end.join([comment, "", *(f"> {line}".rstrip() for line in end.join(rest).strip().split(end))])
            self.text = f"{self.text[:start]}{piece}{end * 2}{self.text[stop:]}"

    def typography(self) -> None:
        """An editor with opinions on quotation marks and dashes."""
        if self.chance.random() < 0.3:
            lines, code, front = self._lines(), self._code(), self._front_end()
            for n, line in enumerate(lines):
                if n > front and n not in code and not line.startswith("<!--"):
                    lines[n] = line.replace("“", '"').replace("”", '"').replace(" – ", " -- ")
            self._set(lines)

    def tighten(self) -> None:
        """Several blank lines become one, and those after our comments none."""
        lines, code, kept = self._lines(), self._code(), list[str]()
        for n, line in enumerate(lines):
            if n in code or line or not kept or (kept[-1] and not _COMMENT.match(kept[-1])):
                kept.append(line)
        self._set(kept)

    def cut_export(self) -> None:
        """A whole part of another export goes, or the excerpts of the first."""
        lines, code = self._lines(), self._code()
        marks = [n for n, line in enumerate(lines) if _COMMENT.match(line) and n not in code]
        if marks and self.chance.random() < 0.4:
            first = self.chance.choice(marks)
            sections = [n for n in marks if n > first and "annotator:export" in lines[n]]
            last = sections[0] if sections else len(lines)
            kept = [line for line in lines[first:last] if "Mine" in line]
            self._set([*lines[:first], *(part for line in kept for part in (line, "")), *lines[last:]])

    def cut_all(self) -> None:
        """Nothing but the person's own lines, and the front matter."""
        if self.chance.random() < 0.15:
            lines, front = self._lines(), self._front_end()
            own = [part for line in lines[front + 1 :] if "Mine" in line for part in (line, "")]
            self._set([*lines[: front + 1], "", *own, self.sentence(), ""])

    def unmark(self) -> None:
        """A comment is spoiled."""
        lines, code = self._lines(), self._code()
        fit = [n for n, line in enumerate(lines) if _COMMENT.match(line) and n not in code]
        if fit:
            n = self.chance.choice(fit)
            lines[n] = self.chance.choice(
                (lines[n].replace("annotator:", "annotator "), lines[n] + " x", ">" + lines[n])
            )
            self._set(lines)

    def bold_heads(self) -> None:
        """A heading of ours is written in another way."""
        lines, code = self._lines(), self._code()
        fit = [n for n, line in enumerate(lines) if re.match("#{1,3} ", line) and n not in code]
        if fit:
            n = self.chance.choice(fit)
            lines[n] = f"**{lines[n].lstrip('# ')}**"
            self._set(lines)

    def _drop(self, found: Callable[[str], object], *, one: bool = False) -> None:
        lines, code = self._lines(), self._code()
        fit = [n for n, line in enumerate(lines) if found(line) and n not in code]
        gone = set([self.chance.choice(fit)] if one and fit else fit)
        self._set([line for n, line in enumerate(lines) if n not in gone])
