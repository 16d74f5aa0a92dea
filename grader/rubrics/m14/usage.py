"""What payments used, as a bill counts it; and what so many of them cost.

Usage is what the account's meter counted between two moments, by service and kind, without prices. Only what grows with
the payments is in it: what is paid for by the hour is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Cost", "Counted", "Usage", "cost_of", "counted"]

# For each kind of payment: how many there were, and the lines of what they used.
Usage = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Counted:
    """What an account has used so far: quantities by service and kind; the price of each, and its unit."""

    quantities: dict[tuple[str, str], float]
    prices: dict[str, dict[str, float]]
    units: dict[tuple[str, str], str]

    def since(self, before: "Counted") -> list[dict[str, Any]]:
        """Return the lines of what was used after `before`."""
        used = {key: amount - before.quantities.get(key, 0.0) for key, amount in self.quantities.items()}
        return [
            {"service": service, "what": what, "quantity": amount, "unit": self.units[service, what]}
            for (service, what), amount in used.items()
            if amount > 0
        ]


@dataclass(frozen=True)
class Cost:
    """USD, in all and by service."""

    total: float
    by_service: dict[str, float]


def counted(account: Any) -> Counted:
    """Look at the account's meter."""
    lines = [line for line in account.meter().lines if line.month_quantity == line.quantity]
    return Counted(
        {(line.service, line.what): line.quantity for line in lines},
        {f"{line.service} {line.what}": {"usd": line.price, "per": line.per} for line in lines},
        {(line.service, line.what): line.unit for line in lines},
    )


def cost_of(usage: Usage, mix: Mapping[str, int], prices: Mapping[str, Mapping[str, float]]) -> Cost:
    """Return what a mix of payments costs: so many of each kind, each of which uses what those counted used."""
    found: dict[str, float] = {}
    for kind, many in mix.items():
        for line in usage[kind]["lines"]:
            price = prices[f"{line['service']} {line['what']}"]
            each = line["quantity"] / usage[kind]["payments"] * price["usd"] / price["per"]
            found[line["service"]] = found.get(line["service"], 0.0) + many * each
    return Cost(sum(found.values()), found)
