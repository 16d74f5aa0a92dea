"""The world of M10 E4: the bank's API for rates of exchange, and what it answers to one execution."""

import itertools
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine
from course.clock import Clock
from grader.checks.machines import Response, Story, WebPartner, WebRequest, played

__all__ = ["ASK", "Asked", "Day", "ask", "body"]

ASK = "http:invoke"


@dataclass(frozen=True)
class Day:
    """What the bank answers to one execution, and the same in words."""

    words: str
    responses: tuple[Response, ...]
    currency: str = "CHF"


@dataclass(frozen=True)
class Asked:
    """One execution: the story, with what the bank did told in it, and the requests that reached the bank."""

    day: Day
    story: Story
    requests: list[WebRequest]

    @property
    def times(self) -> list[float]:
        """When the bank was asked, in seconds."""
        return self.story.times_of(ASK)

    @property
    def waits(self) -> list[float]:
        """The seconds from one try to the next."""
        return [round(after - before, 3) for before, after in itertools.pairwise(self.times)]

    @property
    def end(self) -> str:
        """How it ended, in words."""
        if self.story.status == "SUCCEEDED":
            return "succeeded"
        named = f" with {self.story.error}" if self.story.error else ""
        return f"{self.story.status.lower().replace('_', ' ')}{named}"


def body(currency: str, rate: float, as_of: str) -> dict[str, Any]:
    """Return what the bank says of a currency."""
    return {"base": "EUR", "quote": currency, "rate": rate, "asOf": as_of, "source": "fixing"}


def ask(machine: StateMachine, url: str, connection: str, day: Day) -> Asked:
    """Play one execution."""
    clock = Clock()
    bank = WebPartner(clock, url, connection, day.responses)
    story = played(machine, {"currency": day.currency, "claimId": "CL-77"}, {ASK: bank}, clock=clock)
    return Asked(day, story, bank.requests)
