"""What a person can do, without Qt. `Services` is the whole of it; `annotator.wiring` builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.services.annotate import Annotating
from annotator.services.events import Events
from annotator.services.exporting import Exporting
from annotator.services.finding import Finding
from annotator.services.history import History
from annotator.services.indexing import Indexing
from annotator.services.shelf import Shelf

__all__ = ["Services"]


@dataclass(frozen=True, slots=True)
class Services:
    """Every service of one library. Use it from the thread that built it (SQLite wants that)."""

    shelf: Shelf
    annotations: Annotating
    history: History
    finding: Finding
    indexing: Indexing
    exporting: Exporting
    events: Events
    close: Callable[[], None]
