"""A taste of `make soak`: the same faults, a few of each; the many are for `make soak`."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.soak import clocks, damage, essays, index, kills, living, refusals
from tests.soak.outcome import Outcome

SOME: dict[str, Callable[[Path], Outcome]] = {
    "kills": lambda folder: kills.run(folder, random.Random(4), 6),
    "kills-of-migrations": lambda folder: kills.migrations(folder, random.Random(4), 4),
    "damage": lambda folder: damage.run(folder, random.Random(4), flips=0, harms=1),
    "disk-full": lambda folder: refusals.disk_full(folder, notes=12),
    "clock": clocks.run,
    "index-kills": lambda folder: index.kills(folder, random.Random(4), 2),
    "index-damage": lambda folder: index.damage(folder, random.Random(4), 1),
    "living-kills": lambda folder: living.kills(folder, every=4),
    "essays": lambda folder: essays.run("essays", folder, random.Random(4), 10),
    "vaults": lambda folder: essays.run("vaults", folder, random.Random(4), 10),
}


@pytest.mark.parametrize("name", SOME)
def test_faults(name: str, tmp_path: Path) -> None:
    outcome = SOME[name](tmp_path)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.runs and outcome.failures == []
