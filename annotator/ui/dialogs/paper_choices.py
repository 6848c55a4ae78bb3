"""What goes onto paper: a part of the text, the notes and where they stand, whose roles, the sheet and its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QSpinBox, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.document import Division
from annotator.sentences import role_name
from annotator.ui.dialogs.division_box import fill_divisions
from annotator.ui.panels.chips import CHIP, chip_icon
from annotator.ui.panels.choice_boxes import CheckBox, RadioButton
from annotator.ui.panels.look import GRID, heading
from annotator.ui.paper.choice import LEAST_POINTS, MOST_POINTS, NotesOnPaper, PaperChoice, Sheet
from annotator.ui.theme import Theme

WIDTH = 64 * GRID  # pixels


class PaperChoices(QWidget):
    """The left side of the dialog; `choice` says what is chosen."""

    changed = Signal()

    def __init__(
        self,
        annotations: Sequence[Annotation],
        divisions: Sequence[Division],
        roles: Sequence[Role],
        theme: Theme,
        choice: PaperChoice,
        reading: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """It begins with `choice`; `reading` is the division that is open, and offered first."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.division = self._combo(_("Part of the text"))
        fill_divisions(self.division, divisions, reading)
        self.sheet = self._combo(_("Paper"))
        for sheet, name in ((Sheet.A4, _("A4")), (Sheet.LETTER, _("US Letter"))):
            self.sheet.addItem(name, sheet.value)
        self.sheet.setCurrentIndex(self.sheet.findData(choice.sheet.value))
        self.points = QSpinBox()
        self.points.setRange(LEAST_POINTS, MOST_POINTS)
        self.points.setSuffix(_(" pt"))
        self.points.setMinimumHeight(7 * GRID)
        self.points.setValue(choice.points)
        self.points.setAccessibleName(_("Size of the type"))
        self.points.setToolTip(_("Size of the type"))
        self.points.valueChanged.connect(self.changed)
        self._where = QButtonGroup(self)
        self.where = {
            NotesOnPaper.MARGIN: self._radio(
                _("In the &margin"), _("Those without room there go to the end, by number")
            ),
            NotesOnPaper.END: self._radio(_("&Numbered, at the end"), _("The text gets more room")),
            NotesOnPaper.NONE: self._radio(_("&Left out"), _("Highlights alone are printed")),
        }
        self.where[choice.notes].setChecked(True)
        for radio in self.where.values():
            radio.toggled.connect(lambda on: self.changed.emit() if on else None)
        self._all_roles = roles
        counts = Counter(annotation.role for annotation in annotations)
        self.roles = {role.key: self._box(role, counts[role.key]) for role in roles}
        for key, box in self.roles.items():
            box.setChecked(choice.roles is None or key in choice.roles)
            box.toggled.connect(self.changed)
        self._lay_out()
        self.set_theme(theme)

    def choice(self) -> PaperChoice:
        """What is chosen."""
        roles = frozenset(key for key, box in self.roles.items() if box.isChecked())
        return PaperChoice(
            division=self.division.currentData(),
            roles=None if len(roles) == len(self.roles) else roles,
            notes=next(where for where, radio in self.where.items() if radio.isChecked()),
            sheet=Sheet(self.sheet.currentData()),
            points=self.points.value(),
        )

    def set_theme(self, theme: Theme) -> None:
        """Other chips."""
        for role in self._all_roles:
            self.roles[role.key].setIcon(chip_icon(role, theme, self.font()))

    def in_order(self) -> list[QWidget]:
        """The controls, as Tab goes through them."""
        return [self.division, *self.where.values(), *self.roles.values(), self.sheet, self.points]

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.currentIndexChanged.connect(self.changed)
        return combo

    def _radio(self, text: str, tip: str) -> RadioButton:
        radio = RadioButton(text)
        radio.setToolTip(tip)
        self._where.addButton(radio)
        return radio

    @staticmethod
    def _box(role: Role, count: int) -> CheckBox:
        name = role_name(role).replace("&", "&&")
        box = CheckBox(f"{name}  {count}" if count else name)
        box.setIconSize(QSize(CHIP, CHIP))
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.division)
        for title, widgets in (
            (_("Notes"), self.where.values()),
            (_("Roles"), self.roles.values()),
            (_("Sheet"), (self.sheet, self.points)),
        ):
            column.addSpacing(2 * GRID)
            column.addWidget(heading(title))
            for widget in widgets:
                column.addWidget(widget)
        column.addStretch(1)
