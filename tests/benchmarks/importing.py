"""Importing printed text: CPU seconds of one text, of forty in a row, how they grow, and the memory they take.

Each import runs in a process of its own, as it does for the window, so that memory is the import's alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.texts import text_path

_MEGABYTES = 10
_GOAL_ONE, _GOAL_MANY, _GOAL_MEMORY = 0.4, 12.0, 600.0
# Twice as long a text may cost twice the time, and a little for the machine's noise.
_GOAL_GROWTH = 1.3
_CHILD = """
import resource, sys, time
from pathlib import Path
from annotator.importing import import_file
seconds = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    import_file(Path(sys.argv[1]))
    seconds.append(time.process_time() - start)
print(min(seconds), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure() -> list[Figure]:
    """The text itself, the best of three; and as many of it in a row as make ten megabytes."""
    path = text_path()
    data = path.read_bytes()
    times = max(1, _MEGABYTES * 1_000_000 // len(data))
    one, _ = _import(path, 3)
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / "long.txt"
        long.write_bytes(b"\n".join([data] * times))
        many, memory = _import(long, 1)
    remark = f"{path.name}, {len(data) / 1000:.0f} KB"
    return [
        Figure("import of a printed text, CPU", one, "s", _GOAL_ONE, remark),
        Figure(f"import of {_MEGABYTES} MB of the same kind, CPU", many, "s", _GOAL_MANY, f"{times} texts in a row"),
        Figure("its growth: time of the long one by that of its parts", many / times / one, "", _GOAL_GROWTH),
        Figure("its memory, at most", memory, "MB", _GOAL_MEMORY),
    ]


def _import(path: Path, runs: int) -> tuple[float, float]:
    """(CPU seconds of the best run, megabytes of memory at most) of a process that imports `path`."""
    command = [sys.executable, "-c", _CHILD, str(path), str(runs)]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)
