"""Lights a place that was jumped to, for a second, and lets it fade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

if TYPE_CHECKING:
    from annotator.model.position import Position
    from annotator.ui.reading.page import Page

_MILLISECONDS = 1000


class Light(QObject):
    """One animation; where the person wants no motion, the light stays for its second and goes at once."""

    def __init__(self, view: Page) -> None:
        super().__init__(view)
        self._view = view
        self._still = False
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(_MILLISECONDS)
        self._animation.setStartValue(1.0)
        self._animation.setEndValue(0.0)
        self._animation.setEasingCurve(QEasingCurve(QEasingCurve.Type.InQuad))
        self._animation.valueChanged.connect(self._set_strength)

    def shine(self, span: Position) -> None:
        """Light a stretch of code points."""
        if self._view.scene is None:
            return
        self._view.scene.light = span
        from PySide6.QtWidgets import QStyle  # its enums take 9 ms, which the first paint needn't wait for

        self._still = not self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        self._animation.stop()
        self._animation.start()
        self._set_strength(1.0)

    def _set_strength(self, value: float) -> None:
        if self._view.scene is not None:
            self._view.scene.light_strength = 1.0 if self._still and value > 0 else value
            self._view.viewport().update()
