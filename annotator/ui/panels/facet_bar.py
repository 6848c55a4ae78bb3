"""What a search can be narrowed to: a button for each facet, with the values that hits have and how many have each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Role
from annotator.sentences import role_name
from annotator.services.finding import Facet, FacetName, Filters
from annotator.ui.panels.chips import chip_icon
from annotator.ui.panels.look import GRID, quiet, tool
from annotator.ui.theme import Theme

_NAMES: Mapping[FacetName, tuple[str, str]] = {
    "reader": (_("Reader"), _("Only from these readers")),
    "selection": (_("Selection"), _("Only from these selections")),
    "author": (_("Author"), _("Only by these authors")),
    "role": (_("Role"), _("Only notes of these roles")),
    "tag": (_("Tag"), _("Only notes with these tags")),
}
_LONGEST = 48  # code points of a value in a menu


class FacetBar(QWidget):
    """Shows the facets of the last answer; what is chosen stays until it is taken back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[FacetName, dict[str, str]] = {name: {} for name in _NAMES}  # values with their labels
        self._roles: Mapping[str, Role] = {}
        self._theme: Theme | None = None
        self.buttons = {name: self._button(name) for name in _NAMES}
        self.clear_button = tool("✕", _("Search everything again"))
        self.clear_button.clicked.connect(self.clear)
        self.said = quiet(wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.said)
        self._tell()
        self.set_facets({})

    def filters(self) -> Filters:
        """What is chosen."""
        return Filters(**{name: frozenset(values) for name, values in self._chosen.items()})

    def clear(self) -> None:
        """Choose nothing any more."""
        if any(self._chosen.values()):
            self._chosen = {name: {} for name in _NAMES}
            self._tell()
            self.changed.emit()

    def set_facets(self, facets: Mapping[FacetName, Sequence[Facet]]) -> None:
        """Offer these values; a facet of one value says nothing new, and has no button."""
        for name, button in self.buttons.items():
            values = facets.get(name, ())
            menu = button.menu()
            assert isinstance(menu, _Menu)
            menu.offer(self._with_chosen(name, values), self._chosen[name])
            button.setVisible(len(values) > 1 or bool(self._chosen[name]))
            for value, action in menu.values.items():
                if name == "role" and value in self._roles and self._theme is not None:
                    action.setIcon(chip_icon(self._roles[value], self._theme, self.font()))
        self.setVisible(any(not button.isHidden() for button in self.buttons.values()))

    def set_roles(self, roles: Mapping[str, Role]) -> None:
        """Names and marks of roles."""
        self._roles = roles

    def set_theme(self, theme: Theme) -> None:
        """Other chips."""
        self._theme = theme

    def _with_chosen(self, name: FacetName, values: Sequence[Facet]) -> list[Facet]:
        """What is chosen can be taken back, also where nothing has it now."""
        known = {one.value for one in values}
        gone = [Facet(value, label, 0) for value, label in self._chosen[name].items() if value not in known]
        shown = [*values, *gone]
        if name == "role":
            shown = [Facet(one.value, self._role(one), one.count) for one in shown]
        return shown

    def _role(self, facet: Facet) -> str:
        return role_name(self._roles[facet.value]) if facet.value in self._roles else facet.label

    def _button(self, name: FacetName) -> QToolButton:
        button = tool(_NAMES[name][0], _NAMES[name][1])
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = _Menu(button)
        menu.toggled.connect(lambda value, label, on: self._choose(name, value, label, on))
        button.setMenu(menu)
        return button

    def _choose(self, name: FacetName, value: str, label: str, on: bool) -> None:
        if on:
            self._chosen[name][value] = label
        else:
            self._chosen[name].pop(value, None)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        for name, button in self.buttons.items():
            number = len(self._chosen[name])
            button.setText(f"{_NAMES[name][0]} · {number} ▾" if number else f"{_NAMES[name][0]} ▾")
        labels = [label for values in self._chosen.values() for label in values.values()]
        self.said.setText(_("Only: {values}").format(values=" · ".join(labels)))
        self.said.setVisible(bool(labels))
        self.clear_button.setVisible(bool(labels))


class _Menu(QMenu):
    """Stays open while values are ticked, for one mostly wants several; Enter ticks and closes."""

    toggled = Signal(str, str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.values: dict[str, QAction] = {}

    def offer(self, facets: Sequence[Facet], chosen: Mapping[str, str]) -> None:
        """Show these values; while it is open, those that are there keep their places."""
        if not self.isVisible() or {one.value for one in facets} - self.values.keys():
            self.clear()
            self.values = {}
        counts = {one.value: one for one in facets}
        for one in facets:
            if one.value not in self.values:
                action = self.addAction("")
                action.setCheckable(True)
                action.setProperty("label", one.label)
                action.toggled.connect(lambda on, value=one.value, label=one.label: self.toggled.emit(value, label, on))
                self.values[one.value] = action
        for value, action in self.values.items():
            facet = counts.get(value)
            label = str(action.property("label"))
            short = label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
            action.setText(f"{short}\t{facet.count if facet else 0}".replace("&", "&&"))
            action.blockSignals(True)
            action.setChecked(value in chosen)
            action.blockSignals(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if (
            action is not None
            and action.isCheckable()
            and self.actionGeometry(action).contains(event.position().toPoint())
        ):
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)
