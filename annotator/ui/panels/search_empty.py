"""What the search shows where there are no hits: examples to try, or that nothing was found and what may help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.services.hits import Answer
from annotator.ui.panels.look import GRID, heading, push, quiet


def why_less(answer: Answer, *, indexing: bool) -> str:
    """Why there may be more than the answer has; empty where there isn't."""
    if answer.partial and indexing:
        return _("The search index is being made anew: more may be found in a moment.")
    if answer.partial:
        return _("The search index can't be used, and couldn't be made anew: “annotator doctor” tells more.")
    return _("Some texts are still being prepared for searching: try again in a moment.") if indexing else ""


class Examples(QWidget):
    """Three searches from this very text, to be clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, 4 * GRID)
        column.setSpacing(GRID)
        column.addWidget(quiet(_("Every text in your library and every note you wrote, in one search."), wrap=True))
        column.addSpacing(2 * GRID)
        self._title = heading(_("Try, from this text"))
        column.addWidget(self._title)
        self.buttons: list[QPushButton] = []
        for _number in range(3):
            button = push("")
            button.setProperty("left", True)
            button.clicked.connect(lambda _checked=False, b=button: self.chosen.emit(b.property("words")))
            self.buttons.append(button)
            column.addWidget(button)
        column.addStretch(1)
        self.set_examples(())

    def set_examples(self, examples: Sequence[str]) -> None:
        """Other examples; the rest of the three places stay empty."""
        self._title.setVisible(bool(examples))
        for index, button in enumerate(self.buttons):
            words = examples[index] if index < len(examples) else ""
            button.setText(words.replace("&", "&&"))
            button.setProperty("words", words)
            button.setAccessibleName(_("Search for {words}").format(words=words))
            button.setVisible(bool(words))


class NothingFound(QWidget):
    """One sentence, and what to try."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = heading("")
        self.sentence.setWordWrap(True)
        self.advice = quiet(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 4 * GRID, 3 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.sentence)
        column.addWidget(self.advice)
        column.addStretch(1)

    def show_query(self, query: str, *, narrowed: bool, less: str = "") -> None:
        """Nothing for `query`; where the search was narrowed or came too early (`less`), the first advice is about
        that."""
        advice = [less] if less else []
        if narrowed:
            advice.append(_("Search all readers, texts and notes alike, in all forms of the words."))
        advice.append(_("Try fewer words, or the beginning of a word with an asterisk: revol*"))
        if '"' in query or "“" in query:
            advice.append(_("Leave out the quotation marks to find the words apart."))
        self.sentence.setText(_("Nothing found for “{query}”").format(query=query))
        self.advice.setText("\n\n".join(advice))

    def show_sentence(self, sentence: str, query: str = "", at: int = 0) -> None:
        """What is amiss; where that is in the `query`, the words from `at` (code points) on are set off below it."""
        self.sentence.setText(sentence)
        self.advice.setText(f"{query[:at].rstrip()} ▸ {query[at:]}".strip() if query else "")
