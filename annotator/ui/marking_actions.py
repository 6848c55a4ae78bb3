"""The actions of selecting and marking by keys; they are part of the one table.

Keys with Alt+Shift are second ones: some desktops take them for themselves.
"""

from __future__ import annotations

from annotator.i18n import _
from annotator.ui.action_spec import ActionSpec, on_page, on_window

MARKING: tuple[ActionSpec, ...] = (
    on_page(
        "next-sentence",
        _("&Next sentence"),
        "edit/select",
        _("Select the next sentence, ready to be marked"),
        "S",
        opens_group=True,
    ),
    on_page(
        "previous-sentence",
        _("&Previous sentence"),
        "edit/select",
        _("Select the sentence before, ready to be marked"),
        "Shift+S",
    ),
    on_page(
        "extend-sentence",
        _("&Extend by a sentence"),
        "edit/select",
        _("Extend the selection to the end of the sentence"),
        "X",
        "Alt+Shift+Down",
        opens_group=True,
    ),
    on_page(
        "extend-sentence-back",
        _("Extend by a sentence &back"),
        "edit/select",
        _("Extend the selection to the beginning of the sentence, or take a sentence out of it"),
        "Shift+X",
        "Alt+Shift+Up",
    ),
    on_window(
        "caret-mode",
        _("&Caret mode"),
        "view",
        _("Read and mark by keyboard alone: a cursor in the text, moved by the arrow keys"),
        "F7",
        checkable=True,
        opens_group=True,
    ),
    on_window(
        "selection-bar",
        _("&Bar at the selection"),
        "view",
        _("Show the bar with roles and more beside what you select"),
        checkable=True,
        needs_reader=False,
    ),
    on_page(
        "sentence-forward",
        _("Ne&xt sentence"),
        "go",
        _("Bring the cursor to the next sentence"),
        ")",
        opens_group=True,
    ),
    on_page(
        "sentence-back",
        _("Pre&vious sentence"),
        "go",
        _("Bring the cursor to the beginning of the sentence, or of the one before"),
        "(",
    ),
    on_page(
        "next-under",
        _("Next mark &here"),
        "annotate/passages",
        _("Where passages overlap, make the next one current"),
        "O",
    ),
    on_page(
        "add-passage",
        _("&Add passage to the current annotation"),
        "annotate/passages",
        _("The selected words belong to the current annotation as well"),
        "A",
        opens_group=True,
    ),
    on_page(
        "remove-passage",
        _("&Take passage away"),
        "annotate/passages",
        _("Take the passage at the cursor out of the current annotation"),
        "Shift+A",
    ),
    on_page(
        "end-later",
        _("&End a word later"),
        "annotate/passages",
        _("The current passage ends one word later"),
        "L",
        "Alt+Shift+Right",
        opens_group=True,
    ),
    on_page(
        "end-earlier",
        _("End a word ea&rlier"),
        "annotate/passages",
        _("The current passage ends one word earlier"),
        "Shift+L",
        "Alt+Shift+Left",
    ),
    on_page(
        "start-later",
        _("&Begin a word later"),
        "annotate/passages",
        _("The current passage begins one word later"),
        "Shift+B",
        "Ctrl+Alt+Shift+Right",
    ),
    on_page(
        "start-earlier",
        _("Be&gin a word earlier"),
        "annotate/passages",
        _("The current passage begins one word earlier"),
        "B",
        "Ctrl+Alt+Shift+Left",
    ),
)
