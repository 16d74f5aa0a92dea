"""Payments that are due, and the two functions that know of them: whether one is paid, and how to remind of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from course.asl import StatesError
from course.clock import Clock
from grader.checks import Bench
from grader.checks.machines import Story, machine, played

__all__ = ["DEFINITION", "MOST_REMINDERS", "NEVER", "Debt", "play"]

DEFINITION = "grace_period"
MOST_REMINDERS = 3
NEVER = 99


@dataclass(frozen=True)
class Debt:
    """A payment that is due: after how many days, and at which check (from 1) it turns out to be paid."""

    days: float
    paid_at_check: int = NEVER
    customer: str = "C-77"

    @property
    def reminders(self) -> int:
        """How many reminders are to be sent."""
        return min(self.paid_at_check - 1, MOST_REMINDERS)

    @property
    def where(self) -> str:
        """What a finding calls it."""
        due = f"due {self.days:g} days after the start" if self.days >= 0 else "due before the start"
        paid = "never paid" if self.paid_at_check == NEVER else f"found paid at check {self.paid_at_check}"
        return f"a payment {due}, {paid}"


def play(bench: Bench, debt: Debt) -> Story:
    """Play the delivered definition for one debt."""
    clock = Clock()
    due = clock.start + timedelta(days=debt.days)
    given = {
        "policyId": "POL-1042",
        "customerId": debt.customer,
        "period": f"{due:%Y-%m}",
        "dueDate": f"{due:%Y-%m-%dT%H:%M:%SZ}",
    }
    checks = 0

    def check(payload: Any) -> dict[str, Any]:
        nonlocal checks
        _needs(payload, "policyId", "period")
        if (payload["policyId"], payload["period"]) != (given["policyId"], given["period"]):
            raise StatesError(
                "UnknownPayment", f"nothing is known of {payload['policyId']} in {payload['period']}"
            )
        checks += 1
        return {"paid": checks >= debt.paid_at_check}

    def remind(payload: Any) -> dict[str, Any]:
        _needs(payload, "policyId", "customerId", "number")
        return {"reminderId": f"REM-{payload['number']}"}

    actors = {bench.variant["check"]: check, bench.variant["remind"]: remind}
    return played(machine(bench, DEFINITION), given, actors, clock=clock)


def _needs(payload: Any, *names: str) -> None:
    """Fail as a function does that reads what is not there."""
    for name in names:
        if not isinstance(payload, dict) or name not in payload:
            raise StatesError("KeyError", f"'{name}'")
