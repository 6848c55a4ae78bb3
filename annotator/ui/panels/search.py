"""Find everywhere: texts and notes in one list, while one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.model.annotation import Role
from annotator.model.shelf import Reader
from annotator.services.finding import Answer, Filters
from annotator.ui.panels.completions import Completions
from annotator.ui.panels.facet_bar import FacetBar
from annotator.ui.panels.hits_view import HitsView
from annotator.ui.panels.look import GRID, SHEET, hairline, quiet, tab_through
from annotator.ui.panels.search_choices import SearchChoices
from annotator.ui.panels.search_empty import Examples, NothingFound, why_less
from annotator.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked for. `kinds` are “texts” and “notes”; the `ticket` tells it from other requests."""

    query: str
    kinds: frozenset[str]
    reader_id: str | None
    filters: Filters
    stemmed: bool
    ticket: int


LEAST = 2  # letters that are worth a search
PAUSE = 150  # milliseconds between the last letter and the search


_KINDS = {"text": _("in texts"), "annotation": _("in notes")}


class SearchPanel(QWidget):
    """Asks with `searchRequested`; only the answer to the last request is shown."""

    searchRequested = Signal(object)  # SearchRequest
    hitActivated = Signal(object)  # Hit
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticket = 0
        self._shown: SearchRequest | None = None
        self._indexing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("Search texts and notes"))
        self.edit.setAccessibleName(_("Search texts and notes"))
        self.edit.installEventFilter(self)
        self.completions = Completions(self.edit)
        self.choices, self.facets = SearchChoices(), FacetBar()
        self.said = quiet()
        self.examples, self.nothing, self.view = Examples(), NothingFound(), HitsView()
        self._pages = QStackedWidget()
        for page in (self.examples, self.view, self.nothing):
            self._pages.addWidget(page)
        self._lay_out()
        self.edit.textChanged.connect(self._typed)
        self.choices.changed.connect(self._ask)
        self.facets.changed.connect(self._ask)
        self.examples.chosen.connect(self.search)
        self.view.chosen.connect(self.hitActivated)
        self.view.left.connect(self.edit.setFocus)
        self.setAccessibleName(_("Search"))

    def open(self, text: str = "") -> None:
        """Give the line the focus, with `text` (or what was searched last) selected."""
        self.show()
        if text:
            self.search(text)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self, text: str) -> None:
        """Search for `text` at once."""
        self.edit.setText(text)
        self._ask()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_current(self, request: SearchRequest) -> bool:
        """Whether an answer to it would still be shown."""
        return request.ticket == self._ticket

    def show_answer(self, request: SearchRequest, answer: Answer) -> None:
        """The answer to a request; an older one's is dropped."""
        if not self.is_current(request):
            return
        self._shown = request
        self.view.show_hits(answer.hits, {one.value: one.count for one in answer.facets["selection"]})
        self.facets.set_facets(answer.facets)
        if answer.hits:
            count = len(answer.hits)
            said = ngettext("{count} hit", "{count} hits", count)
            if answer.total > count:
                said = _("The best {count} of {total} hits")
            kinds = {one.value: one.count for one in answer.facets["kind"] if len(answer.facets["kind"]) > 1}
            parts = [said.format(count=f"{count:n}", total=f"{answer.total:n}")]
            parts += [f"{name} {kinds[kind]:n}" for kind, name in _KINDS.items() if kind in kinds]
            parts += [why_less(answer, indexing=self._indexing)] if answer.partial else []
            self._say(" · ".join(parts))
            self._pages.setCurrentWidget(self.view)
        else:
            self._say("")
            narrowed = self.choices.narrowed() or bool(request.filters)
            less = why_less(answer, indexing=self._indexing)
            self.nothing.show_query(request.query, narrowed=narrowed, less=less)
            self._pages.setCurrentWidget(self.nothing)

    def show_error(self, request: SearchRequest, sentence: str, at: int | None = None) -> None:
        """Why a request has no answer; `at` is where in its words something is amiss, in code points."""
        if not self.is_current(request):
            return
        self._say("")
        self.nothing.show_sentence(sentence, request.query if at is not None else "", at or 0)
        self._pages.setCurrentWidget(self.nothing)

    def shown(self) -> SearchRequest | None:
        """What the hits in sight answer; None where there are none."""
        return self._shown if self.isVisible() and self._pages.currentWidget() is self.view else None

    def step(self, by: int) -> None:
        """The next or previous hit of the list, round at its ends."""
        self.view.step(by)

    def set_indexing(self, on: bool) -> None:
        """Whether texts are being indexed now: nothing found means little then; afterwards it is looked for again."""
        ended = self._indexing and not on
        self._indexing = on
        if ended and self._pages.currentWidget() is not self.examples:
            self._ask()

    def set_examples(self, examples: Sequence[str]) -> None:
        """What an empty search offers: words of the open text."""
        self.examples.set_examples(examples)

    def set_reader(self, reader: Reader | None) -> None:
        """The open reader: what “This reader” means."""
        if self.choices.set_reader(reader):
            self._ask()

    def set_theme(self, theme: Theme) -> None:
        """Other colours."""
        self.view.set_theme(theme)
        self.facets.set_theme(theme)

    def set_roles(self, roles: Sequence[Role]) -> None:
        """Names and marks of notes' roles."""
        known = {role.key: role for role in roles}
        self.view.set_roles(known)
        self.facets.set_roles(known)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the line, Down goes into the hits and Enter to the first."""
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = self._pages.currentWidget() is self.view
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive() or not shown:
                    self._ask()
                else:
                    self.view.choose()
                return True
            if event.key() == Qt.Key.Key_Down and shown:
                self.view.enter()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, wherever in the panel the focus is."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Hits may have aged while the panel was away."""
        super().showEvent(event)
        if self._pages.currentWidget() is self.view and not self._pause.isActive():
            self._ask()

    def _typed(self) -> None:
        self._ticket += 1  # whatever is under way answers another question
        if len(self.edit.text().strip()) < LEAST:
            self._pause.stop()
            self._say("")
            self.facets.set_facets({})
            self._pages.setCurrentWidget(self.examples)
        else:
            self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        query = self.edit.text().strip()
        if len(query) < LEAST:
            return
        self._ticket += 1
        self._say(_("Searching…"))
        choices = self.choices
        self.searchRequested.emit(
            SearchRequest(
                query, choices.kinds(), choices.reader_id(), self.facets.filters(), choices.stemmed(), self._ticket
            )
        )

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.edit.setAccessibleDescription(sentence)

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        top.setSpacing(GRID)
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.edit, 1)
        line.addWidget(self.choices.exact)
        top.addLayout(line)
        top.addWidget(self.choices)
        top.addWidget(self.facets)
        top.addWidget(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self._pages, 1)
        tab_through(self.edit, *self.choices.buttons, *self.facets.buttons.values(), self.view)
        self.setStyleSheet(SHEET)
