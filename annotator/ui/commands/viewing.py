"""The View menu."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from annotator.ui.action_spec import THEMES
from annotator.ui.fonts import FAMILIES, family_of
from annotator.ui.look import NORMAL
from annotator.ui.menus import Handlers, Menus
from annotator.ui.panels.contents import ContentsPanel
from annotator.ui.reading_pane import HIDDEN, MARKS_ONLY, NOTES
from annotator.ui.side import BOOKMARKS, CONTENTS

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

_MEASURE_STEP, _LEADING_STEP = 2, 0.1  # em, sizes


class Viewing:
    """Panels that fold away, the size of the type, themes, the page alone."""

    def __init__(self, window: MainWindow, contents: ContentsPanel) -> None:
        self._window = window
        self._contents = contents
        self._hidden: list[QWidget] = []
        self._before: str | None = CONTENTS
        self._menus: Menus | None = None
        look = window.look
        self.handlers: Handlers = {
            "contents": self.contents,
            "margin": self.margin,
            "map": self.map,
            **{f"margin-{state}": partial(self.show_margin, state) for state in (NOTES, MARKS_ONLY, HIDDEN)},
            "full-screen": self.full_screen,
            "larger": lambda: look.resize(+1),
            "smaller": lambda: look.resize(-1),
            "normal": lambda: look.resize(None),
            **{f"theme-{key}": partial(look.choose, key) for key, _name in THEMES},
            **{f"font-{family.key}": partial(self._set, font=family.key) for family in FAMILIES},
            "wider": lambda: self._set(measure=look.type.measure + _MEASURE_STEP),
            "narrower": lambda: self._set(measure=look.type.measure - _MEASURE_STEP),
            "looser": lambda: self._set(leading=look.type.leading + _LEADING_STEP),
            "tighter": lambda: self._set(leading=look.type.leading - _LEADING_STEP),
            "justify": lambda: self._set(justify=not look.type.justify),
            "hyphenate": lambda: self._set(hyphenate=not look.type.hyphenate),
            "paragraph-numbers": lambda: self._set(numbers=not look.type.numbers),
            "page-numbers": lambda: self._set(pages=not look.type.pages),
            "usual-type": lambda: look.take(NORMAL._replace(numbers=look.type.numbers, pages=look.type.pages)),
        }
        look.typeChanged.connect(self.tick)
        look.themeChanged.connect(self.tick)
        window.pane.marginChanged.connect(self.tick)

    def _set(self, **changes: object) -> None:
        look = self._window.look
        look.take(look.type._replace(**changes))  # type: ignore[arg-type]
        self.tick()

    def attach(self, menus: Menus) -> None:
        """Tick what is so."""
        self._menus = menus
        self.tick()

    def tick(self) -> None:
        """Show in the menu which panels are there."""
        if self._menus is None:
            return
        self._menus.actions["contents"].setChecked(self._window.side.shown() == CONTENTS)
        self._menus.actions["bookmarks"].setChecked(self._window.side.shown() == BOOKMARKS)
        self._menus.actions["map"].setChecked(self._window.pane.map_shown())
        self._menus.actions["margin"].setChecked(self._window.pane.margin_shown())
        self._menus.actions[f"margin-{self._window.pane.margin_state()}"].setChecked(True)
        theme = self._menus.actions.get(f"theme-{self._window.look.choice}")
        if theme is not None:  # a settings file may name any
            theme.setChecked(True)
        settings = self._window.look.type
        self._menus.actions[f"font-{family_of(settings.font).key}"].setChecked(True)
        for name, on in {
            "justify": settings.justify,
            "hyphenate": settings.hyphenate,
            "paragraph-numbers": settings.numbers,
            "page-numbers": settings.pages,
        }.items():
            self._menus.actions[name].setChecked(on)
        self._menus.actions["full-screen"].setChecked(self._window.isFullScreen())

    def contents(self) -> None:
        """Show or hide the contents; when they come, they take the keyboard."""
        if self._window.side.shown() == CONTENTS:
            self.hide_side()
        else:
            self.show_side(CONTENTS)
            self._contents.setFocus()

    def show_side(self, name: str) -> None:
        """Show a panel at the left."""
        if self._window.side.shown() != name:
            self._before = self._window.side.shown()
        self._window.side.show_panel(name)
        self.tick()

    def leave_search(self) -> None:
        """What stood at the left before the search stands there again."""
        if self._before == CONTENTS:
            self._window.side.show_panel(CONTENTS)
            self._window.pane.view.setFocus()
            self.tick()
        else:
            self.hide_side()

    def hide_side(self) -> None:
        """The page has the left to itself."""
        self._window.side.remember_width()
        self._window.side.hide()
        self._window.pane.view.setFocus()
        self.tick()

    def margin(self) -> None:
        """Show or hide what stands beside the text, notes or marks."""
        pane = self._window.pane
        self.show_margin(HIDDEN if pane.margin_shown() else MARKS_ONLY if pane.marks_only() else NOTES)

    def show_margin(self, state: str) -> None:
        """Notes, marks alone or nothing beside the text."""
        self._window.pane.margin.finish_editing()
        self._window.pane.set_margin(state)
        self._window.pane.view.setFocus()

    def map(self) -> None:
        """Show or hide the map of the text."""
        pane = self._window.pane
        pane.show_map(not pane.map_shown())
        pane.view.setFocus()
        self.tick()

    def full_screen(self) -> None:
        """The page alone on the screen, and back."""
        window = self._window
        if window.isFullScreen():
            for widget in self._hidden:
                widget.show()
            window.showNormal()
        else:
            around = (window.menuBar(), window.side, window.status)
            self._hidden = [widget for widget in around if not widget.isHidden()]
            for widget in self._hidden:
                widget.hide()
            window.showFullScreen()
        window.pane.view.setFocus()
        self.tick()
