"""A data folder of every schema version that ever landed, as that version's own program left it.

Each has one reader, and the same done in it: three annotations, one of them edited, one deleted (undone, redone).
A new version gets its sample when it lands: the same commands, the folder zipped without backups and cache.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples" / "libraries"
VERSIONS = sorted(int(path.stem.removeprefix("version-")) for path in FOLDER.glob("version-*.zip"))


def unpack(version: int, folder: Path) -> Path:
    """The sample's data folder, at `folder`."""
    with zipfile.ZipFile(FOLDER / f"version-{version}.zip") as packed:
        packed.extractall(folder)
    return folder
