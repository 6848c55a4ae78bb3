"""The parts of a text in a combo box, indented as they lie in each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from annotator.i18n import _
from annotator.model.document import Division, DivisionKind
from annotator.model.lookup import division_label

_INDENT = "   "


def fill_divisions(box: QComboBox, divisions: Sequence[Division], reading: int | None = None) -> None:
    """The whole text (None), the division that is being read, then all of them, by their index."""
    box.addItem(_("The whole text"), None)
    for index, division in enumerate(divisions):
        label = division_label(division)
        if not label and division.kind is DivisionKind.INTRODUCTION:
            label = _("Introduction")
        if label and division.kind is not DivisionKind.NOTES:
            box.addItem(_INDENT * (division.level - 1) + label, index)
    if reading is not None and (row := box.findData(reading)) > 0:
        box.insertItem(1, _("Only this: {title}").format(title=box.itemText(row).strip()), reading)
        box.insertSeparator(2)
