"""What goes into an export: roles, tags, a part of the text, the order, and what stands with a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.document import Division, DivisionKind
from annotator.model.lookup import division_label
from annotator.sentences import role_name
from annotator.services.exporting import MarkdownOptions
from annotator.ui.panels.check_box import CheckBox
from annotator.ui.panels.chips import CHIP, chip_icon
from annotator.ui.panels.look import GRID, heading
from annotator.ui.theme import Theme

WIDTH = 72 * GRID  # pixels
_ROWS_OF_TAGS = 5
_INDENT = "   "


class ExportChoices(QWidget):
    """The left side of the export dialog; `options` says what is chosen."""

    changed = Signal()

    def __init__(
        self,
        annotations: Sequence[Annotation],
        divisions: Sequence[Division],
        roles: Sequence[Role],
        theme: Theme,
        reading: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._roles = roles
        counts = Counter(annotation.role for annotation in annotations)
        self.roles = {role.key: self._box(self._counted(role_name(role), counts[role.key])) for role in roles}
        self.tags = self._boxes_of_tags(Counter(tag for annotation in annotations for tag in annotation.tags))
        self.order = self._combo(_("Order"))
        for text, key in (
            (_("In the order of the text"), "text"),
            (_("By role"), "role"),
            (_("By tag"), "tag"),
            (_("By date"), "date"),
        ):
            self.order.addItem(text, key)
        self.division = self._combo(_("Part of the text"))
        self._fill_divisions(divisions, reading)
        self.quotes = self._box(_("Quotations"))
        self.notes = self._box(_("Notes"))
        self.with_tags = self._box(_("Tags"))
        self.ids = self._box(_("Ids"))
        self.ids.setToolTip(_("Hidden marks that let a later export find each annotation again"))
        self.front_matter = self._box(_("Front matter"))
        self.front_matter.setToolTip(_("The reader's data at the head of the page; a saved file always has it"))
        self._lay_out()
        self.set_theme(theme)

    def options(self) -> MarkdownOptions:
        """What is chosen."""
        roles = frozenset(key for key, box in self.roles.items() if box.isChecked())
        tags = frozenset(tag for tag, box in self.tags.items() if box.isChecked())
        return MarkdownOptions(
            roles=None if len(roles) == len(self.roles) else roles,
            tags=tags or None,
            division=self.division.currentData(),
            order=self.order.currentData(),
            with_notes=self.notes.isChecked(),
            with_quotes=self.quotes.isChecked(),
            with_tags=self.with_tags.isChecked(),
            with_front_matter=self.front_matter.isChecked(),
            with_ids=self.ids.isChecked(),
        )

    def set_theme(self, theme: Theme) -> None:
        """Other chips."""
        for role in self._roles:
            self.roles[role.key].setIcon(chip_icon(role, theme, self.font()))

    def in_order(self) -> list[QWidget]:
        """The controls, as Tab goes through them."""
        included = (self.quotes, self.notes, self.with_tags, self.front_matter, self.ids)
        return [self.division, self.order, *self.roles.values(), *self.tags.values(), *included]

    def _box(self, text: str, *, checked: bool = True) -> CheckBox:
        box = CheckBox(text)
        box.setChecked(checked)
        box.setIconSize(QSize(CHIP, CHIP))
        box.toggled.connect(self.changed)
        return box

    @staticmethod
    def _counted(name: str, count: int) -> str:
        return (f"{name}  {count}" if count else name).replace("&", "&&")

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.currentIndexChanged.connect(self.changed)
        return combo

    def _fill_divisions(self, divisions: Sequence[Division], reading: int | None) -> None:
        self.division.addItem(_("The whole text"), None)
        for index, division in enumerate(divisions):
            label = division_label(division)
            if not label and division.kind is DivisionKind.INTRODUCTION:
                label = _("Introduction")
            if label and division.kind is not DivisionKind.NOTES:
                self.division.addItem(_INDENT * (division.level - 1) + label, index)
        if reading is not None and (row := self.division.findData(reading)) > 0:
            label = self.division.itemText(row).strip()
            self.division.insertItem(1, _("Only this: {title}").format(title=label), reading)
            self.division.insertSeparator(2)

    def _boxes_of_tags(self, counts: Counter[str]) -> dict[str, CheckBox]:
        tags = sorted(counts, key=str.casefold)
        return {tag: self._box(self._counted(f"#{tag}", counts[tag]), checked=False) for tag in tags}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.division)
        column.addWidget(self.order)
        column.addSpacing(2 * GRID)
        column.addWidget(heading(_("Roles")))
        column.addLayout(_in_two_columns(list(self.roles.values())))
        if self.tags:
            column.addSpacing(2 * GRID)
            column.addWidget(heading(_("Only with these tags")))
            column.addWidget(_scrolled(list(self.tags.values())))
        column.addSpacing(2 * GRID)
        column.addWidget(heading(_("With")))
        column.addLayout(_in_two_columns([self.quotes, self.notes, self.with_tags, self.ids, self.front_matter]))
        column.addStretch(1)


def _scrolled(boxes: Sequence[QWidget]) -> QScrollArea:
    """Boxes below one another, a few rows of them in sight."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    for box in boxes:
        column.addWidget(box)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedHeight(min(len(boxes), _ROWS_OF_TAGS) * (boxes[0].sizeHint().height() + 2 * GRID) - 2 * GRID)
    return area


def _in_two_columns(boxes: Sequence[QWidget]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(2 * GRID)
    half = (len(boxes) + 1) // 2
    for index, box in enumerate(boxes):
        grid.addWidget(box, index % half, index // half)
    return grid
