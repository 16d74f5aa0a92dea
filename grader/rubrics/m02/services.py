"""The three services that payments has to tell, scripted: how long each takes, which fails, who was called when."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.clock import Clock
from grader.rubrics.insurer import CHANNELS, SERVICES

__all__ = ["Call", "Services", "latencies", "request"]


# Each fails in a way of its own: who calls them must not rely on one kind of exception.
FAILURES: Mapping[str, type[Exception]] = {
    "customer": RuntimeError,
    "sales": ConnectionError,
    "communication": TimeoutError,
}


@dataclass(frozen=True)
class Call:
    """One call: which service, for which payment, when it began and ended (virtual seconds)."""

    service: str
    payment: Any
    begin: float
    end: float


@dataclass
class Services:
    """Services that take `seconds` each; `failing` ones raise when their time is over. `calls` has all calls in order."""

    clock: Clock
    seconds: Mapping[str, float]
    failing: frozenset[str] = frozenset()
    calls: list[Call] = field(default_factory=list)

    def clients(self) -> dict[str, Callable[[Any], Any]]:
        """Return a function for each service, by its name: it takes the payment and returns the service's answer."""
        return {service: self._client(service) for service in SERVICES}

    @property
    def called(self) -> list[str]:
        """The names of what was called, in order."""
        return [call.service for call in self.calls]

    def _client(self, service: str) -> Callable[[Any], Any]:
        def call(payment: Any) -> Any:
            begin = self.clock.elapsed
            try:
                self.clock.sleep(self.seconds[service])
            finally:  # in another thread nothing can wait; it has been called all the same
                self.calls.append(Call(service, payment, begin, self.clock.elapsed))
            if service in self.failing:
                raise FAILURES[service](f"{service} is out of order")
            return answer_of(service)

        return call


def answer_of(service: str) -> dict[str, str]:
    """Return what a service answers that has done its part."""
    return {"service": service, "done": "yes"}


def latencies(rng: random.Random) -> dict[str, float]:
    """Return how long each service takes, in seconds, no two alike."""
    return dict(zip(SERVICES, (each / 10 for each in rng.sample(range(5, 40), len(SERVICES))), strict=True))


def request(rng: random.Random, number: int) -> dict[str, Any]:
    """Return a payment request, in the form that all services of the course agree on."""
    policy, period = f"POL-{rng.randint(1000, 9999)}", f"2025-{number % 12 + 1:02}"
    return {
        "policyId": policy,
        "customerId": f"C-{rng.randint(10, 999)}",
        "amount": rng.randint(500, 90_000) / 100,
        "currency": "EUR",
        "period": period,
        "channel": rng.choice(CHANNELS),
        "idempotencyKey": f"{policy}-{period}",
    }
