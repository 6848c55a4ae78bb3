"""Where a run's files are: the places that the system has for them, or all under `--data-dir`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Paths(NamedTuple):
    """`data` holds the library, readers, journals and settings; `cache` what can be made anew; `logs` the logs."""

    data: Path
    cache: Path
    logs: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.toml"

    @property
    def index_folder(self) -> Path:
        """The search index's folder."""
        return self.cache / "index"


def paths_under(folder: Path) -> Paths:
    """Everything below one folder."""
    folder = folder.expanduser().absolute()
    return Paths(data=folder, cache=folder / "cache", logs=folder / "logs")


def default_paths() -> Paths:
    """The system's places (XDG's on Linux)."""
    import platformdirs  # 6 ms that a run with --data-dir needn't pay

    found = platformdirs.PlatformDirs("annotator", appauthor=False)
    return Paths(data=found.user_data_path, cache=found.user_cache_path, logs=found.user_log_path)
