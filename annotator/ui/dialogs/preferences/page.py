"""What the pages of the preferences have in common: groups of controls, each telling what it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSlider, QVBoxLayout, QWidget

from annotator.ui.panels.choice_box import ChoiceBox
from annotator.ui.panels.choice_boxes import CheckBox
from annotator.ui.panels.look import GRID, heading, quiet

if TYPE_CHECKING:
    from annotator.ui.choices import Choices

SIDE = 5 * GRID  # pixels at the sides of a page


class Page(QScrollArea):
    """One page: tells what was chosen on it, and shows choices that were made elsewhere."""

    changed = Signal(object)  # a function from Choices to Choices
    chooses = True  # whether there is anything to choose on it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(SIDE, 3 * GRID, SIDE, 4 * GRID)
        self.rows.setSpacing(3 * GRID)
        self._shown: list[Callable[[Choices], None]] = []

    def show_choices(self, choices: Choices) -> None:
        """Let the controls stand as `choices` are, silently."""
        for show in self._shown:
            show(choices)

    def usual(self, choices: Choices) -> Choices:
        """`choices` with all that is chosen on this page as it was at first."""
        raise NotImplementedError

    def group(self, title: str) -> None:
        """Begin a group of controls."""
        if self.rows.count():
            self.rows.addSpacing(2 * GRID)
        self.rows.addWidget(heading(title))

    def box(self, words: str, read: Callable[[Choices], bool], write: Callable[[Choices, bool], Choices]) -> CheckBox:
        """A check box for one choice."""
        box = CheckBox(words)
        self.rows.addWidget(box)
        box.toggled.connect(lambda on: self.changed.emit(lambda choices: write(choices, on)))
        self.follow(box, lambda choices: box.setChecked(read(choices)))
        return box

    def combo(
        self,
        name: str,
        offers: list[tuple[str, str]],
        read: Callable[[Choices], str],
        write: Callable[[Choices, str], Choices],
    ) -> ChoiceBox:
        """A choice of one among some, each with its key; `name` stands above it."""
        label, combo = QLabel(name), ChoiceBox()
        label.setBuddy(combo)
        combo.setAccessibleName(name.replace("&", ""))
        for words, key in offers:
            combo.addItem(words, key)
        whole = QVBoxLayout()
        whole.setSpacing(GRID)
        whole.addWidget(label)
        whole.addWidget(combo)
        self.rows.addLayout(whole)
        combo.activated.connect(lambda at: self.changed.emit(lambda choices: write(choices, combo.itemData(at))))
        self.follow(combo, lambda choices: combo.setCurrentIndex(max(combo.findData(read(choices)), 0)))
        return combo

    def slider(
        self,
        name: str,
        limits: tuple[int, int],
        step: int,
        said: Callable[[int], str],
        read: Callable[[Choices], int],
        write: Callable[[Choices, int], Choices],
    ) -> QSlider:
        """A number between two, in steps; its name and how it is said stand above it."""
        label, value, slider = QLabel(name), quiet(), QSlider(Qt.Orientation.Horizontal)
        label.setBuddy(slider)
        plain = name.replace("&", "")
        slider.setRange(limits[0] // step, limits[1] // step)
        slider.setPageStep(2)
        across = QHBoxLayout()
        across.addWidget(label)
        across.addStretch(1)
        across.addWidget(value)
        whole = QVBoxLayout()
        whole.setSpacing(0)
        whole.addLayout(across)
        whole.addWidget(slider)
        self.rows.addLayout(whole)

        def say(number: int) -> None:
            value.setText(said(number * step))
            slider.setAccessibleName(f"{plain}: {value.text()}")

        def show(choices: Choices) -> None:
            slider.setValue(round(read(choices) / step))
            say(slider.value())

        slider.valueChanged.connect(say)
        slider.valueChanged.connect(lambda number: self.changed.emit(lambda choices: write(choices, number * step)))
        self.follow(slider, show)
        return slider

    def follow(self, control: QWidget, show: Callable[[Choices], Any]) -> None:
        """Let `show` bring the control to where choices are, without telling it as a choice."""

        def silently(choices: Choices) -> None:
            with QSignalBlocker(control):
                show(choices)

        self._shown.append(silently)
