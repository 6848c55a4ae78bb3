"""`make soak`: the program is killed, starved and damaged, over and over. Exit 1 where anything was lost.

Nothing acknowledged may be lost, nothing doubled, nothing mended without a word, no traceback shown.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.soak import clocks, damage, essays, index, kills, living, refusals
from tests.soak.outcome import Outcome

SUITES: dict[str, Callable[[Path, int], Outcome]] = {
    "kills": lambda folder, seed: kills.run(folder, random.Random(seed), 200),
    "kills-of-migrations": lambda folder, seed: kills.migrations(folder, random.Random(seed), 40),
    "damage": lambda folder, seed: damage.run(folder, random.Random(seed), flips=12),
    "disk-full": lambda folder, seed: refusals.disk_full(folder),
    "read-only": lambda folder, seed: refusals.read_only(folder),
    "index-kills": lambda folder, seed: index.kills(folder, random.Random(seed), 100),
    "index-damage": lambda folder, seed: index.damage(folder, random.Random(seed)),
    "clock": lambda folder, seed: clocks.run(folder),
    "living": lambda folder, seed: living.run(folder, random.Random(seed), 10_000),
    "essays": lambda folder, seed: essays.run("essays", folder, random.Random(seed), 1000),
    "vaults": lambda folder, seed: essays.run("vaults", folder, random.Random(seed), 500),
}


def main() -> int:
    """Run the suites named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], help="which to run; all by default")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="to do the same again")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    os.nice(5)
    outcomes = []
    for name in options.suites or SUITES:
        print(f"{name} (seed {options.seed}) …", file=sys.stderr)
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="annotator-soak-") as folder:
            outcome = SUITES[name](Path(folder), options.seed)
        outcome.facts["seconds"] = round(time.monotonic() - start, 1)
        outcomes.append(outcome)
        print(outcome.line())
        for failure in outcome.failures:
            print(f"    {failure}")
    if options.json:
        values = {"seed": options.seed, "outcomes": [outcome.as_data() for outcome in outcomes]}
        options.json.write_text(json.dumps(values, indent=1, default=str) + "\n")
    return 1 if any(outcome.failures for outcome in outcomes) else 0


if __name__ == "__main__":
    raise SystemExit(main())
