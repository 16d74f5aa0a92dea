"""How a branch is to be ready for the first of the month: six settings, and what each may be."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

__all__ = ["PLACES", "Plan", "PlanError", "plan_of"]

# Where a queue may stand.
PLACES = ("none", "before the bank", "behind the bank")


class PlanError(ValueError):
    """A plan cannot be used: `where` in it, what was `found`, as a text, and what was `expected`."""

    def __init__(self, where: str, found: str, expected: str) -> None:
        super().__init__(f"{where}: found {found}; expected {expected}.")
        self.where = where
        self.found = found
        self.expected = expected


@dataclass(frozen=True)
class Plan:
    """The settings: workers, where the queue stands, payments a call, seconds that a tariff is kept, the front door's bucket."""

    concurrency: int
    queue: str
    batch: int
    cache_seconds: float
    rate: float
    burst: float


LEAST = {"concurrency": 1, "batch": 1, "cache_seconds": 0, "rate": 0.1, "burst": 1}
WHOLE = ("concurrency", "batch")
# Beyond all that a branch could use.
MOST = 1_000_000
LONGEST = 60


def plan_of(delivered: Any) -> Plan:
    """Return the plan that a dictionary holds; other entries in it mean nothing. Raises `PlanError`."""
    names = [each.name for each in fields(Plan)]
    if not isinstance(delivered, Mapping):
        raise PlanError("plan", _said(delivered), f"a dictionary with {', '.join(names)}")
    for name in names:
        if name not in delivered:
            raise PlanError("plan", f'nothing under "{name}"', f"entries for {', '.join(names)}")
    queue = delivered["queue"]
    if queue not in PLACES:
        raise PlanError('plan["queue"]', _said(queue), " or ".join(f'"{each}"' for each in PLACES))
    return Plan(
        concurrency=int(_number("concurrency", delivered)),
        queue=str(queue),
        batch=int(_number("batch", delivered)),
        cache_seconds=_number("cache_seconds", delivered),
        rate=_number("rate", delivered),
        burst=_number("burst", delivered),
    )


def _number(name: str, delivered: Mapping[str, Any]) -> float:
    value, least, is_whole = delivered[name], LEAST[name], name in WHOLE
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST
    if not is_number or value < least or (is_whole and value != int(value)):
        expected = f"{'a whole number' if is_whole else 'a number'} from {least:g} to {MOST:,}"
        raise PlanError(f'plan["{name}"]', _said(value), expected)
    return float(value)


def _said(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
