"""What is handed down to the window: it fetches no path, setting or asset by itself."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from annotator.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotator.services.clerk import Clerk

log = logging.getLogger(__name__)


class Preferences(Protocol):
    """The person's settings, by key; writing one keeps all the others."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default` where it isn't set."""

    def set(self, key: str, value: Any) -> None:
        """Keep `value` (a string, number, truth value or list of them) under `key`; None: nothing any more."""

    def set_all(self, values: Mapping[str, Any]) -> None:
        """Keep several at once: one writing of the file, not one for each."""


class CarefulPreferences:
    """Preferences whose writing never stands in the way: a choice that can't be kept holds for this run."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._unkept: dict[str, Any] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        return self._unkept[key] if key in self._unkept else self._preferences.get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Keep `value`; where that fails, remember it for this run and log why."""
        if self.get(key) != value:
            self._keep({key: value}, lambda: self._preferences.set(key, value))

    def set_all(self, values: Mapping[str, Any]) -> None:
        """Keep all of them, or where that fails remember them for this run."""
        changed = {key: value for key, value in values.items() if self.get(key) != value}
        if changed:
            self._keep(changed, lambda: self._preferences.set_all(changed))

    def _keep(self, values: Mapping[str, Any], write: Callable[[], None]) -> None:
        try:
            write()
        except (OSError, UserError) as error:
            log.warning("the settings can't be kept (%s): %s", ", ".join(values), error)
            self._unkept |= values


class Environment(NamedTuple):
    """The surroundings of one run of the program.

    `program` is the command that starts this very program with this very data folder, for child processes.
    `bundled` is a text, or the folder of texts, that ships; it is brought in where the library is empty.
    """

    clerk: Clerk
    preferences: Preferences
    resources: Path
    help: Path
    program: tuple[str, ...]
    data_folder: Path
    log_file: Path | None = None
    bundled: Path | None = None

    @property
    def safe_folders(self) -> tuple[Path, ...]:
        """Where unsaved changes are put when the library can't take them, the best first."""
        from annotator.services.emergency import safe_folders

        return safe_folders(self.data_folder)
