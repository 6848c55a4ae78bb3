"""The quiet clothes of panels and dialogs: hairlines for frames, the accent for focus alone, steps of 4 pixels."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QToolButton, QWidget

GRID = 4  # pixels
WEIGHT = QFont.Tag("wght")
SCROLL_BAR = 12  # pixels, as in the sheet below

# Colours by their names in the palette, so that the sheet holds for every theme.
SHEET = """
QLineEdit, QPlainTextEdit, QTextBrowser { background: palette(base); border: 1px solid palette(mid); border-radius: 4px;
    selection-background-color: palette(highlight); selection-color: palette(highlighted-text); }
#page { border: none; border-left: 1px solid palette(mid); border-radius: 0; }
QLineEdit { padding: 3px 7px; min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, #page:focus { border-color: palette(accent); }
QToolButton, QPushButton { border: 1px solid transparent; border-radius: 4px; background: transparent; padding: 3px 7px;
    min-height: 20px; }
QPushButton { border-color: palette(mid); padding: 3px 11px; }
QPushButton:default { border-color: palette(placeholder-text); background: palette(alternate-base); }
QPushButton[left="true"] { text-align: left; padding: 3px 7px; }
QPushButton[flat="true"] { border-color: transparent; text-align: left; padding: 3px 7px; }
QToolButton:hover, QPushButton:hover { background: palette(highlight); }
QToolButton:checked, QPushButton:checked { background: palette(highlight); border-color: palette(mid); }
QToolButton:focus, QPushButton:focus { border-color: palette(accent); }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton:disabled, QPushButton:disabled { color: palette(placeholder-text); }
QListView, QTreeView { background: transparent; border: none; outline: none; }
QTreeView { padding: 8px 12px; }
QTreeView::item { padding: 2px 0; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: palette(mid); min-height: 32px; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { border: none; border-radius: 2px; background: palette(mid); max-height: 4px; min-height: 4px; }
QProgressBar::chunk { border-radius: 2px; background: palette(accent); }
QTabWidget::pane { border: none; }
QTabWidget::tab-bar { left: 16px; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent; padding: 8px 2px 6px 2px;
    margin-right: 16px; color: palette(placeholder-text); }
QTabBar::tab:selected { color: palette(window-text); border-bottom-color: palette(accent); }
QTabBar::tab:focus { color: palette(accent); }
"""


def renew_sheets() -> None:
    """After a change of the palette: Qt looks up `palette(…)` once, when a sheet is set."""
    for widget in QApplication.allWidgets():
        sheet = widget.styleSheet()
        if "palette(" in sheet:
            widget.setStyleSheet("")
            widget.setStyleSheet(sheet)


def tool(text: str, name: str, *, checkable: bool = False, keys: str = "") -> QToolButton:
    """A flat button with a short `text`; `name` is what it is called in its tool tip and to a screen reader."""
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    button.setCheckable(checkable)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(f"{name} ({keys})" if keys else name)
    return button


def push(text: str, name: str = "", *, flat: bool = False) -> QPushButton:
    """An ordinary button: Enter presses it while it has the focus, in a dialog or out of one."""
    button = QPushButton(text)
    button.setAutoDefault(True)
    button.setFlat(flat)
    button.setProperty("flat", flat)
    if name:
        button.setToolTip(name)
        button.setAccessibleName(name)
    return button


def quiet(text: str = "", *, wrap: bool = False) -> QLabel:
    """A label in the muted ink."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setStyleSheet("color: palette(placeholder-text)")
    return label


def heading(text: str) -> QLabel:
    """A label in the heavier of the two weights."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(heavier(label.font()))
    return label


def heavier(font: QFont) -> QFont:
    """The same font in the second weight: by its axis where it has one, for Qt would thicken its outlines."""
    result = QFont(font)
    if WEIGHT in font.variableAxisTags():
        result.setVariableAxis(WEIGHT, float(QFont.Weight.DemiBold.value))
    else:
        result.setWeight(QFont.Weight.DemiBold)
    return result


def hairline() -> QFrame:
    """A horizontal line of one pixel."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet("background: palette(mid)")
    return line


def tab_through(*widgets: QWidget) -> None:
    """Tab goes through `widgets` in this order."""
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)
