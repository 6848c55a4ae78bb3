"""ZIP archives (EPUB, DOCX) read in memory, with suspicion: nothing reaches the disk, nothing grows without end."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from annotator.errors import UserError

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 1024 * 1024 * 1024
MAX_RATIO = 300
"""Markup shrinks to a tenth, seldom to a hundredth; only what was made to burst shrinks to a thousandth."""
_RATIO_FROM = 1024 * 1024

_ENCRYPTED = 0x41  # password and strong encryption, among a member's flags
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, KeyError)
# What zipfile raises where a newer kind of archive asks for more than it can do.
_UNKNOWN = (NotImplementedError, RuntimeError)


class Archive:
    """The members of a ZIP file by their path inside it; a path that leads outside names nothing.

    Raises UserError: `archive_damaged` (reason), `archive_doubled` (part), `archive_locked`, `archive_too_big` (part),
    each with `name`, the archive's own.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGE, *_UNKNOWN) as error:
            raise UserError("archive_damaged", name=name, reason=str(error)) from error
        members = [member for member in self._zip.infolist() if not member.filename.endswith("/")]
        total = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS or total > MAX_TOTAL_BYTES:
            raise UserError("archive_too_big", name=name, part="*")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            path = inside(member.filename)
            if path is None:
                continue
            known = self._members.setdefault(path, member)
            if (known.CRC, known.file_size) != (member.CRC, member.file_size):
                raise UserError("archive_doubled", name=name, part=path)

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all members, in their order in the archive."""
        return self._members.keys()

    def __contains__(self, path: str) -> bool:
        return path in self._members

    def read(self, path: str) -> bytes:
        """The content of the member at `path`; KeyError where there is none."""
        member = self._members[path]
        if member.flag_bits & _ENCRYPTED:
            raise UserError("archive_locked", name=self.name)
        packed = max(member.compress_size, 1)
        bursts = member.file_size > _RATIO_FROM and member.file_size > packed * MAX_RATIO
        if bursts or member.file_size > MAX_MEMBER_BYTES:
            raise UserError("archive_too_big", name=self.name, part=path)
        if member.compress_type not in _METHODS:
            raise UserError("archive_damaged", name=self.name, reason=f"{path}: compression {member.compress_type}")
        try:
            # zipfile gives no more than the size that the member declares, and checks its sum.
            return self._zip.read(member)
        except (*_DAMAGE, *_UNKNOWN) as error:
            raise UserError("archive_damaged", name=self.name, reason=str(error)) from error


def inside(path: str) -> str | None:
    """`path` in its plainest spelling, or None where it leads out of the archive or names no member at all."""
    slashed = path.replace("\\", "/")
    plain = posixpath.normpath(slashed)
    outside = slashed.startswith("/") or plain.split("/")[0] in ("..", ".") or "\x00" in plain
    return None if outside else plain


def target(base: str, reference: str) -> tuple[str, str] | None:
    """(path, fragment) of what `reference`, a relative URL in the member at `base`, leads to.

    None for addresses with a scheme or a host, and for paths out of the archive.
    """
    try:
        url = urlsplit(reference.strip())
    except ValueError:
        return None
    if url.scheme or url.netloc:
        return None
    path = inside(posixpath.join(posixpath.dirname(base), unquote(url.path))) if url.path else base
    return None if path is None else (path, unquote(url.fragment))
