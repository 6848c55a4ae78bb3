"""What happened, told to whoever asked: the window turns these into signals (`ui/bridge.py`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotator.model.change import ChangeSet


@dataclass(frozen=True, slots=True)
class Committed:
    """An act is in the library, durably. `act` carries the records as they were stored."""

    act: ChangeSet


Event = Committed
Listener = Callable[[Event], None]


class Events:
    """Calls each listener with each event, in the thread that published it."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every event from now on."""
        self._listeners.append(listener)

    def publish(self, event: Event) -> None:
        """Tell every listener of `event`."""
        for listener in tuple(self._listeners):
            listener(event)
