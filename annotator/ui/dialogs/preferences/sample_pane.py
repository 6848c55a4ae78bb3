"""The real page and the real margin on a small text of ours: what is chosen is seen here as it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from annotator.i18n import _
from annotator.ui.dialogs.preferences.sample_text import sample
from annotator.ui.reading_pane import ReadingPane

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.ui.choices import Choices
    from annotator.ui.fonts import FontFamilies
    from annotator.ui.look import Look

_LEAST_PAGE = 260  # pixels: in a small window, notes have their room too


class SamplePane(ReadingPane):
    """Follows the look by itself, and the margin when it is told."""

    def __init__(self, look: Look, fonts: FontFamilies, parent: QWidget | None = None) -> None:
        super().__init__(look.theme, look.type, fonts, parent)
        text = sample()
        self.view.setAccessibleName(_("Sample"))
        self.view.set_document(text.document)
        self.view.set_marks(text.marks)
        self.view.bar.set_on(False)
        self.margin.set_notes(text.notes)
        self.margin.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.margin.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMinimumWidth(_LEAST_PAGE)
        self.show_map(False)
        look.typeChanged.connect(self.set_type)
        look.themeChanged.connect(self.set_theme)

    def follow(self, choices: Choices) -> None:
        """Show the margin as it is chosen."""
        self.set_margin_width(choices.margin_width)
        if choices.margin != self.margin_state():
            self.set_margin(choices.margin)
