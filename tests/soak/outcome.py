"""What a fault test found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass
class Outcome:
    """`runs` times something was broken; `failures` tell where the program didn't hold; `facts` are figures to read."""

    name: str
    runs: int = 0
    failures: list[str] = field(default_factory=list)
    skipped: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    def expect(self, condition: bool, what: str) -> None:
        """Note `what` where the condition doesn't hold."""
        if not condition:
            self.failures.append(what)

    def line(self) -> str:
        """One row of the table."""
        verdict = f"skipped: {self.skipped}" if self.skipped else "held" if not self.failures else "FAILED"
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{self.name:<24} {self.runs:5} runs  {len(self.failures):3} failures  {verdict}  {facts}"

    def as_data(self) -> dict[str, object]:
        """For the JSON file."""
        return asdict(self)
