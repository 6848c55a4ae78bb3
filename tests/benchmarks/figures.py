"""A measured figure beside its goal."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """`value` and `goal` in `unit`; smaller is better. A figure without a goal is only told."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    remark: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal was reached."""
        return self.goal is None or self.value <= self.goal

    def line(self) -> str:
        """The figure as a row of the table."""
        goal = "" if self.goal is None else f"goal ≤ {self.goal:g} {self.unit}".rstrip()
        verdict = "" if self.goal is None else "met" if self.met else "MISSED"
        return f"{self.name:<58} {self.value:8.3f} {self.unit:<4} {goal:<18} {verdict:<7} {self.remark}"

    def as_data(self) -> dict[str, object]:
        """For the JSON file."""
        return {**asdict(self), "met": self.met}


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of `values` don't exceed, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]
