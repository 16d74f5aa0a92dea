"""The bills that M14 E4 asks a report of: that of the learner's system, and such of other systems at other prices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .seen import Seen
from .usage import Cost, Usage, cost_of

__all__ = ["MIX", "PRICE", "Bill", "is_right", "leaves_out_a_kind", "line", "other", "own"]

PRICE = "price"
CLOSE, EXACT = 0.01, 1e-4
MIX = {"paid": 83_000, "declined": 6_000, "approved": 6_000, "retried": 5_000}


@dataclass(frozen=True)
class Bill:
    """What `price` is given: the usage by kind of payment, how many of each kind there are, and the prices."""

    where: str
    usage: Usage
    mix: Mapping[str, int]
    prices: Mapping[str, Mapping[str, float]]


def own(seen: Seen) -> Bill:
    """Return the bill of the learner's system."""
    return Bill("your system", seen.usage, MIX, seen.counted.prices if seen.counted else {})


def other() -> Bill:
    """Return the bill of another system, which says the same to everybody."""
    small = {
        "paid": {
            "payments": 4,
            "lines": [
                line("stepfunctions", "transitions", 28, "transitions"),
                line("lambda", "requests", 20),
            ],
        },
        "declined": {
            "payments": 2,
            "lines": [line("stepfunctions", "transitions", 8, "transitions"), line("sqs", "requests", 3)],
        },
    }
    prices = {
        "stepfunctions transitions": {"usd": 0.03, "per": 1_000},
        "lambda requests": {"usd": 0.2, "per": 1_000_000},
        "sqs requests": {"usd": 0.5, "per": 1_000_000},
    }
    return Bill("another system, at other prices", small, {"paid": 90_000, "declined": 10_000}, prices)


def is_right(got: Any, right: Cost) -> bool:
    """Whether a report tells a cost, in all and by service, to one percent."""
    if not isinstance(got, dict) or not isinstance(got.get("by_service"), dict):
        return False
    told = {name: amount for name, amount in got["by_service"].items() if amount != 0}
    wanted = {name: amount for name, amount in right.by_service.items() if amount}
    return (
        _near(got.get("total"), right.total)
        and told.keys() == wanted.keys()
        and all(_near(told[name], amount) for name, amount in wanted.items())
    )


def leaves_out_a_kind(price: Callable[..., Any], bill: Bill) -> bool:
    """Whether a report is right but for one kind of payment, which costs nothing in it."""
    got = price(bill.usage, bill.mix, bill.prices)
    total = got.get("total") if isinstance(got, dict) else None
    without = [
        cost_of(bill.usage, {**bill.mix, kind: 0}, bill.prices).total for kind in bill.mix if kind != "paid"
    ]
    return isinstance(total, int | float) and any(abs(total - each) < EXACT * each for each in without)


def line(service: str, what: str, quantity: float, unit: str = "requests") -> dict[str, Any]:
    """Return a line of a usage."""
    return {"service": service, "what": what, "quantity": quantity, "unit": unit}


def _near(got: Any, right: float) -> bool:
    return isinstance(got, int | float) and not isinstance(got, bool) and abs(got - right) <= CLOSE * right
