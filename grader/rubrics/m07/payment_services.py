"""The insurer's four services as functions that a workflow calls, each with its table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.asl import StatesError
from grader.checks import Bench
from grader.checks.machines import Story, machine, played

__all__ = ["DEFINITION", "SERVICES", "Paid", "names", "pay"]

DEFINITION = "payment_workflow"

# Each service, what its function needs, and its table.
SERVICES = {
    "charge": ("payment-requests", ("policyId", "customerId", "amount", "currency", "idempotencyKey")),
    "update-customer": ("customer-payments", ("paymentId", "policyId", "amount")),
    "update-sales": ("sales-activity", ("paymentId", "customerId", "amount")),
    "confirm": ("outbox", ("paymentId", "customerId", "status")),
}


@dataclass(frozen=True)
class Paid:
    """What became of one payment request: the story of its execution, and what is in the tables afterwards."""

    story: Story
    tables: dict[str, list[dict[str, Any]]]


@dataclass
class _Services:
    """The functions of one play. `charges` decides of an amount whether it is paid."""

    charges: Callable[[float], bool]
    payment_id: str
    tables: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name, _ in SERVICES.values()}
    )

    def function(self, service: str) -> Callable[[Any], dict[str, Any]]:
        table, needs = SERVICES[service]

        def handler(event: Any) -> dict[str, Any]:
            missing = [name for name in needs if not isinstance(event, dict) or name not in event]
            if missing:
                raise StatesError("KeyError", f"'{missing[0]}'")
            self.tables[table].append({name: event[name] for name in needs})
            return self.answer(service, event)

        return handler

    def answer(self, service: str, event: dict[str, Any]) -> dict[str, Any]:
        if service == "charge":
            amount = event["amount"]
            if isinstance(amount, bool) or not isinstance(amount, int | float):
                raise StatesError("TypeError", "the amount is not a number")
            return {"paymentId": self.payment_id, "status": "PAID" if self.charges(amount) else "DECLINED"}
        if service == "confirm":
            return {"confirmationId": f"CONF-{self.payment_id}"}
        return {"written": True}


def names(bench: Bench) -> dict[str, str]:
    """Return the name of each service's function, for this learner."""
    return {service: f"{bench.variant['prefix']}-{service}" for service in SERVICES}


def pay(bench: Bench, request: dict[str, Any], charges: Callable[[float], bool], payment_id: str) -> Paid:
    """Play the delivered definition for one payment request."""
    services = _Services(charges, payment_id)
    actors = {name: services.function(service) for service, name in names(bench).items()}
    return Paid(played(machine(bench, DEFINITION), request, actors), services.tables)
