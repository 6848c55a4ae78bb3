"""The presets of exports: those that ship, and a person's own beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import UserError
from annotator.export.presets.preset import SUFFIX, Preset, preset_files, read
from annotator.files import private_folder, write_atomically

STANDARD = "reading-notes"


@dataclass(frozen=True, slots=True)
class PresetEntry:
    """A preset as it is offered. `own`: the person's; `fault`: why it can't be used, None where it can."""

    key: str
    name: str
    about: str
    own: bool
    one_file_a_note: bool
    order: str
    style: str
    fault: UserError | None = None


class Presets:
    """`folders`: where they are, the person's last."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def get(self, key: str) -> Preset:
        """A preset by its key or its name. Raises UserError `no_such_preset`, `preset_faulty`, `preset_unreadable`."""
        files = preset_files(self._folders)
        if key in files:
            return read(files[key])
        wanted = key.casefold()
        for entry in self.all():
            if wanted in (entry.key.casefold(), entry.name.casefold()):
                return read(files[entry.key])
        raise UserError("no_such_preset", preset=key, known=", ".join(files))

    def all(self) -> list[PresetEntry]:
        """All presets: the standard one first, then by name."""
        found: list[PresetEntry] = []
        for file in preset_files(self._folders).values():
            try:
                one = read(file)
            except UserError as error:
                found.append(PresetEntry(file.key, file.key, "", file.own, False, "text", "reading", error))
            else:
                found.append(
                    PresetEntry(file.key, one.name, one.about, file.own, one.one_file_a_note, one.order, one.style)
                )
        return sorted(found, key=lambda one: (one.key != STANDARD, one.name.casefold()))

    def copy(self, key: str) -> Path:
        """Copy a preset that ships into the person's folder, to be changed there; what is there already stays.

        Raises UserError `no_such_preset`, `preset_unreadable`.
        """
        file = preset_files(self._folders).get(key)
        if file is None:
            raise UserError("no_such_preset", preset=key, known=", ".join(preset_files(self._folders)))
        path = self._folders[-1] / f"{key}{SUFFIX}"
        try:
            if not path.exists():
                private_folder(path.parent)
                write_atomically(path, file.path.read_bytes(), private=True)
        except OSError as error:
            raise UserError("preset_unreadable", path=path, reason=error.strerror or str(error)) from error
        return path
