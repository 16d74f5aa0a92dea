"""What a run costs, as plain data: lines, totals, and what is not in them."""

from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["Bill", "Count", "Line"]


@dataclass(frozen=True)
class Count:
    """So much of what a price of facts.toml is for. `key` is that fact's name after `price.`, `quantity` in its unit.

    Something `standing` is paid for by the hour, whether it is used or not; `rate` is its price where the fact is a
    table.
    """

    service: str
    what: str
    key: str
    quantity: float
    standing: int = 0
    rate: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a bill. `price` is USD for `per` of the unit; `cost` and `month` (per month) are USD."""

    service: str
    what: str
    quantity: float
    unit: str
    price: float
    per: int
    cost: float
    month_quantity: float
    month: float
    source: str
    checked: str
    note: str


@dataclass(frozen=True)
class Bill:
    """What the run cost, and what a month costs in which it takes place `times` times.

    `free_tier` tells whether the monthly free amounts are taken off the month; a single run is always shown in full.
    `left_out` names what was used and is not in the lines.
    """

    lines: tuple[Line, ...]
    left_out: tuple[str, ...]
    times: float
    free_tier: bool

    @property
    def total(self) -> float:
        """What the run cost, in USD."""
        return sum(line.cost for line in self.lines)

    @property
    def month(self) -> float:
        """What a month costs, in USD."""
        return sum(line.month for line in self.lines)

    def by_service(self) -> dict[str, float]:
        """Return what the run cost in USD, by service."""
        found: dict[str, float] = {}
        for line in self.lines:
            found[line.service] = found.get(line.service, 0.0) + line.cost
        return found

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return {
            "lines": [asdict(line) for line in self.lines],
            "total": self.total,
            "month": self.month,
            "times": self.times,
            "free_tier": self.free_tier,
            "left_out": list(self.left_out),
        }

    def __str__(self) -> str:
        """Return it as a table for a terminal."""
        from .printing import text  # not above: printing knows what a bill is

        return text(self)
