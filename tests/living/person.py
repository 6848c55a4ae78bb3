"""What a person may do to a file in any editor, each as a function of its text."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass, field

_MARK = re.compile(r"^<!-- annotator:([0-9a-f-]{36}(?: \d+)?) -->[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Person:
    """Edits `text`; remembers every sentence of theirs that stands in it."""

    chance: random.Random
    text: str
    count: int = 0
    log: list[str] = field(default_factory=list)

    def edit(self) -> None:
        """One thing at random."""
        deeds = (self.write, self.write, self.write_inside, self.write_below, self.delete, self.move, self.copy)
        more = (self.reflow, self.line_ends, self.trim, self.finish, self.rule, self.fence, self.head, self.cut_line)
        deed = self.chance.choice((*deeds, *more))
        self.log.append(deed.__name__)
        deed()

    def sentence(self) -> str:
        """Words that only the person has."""
        self.count += 1
        return f"Mine{self.count}m says the person, {self.chance.choice(('plainly', 'twice', 'at length'))}."

    def own(self) -> list[str]:
        """The person's words in the order in which they stand."""
        return re.findall(r"Mine\d+m", self.text)

    def write(self) -> None:
        """A paragraph between two others."""
        at = self._gap()
        self.text = f"{self.text[:at]}{self._end()}{self.sentence()}{self._end() * 2}{self.text[at:]}"

    def write_inside(self) -> None:
        """Some words in the middle of a line."""
        lines = self._lines()
        fit = [n for n, line in enumerate(lines) if " " in line and not line.startswith(("<!--", "---", "#", "```"))]
        fit = [n for n in fit if n > self._front_end() and "annotator" not in lines[n]]
        if fit:
            n = self.chance.choice(fit)
            spaces = [m.start() for m in re.finditer(" ", lines[n])]
            at = self.chance.choice(spaces[1:] or spaces)
            lines[n] = f"{lines[n][:at]} {self.sentence()}{lines[n][at:]}"
            self._set(lines)

    def write_below(self) -> None:
        """A line right below another, without a blank one."""
        lines = self._lines()
        fit = [n for n, line in enumerate(lines) if line and n > self._front_end() and n not in self._code()]
        if fit:
            lines.insert(self.chance.choice(fit) + 1, self.sentence())
            self._set(lines)

    def delete(self) -> None:
        """An excerpt and all that follows it up to the next, unless there are words of the person in it."""
        spans = self._spans()
        if spans:
            start, end = self.chance.choice(spans)
            if "Mine" not in self.text[start:end]:
                self.text = self.text[:start] + self.text[end:]

    def move(self) -> None:
        """An excerpt to another place."""
        spans = self._spans()
        if spans:
            start, end = self.chance.choice(spans)
            piece = self.text[start:end]
            self.text = self.text[:start] + self.text[end:]
            at = self._gap()
            self.text = f"{self.text[:at]}{self._end()}{piece.strip()}{self._end() * 2}{self.text[at:]}"

    def copy(self) -> None:
        """An excerpt pasted a second time."""
        spans = self._spans()
        if spans and self.chance.random() < 0.5:
            start, end = self.chance.choice(spans)
            if "Mine" not in self.text[start:end]:
                at = self._gap()
                self.text = (
                    f"{self.text[:at]}{self._end()}{self.text[start:end].strip()}{self._end() * 2}{self.text[at:]}"
                )

    def reflow(self) -> None:
        """A paragraph broken into short lines."""
        lines = self._lines()
        fit = [
            n for n, line in enumerate(lines) if len(line) > 40 and line[:1] not in "<#-`>" and n > self._front_end()
        ]
        fit = [n for n in fit if n not in self._code()]
        if fit:
            n = self.chance.choice(fit)
            lines[n : n + 1] = textwrap.wrap(lines[n], 30, break_long_words=False, break_on_hyphens=False)
            self._set(lines)

    def line_ends(self) -> None:
        """An editor of another system."""
        plain = self.text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = plain.replace("\n", self.chance.choice(("\n", "\r\n", "\r")))

    def trim(self) -> None:
        """Spaces at line ends taken away, or a byte order mark put in."""
        if self.chance.random() < 0.7:
            self._set([line.rstrip() for line in self._lines()])
        elif not self.text.startswith("\ufeff"):
            self.text = "\ufeff" + self.text

    def finish(self) -> None:
        """The last line end is lost, or there are more of them."""
        plain = self.text.rstrip("\r\n")
        self.text = plain + self._end() * self.chance.randint(0, 3)

    def rule(self) -> None:
        """A rule among the prose."""
        at = self._gap()
        self.text = f"{self.text[:at]}{self._end()}---{self._end() * 2}{self.text[at:]}"

    def fence(self) -> None:
        """Code that shows one of our comments, or the comment of an excerpt that is elsewhere."""
        ids = _MARK.findall(self._plain()) or ["x"]
        end = self._end()
        code = f"```{end}<!-- annotator:{self.chance.choice(ids)} -->{end}{end}{self.sentence()}{end}```{end}{end}"
        at = self._gap()
        self.text = f"{self.text[:at]}{end}{code}{self.text[at:]}"

    def head(self) -> None:
        """A heading of the person's, or one of ours called otherwise."""
        lines = self._lines()
        fit = [n for n, line in enumerate(lines) if re.match("#{1,3} ", line) and n not in self._code()]
        if fit and self.chance.random() < 0.5:
            n = self.chance.choice(fit)
            lines[n] += f" {self.sentence()}"
            self._set(lines)
            return
        at = self._gap()
        self.text = f"{self.text[:at]}{self._end()}## {self.sentence()}{self._end() * 2}{self.text[at:]}"

    def cut_line(self) -> None:
        """One line of the text goes, if it has no words of the person."""
        lines = self._lines()
        fit = [
            n for n, line in enumerate(lines) if n > self._front_end() and "Mine" not in line and n not in self._code()
        ]
        if fit and self.chance.random() < 0.5:
            del lines[self.chance.choice(fit)]
            self._set(lines)

    def _plain(self) -> str:
        return self.text.replace("\r\n", "\n").replace("\r", "\n")

    def _end(self) -> str:
        found = re.search("\r\n|\n|\r", self.text)
        return found[0] if found else "\n"

    def _lines(self) -> list[str]:
        return self._plain().split("\n")

    def _set(self, lines: list[str]) -> None:
        self.text = self._end().join(lines)

    def _front_end(self) -> int:
        lines = self._lines()
        if lines[0].lstrip("\ufeff") != "---":
            return -1
        return next((n for n in range(1, len(lines)) if lines[n] == "---"), -1)

    def _code(self) -> set[int]:
        inside, found = False, set()
        for n, line in enumerate(self._lines()):
            if line.startswith("```"):
                found.add(n)
                inside = not inside
            elif inside:
                found.add(n)
        return found

    def _gap(self) -> int:
        """A place before a blank line outside of code and front matter, or the end."""
        lines, code, front = self._lines(), self._code(), self._front_end()
        fit = [n for n, line in enumerate(lines) if not line and n > front and n not in code]
        width = len(self._end())
        if not fit:
            return len(self.text)
        n = self.chance.choice(fit)
        return min(len(self.text), sum(len(line) + width for line in lines[:n]))

    def _spans(self) -> list[tuple[int, int]]:
        """From each comment of ours to the next, or to a heading of a selection."""
        lines, code = self._lines(), self._code()
        width = len(self._end())
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + width)
        marks = [n for n, line in enumerate(lines) if _MARK.fullmatch(line) and n not in code]
        stops = [n for n, line in enumerate(lines) if (re.match("#{1,2} |<!-- annotator", line)) and n not in code]
        ends = [next((s for s in stops if s > n), len(lines)) for n in marks]
        return [(starts[n], min(starts[e], len(self.text))) for n, e in zip(marks, ends, strict=True)]
