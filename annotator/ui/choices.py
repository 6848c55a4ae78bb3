"""All that the preferences offer to choose, as one value: shown at once, kept with OK, put back with Cancel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from annotator.ui.look import LIMITS, NORMAL, SYSTEM
from annotator.ui.reading.styles import TypeSettings
from annotator.ui.reading_pane import MARGIN, NOTES


class Choices(NamedTuple):
    """`role` is the key of the role of new marks, empty for the one used last; `margin` what the margin shows.

    `margin_width` is in pixels; `keys` are those of the actions that a person changed.
    """

    type: TypeSettings = NORMAL
    theme: str = SYSTEM
    role: str = ""
    margin: str = NOTES
    margin_width: int = MARGIN
    map: bool = True
    bar: bool = True
    caret_mode: bool = False
    keys: Mapping[str, tuple[str, ...]] = {}

    def resized(self, steps: int) -> Choices:
        """The type some pixels larger or smaller."""
        least, most = LIMITS["size"]
        return self._replace(type=self.type._replace(size=round(min(max(self.type.size + steps, least), most))))
