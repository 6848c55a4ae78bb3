"""A second process that makes one segment of the index while this one makes another."""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
from collections.abc import Sequence

from annotator.services.batches import Batch, Piece

Helper = Sequence[str]
"""The command that does `Indexing.part` for the pieces in its last argument, and ends when its input closes."""
_LONGEST = 600.0  # seconds


class Other:
    """A helper at work."""

    def __init__(self, helper: Helper, pieces: Batch) -> None:
        self.pieces = pieces
        try:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [*helper, json.dumps(pieces)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError:  # then this process does it all
            self._process = None

    def result(self) -> bytes | None:
        """What it made; None where it came to nothing."""
        if self._process is None:
            return None
        assert self._process.stdout is not None
        try:
            said = self._process.stdout.read()
            if self._process.wait(_LONGEST) != 0:
                return None
            return base64.b64decode(said, validate=False) or None
        except (OSError, subprocess.TimeoutExpired, binascii.Error):
            return None

    def close(self) -> None:
        """Let it end, whatever it does."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def begin(helper: Helper, pieces: Batch) -> Other:
    """Start the helper on these pieces."""
    return Other(helper, pieces)


def as_pieces(text: str) -> list[Piece]:
    """The pieces in a helper's last argument. Raises ValueError."""
    return [Piece(str(reader), int(start), int(stop)) for reader, start, stop in json.loads(text)]
