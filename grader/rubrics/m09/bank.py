"""The world of the payment saga: a bank, two services that write, and what each has done so far."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.asl import StatesError
from grader.checks.machines import Actor

__all__ = ["FIELDS", "STEPS", "UNDOING", "Books", "payment_request"]

# In the order of the work, and what takes each step back.
STEPS = ("charge", "customer", "sales", "confirm")
UNDOING = {"charge": "refund", "customer": "undo-customer", "sales": "undo-sales"}

FIELDS = ("policyId", "customerId", "amount", "currency", "period", "channel", "idempotencyKey")


def payment_request(rng: random.Random) -> dict[str, Any]:
    """Return one payment request, as the course has them."""
    policy, period = f"POL-{rng.randint(1000, 9999)}", f"2025-{rng.randint(1, 12):02}"
    return {
        "policyId": policy,
        "customerId": f"C-{rng.randint(10, 999)}",
        "amount": rng.randint(1_000, 40_000) / 100,
        "currency": "EUR",
        "period": period,
        "channel": rng.choice(("web", "app", "branch", "phone")),
        "idempotencyKey": f"{policy}-{period}",
    }


@dataclass
class Books:
    """What one execution has done: the bank's ledger (amounts by key), rows of the services, and who did what in order.

    The bank knows a charge again by its idempotency key; all else does what it is asked for, as often as it is asked.
    """

    ledger: list[tuple[str, float]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=lambda: {"customer": 0, "sales": 0})
    done: list[str] = field(default_factory=list)

    @property
    def total(self) -> float:
        """The sum of the ledger: what the insurer has taken."""
        return round(sum(amount for _, amount in self.ledger), 2)

    def actors(self, prefix: str) -> dict[str, Actor]:
        """Return the eight functions by name."""
        doings: dict[str, Callable[[dict[str, Any]], None]] = {
            "charge": self._charge,
            "refund": lambda payment: self.ledger.append((payment["idempotencyKey"], -payment["amount"])),
            "customer": lambda _: self._write("customer", 1),
            "undo-customer": lambda _: self._write("customer", -1),
            "sales": lambda _: self._write("sales", 1),
            "undo-sales": lambda _: self._write("sales", -1),
            "confirm": lambda _: None,
            "notify": lambda _: None,
        }
        return {f"{prefix}-{name}": self._actor(name, does) for name, does in doings.items()}

    def _actor(self, name: str, does: Callable[[dict[str, Any]], None]) -> Actor:
        def act(payload: Any) -> dict[str, str]:
            for each in FIELDS:
                if not isinstance(payload, dict) or each not in payload:
                    raise StatesError("KeyError", f"'{each}'")
            does(payload)
            self.done.append(name)
            return {"doneBy": name}

        return act

    def _charge(self, payment: dict[str, Any]) -> None:
        if all(key != payment["idempotencyKey"] for key, _ in self.ledger):
            self.ledger.append((payment["idempotencyKey"], payment["amount"]))

    def _write(self, table: str, rows: int) -> None:
        self.rows[table] += rows
