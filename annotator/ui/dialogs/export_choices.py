"""What goes into an export: roles, tags, a part of the text, the order, and what stands with a quotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.annotation import Annotation, Role
from annotator.model.document import Division
from annotator.sentences import role_name
from annotator.services.bibliography import READING, STYLES
from annotator.services.exporting import STANDARD, MarkdownOptions, PresetEntry
from annotator.services.saved_exports import as_options
from annotator.ui.dialogs.division_box import fill_divisions
from annotator.ui.dialogs.other_readers import BESIDE, OtherReaders
from annotator.ui.panels.chips import CHIP, chip_icon
from annotator.ui.panels.choice_boxes import CheckBox
from annotator.ui.panels.look import GRID, heading, tool
from annotator.ui.theme import Theme

WIDTH = 72 * GRID  # pixels
_ROWS_OF_TAGS = 5


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
        *,
        presets: Sequence[PresetEntry] = (),
        saved: Mapping[str, Mapping[str, Any]] | None = None,
        others: Mapping[str, str] | None = None,
    ) -> None:
        """`saved` are choices that the person remembered, by name; `others` titles of other readers by their ids."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self._roles = roles
        self._presets = {entry.key: entry for entry in presets}
        self._saved = dict(saved or {})
        self.preset = self._combo(_("Preset"))
        self.remember = tool("+", _("Remember these choices as a preset of your own"))
        self.style_ = self._combo(_("Citations"))
        cited = {
            "reading": _("Citations for reading"),
            "author-date": _("Citations by author and date"),
            "note": _("Citations as in footnotes"),
            "pandoc": _("Citations for pandoc"),
        }
        for style in STYLES.values():
            self.style_.addItem(cited.get(style.key, style.name), style.key)
            self.style_.setItemData(self.style_.count() - 1, style.example, Qt.ItemDataRole.ToolTipRole)
        self.remember.setStyleSheet(BESIDE)
        self.query = QLineEdit()
        self.query.setPlaceholderText(_("Only what a search finds"))
        self.query.setAccessibleName(_("Only what a search finds"))
        self.query.setClearButtonEnabled(True)
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
        self.level = self._combo(_("Level of the title"))
        for level in range(1, 7):
            self.level.addItem(_("Title as a heading of level {n}").format(n=level), level)
        self.division = self._combo(_("Part of the text"))
        fill_divisions(self.division, divisions, reading)
        self.quotes = self._box(_("Quotations"))
        self.notes = self._box(_("Notes"))
        self.with_tags = self._box(_("Tags"))
        self.ids = self._box(_("Ids"))
        self.ids.setToolTip(_("Hidden marks that let a later export find each annotation again"))
        self.front_matter = self._box(_("Front matter"))
        self.front_matter.setToolTip(_("The reader's data at the head of the page; a saved file always has it"))
        self.others = OtherReaders(others or {})
        self.others.changed.connect(self._take_others)
        self._fill_presets()
        self._lay_out()
        self.set_theme(theme)
        self.preset.activated.connect(self._take_preset)
        self.query.textChanged.connect(self.changed)

    def options(self) -> MarkdownOptions:
        """What is chosen."""
        roles = frozenset(key for key, box in self.roles.items() if box.isChecked())
        tags = frozenset(tag for tag, box in self.tags.items() if box.isChecked())
        return MarkdownOptions(
            roles=None if len(roles) == len(self.roles) else roles,
            tags=tags or None,
            division=None if self.others.chosen() else self.division.currentData(),
            order=_unless(self.order.currentData(), self._entry_order()),
            style=_unless(self.style_.currentData(), self._entry_style()),
            preset=self._preset_key(),
            heading_level=self.level.currentData(),
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

    def one_file_a_note(self) -> bool:
        """Whether the preset makes a folder of files."""
        entry = self._presets.get(self._preset_key())
        return entry is not None and entry.one_file_a_note

    def in_order(self) -> list[QWidget]:
        """The controls, as Tab goes through them."""
        included = (self.quotes, self.notes, self.with_tags, self.front_matter, self.ids)
        top = [self.preset, self.remember, self.division, self.others, self.order, self.style_, self.level]
        return [*top, *self.roles.values(), *self.tags.values(), self.query, *included]

    def remembered(self, name: str, values: Mapping[str, Any]) -> None:
        """The choices have this name from now on."""
        self._saved[name] = values
        self._fill_presets()
        self.preset.setCurrentIndex(self.preset.findText(name))

    def _take_others(self) -> None:
        """A part of the text is one of one reader."""
        self.division.setEnabled(not self.others.chosen())
        self.changed.emit()

    def _fill_presets(self) -> None:
        self.preset.blockSignals(True)
        self.preset.clear()
        for entry in self._presets.values():
            self.preset.addItem(entry.name, (entry.key, ""))
            self.preset.setItemData(self.preset.count() - 1, entry.about, Qt.ItemDataRole.ToolTipRole)
        if self._saved and self._presets:
            self.preset.insertSeparator(self.preset.count())
        for name, values in self._saved.items():
            self.preset.addItem(name, (as_options(values).preset, name))
        self.preset.blockSignals(False)
        self._take_defaults()

    def _preset_key(self) -> str:
        data = self.preset.currentData()
        return data[0] if data else STANDARD

    def _entry_order(self) -> str:
        entry = self._presets.get(self._preset_key())
        return entry.order if entry else "text"

    def _entry_style(self) -> str:
        entry = self._presets.get(self._preset_key())
        return entry.style if entry else READING

    def _take_preset(self) -> None:
        """Order and citations as the preset has them, or all as it was remembered."""
        self._take_defaults()
        data = self.preset.currentData()
        if data and (values := self._saved.get(data[1])) is not None:
            self._take(as_options(values))
        self.changed.emit()

    def _take_defaults(self) -> None:
        for combo, value in ((self.order, self._entry_order()), (self.style_, self._entry_style())):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.blockSignals(False)

    def _take(self, options: MarkdownOptions) -> None:
        self.blockSignals(True)
        for combo, value in ((self.order, options.order), (self.style_, options.style)):
            if value is not None:
                combo.setCurrentIndex(max(0, combo.findData(value)))
        for key, box in self.roles.items():
            box.setChecked(options.roles is None or key in options.roles)
        for tag, box in self.tags.items():
            box.setChecked(options.tags is not None and tag in options.tags)
        self.level.setCurrentIndex(self.level.findData(options.heading_level))
        self.notes.setChecked(options.with_notes)
        self.quotes.setChecked(options.with_quotes)
        self.with_tags.setChecked(options.with_tags)
        self.ids.setChecked(options.with_ids)
        self.front_matter.setChecked(options.with_front_matter)
        self.blockSignals(False)

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

    def _boxes_of_tags(self, counts: Counter[str]) -> dict[str, CheckBox]:
        tags = sorted(counts, key=str.casefold)
        return {tag: self._box(self._counted(f"#{tag}", counts[tag]), checked=False) for tag in tags}

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        column.setSpacing(2 * GRID)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.preset, 1)
        top.addWidget(self.remember)
        column.addLayout(top)
        text = QHBoxLayout()
        text.setSpacing(GRID)
        text.addWidget(self.division, 1)
        text.addWidget(self.others)
        column.addLayout(text)
        column.addWidget(self.order)
        column.addWidget(self.style_)
        column.addWidget(self.level)
        column.addSpacing(2 * GRID)
        column.addWidget(heading(_("Roles")))
        column.addLayout(_in_two_columns(list(self.roles.values())))
        if self.tags:
            column.addSpacing(2 * GRID)
            column.addWidget(heading(_("Only with these tags")))
            column.addWidget(_scrolled(list(self.tags.values())))
        column.addWidget(self.query)
        column.addSpacing(2 * GRID)
        column.addWidget(heading(_("With")))
        column.addLayout(_in_two_columns([self.quotes, self.notes, self.with_tags, self.ids, self.front_matter]))
        column.addStretch(1)


def _unless(value: Any, usual: str) -> Any:
    """None where the preset says the same."""
    return None if value == usual else value


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
