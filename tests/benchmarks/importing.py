"""Importing a printed text: CPU seconds, told without a goal as yet."""

from __future__ import annotations

import time

from annotator.importing import import_file
from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import text_path


def measure() -> list[Figure]:
    """The best of three."""
    path = text_path()
    seconds = []
    for _ in range(3):
        start = time.process_time()
        import_file(path)
        seconds.append(time.process_time() - start)
    return [Figure("import of a printed text, CPU", min(seconds), "s", remark=path.name)]
