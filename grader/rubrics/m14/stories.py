"""The stories of M14 E2: told one after the other in one deployed system, each as the findings that it made.

A story is a function of the `Day`, told within the part of the rubric that it belongs to. What goes wrong in one does not keep
the next from being told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from grader.checks import Finding

from .system import System

__all__ = ["SERVICES", "Day", "Story", "Tell", "told"]

# Each of the three services by its table.
SERVICES = {"customer": "customer-payments", "sales": "sales-activity", "communication": "outbox"}


@dataclass
class Day:
    """A system with what its stories found, by part; `seen` has what detectors ask, under names of the stories' own.

    `more` has what the stories are told with in grading only: nonsense, payments, recordings.
    """

    system: System
    more: dict[str, list[Any]] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1042, 9999)))

    def policy(self, begin: str = "POL-") -> str:
        """Return the id of a policy that no story has had; `begin` POL-00 or POL-01 for one that partners refuse."""
        digits = 8 - len(begin)
        return begin + f"{next(self.numbers)}"[-digits:]

    def rows(self, payment_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return a payment's rows in the tables of the three services."""
        return {
            table: [row for row in self.system.rows(table) if row.get("paymentId") == payment_id]
            for table in SERVICES.values()
        }


Tell = Callable[[Day], Iterator[Finding]]


@dataclass(frozen=True)
class Story:
    """One story: the part that it belongs to, and how it goes."""

    part: str
    tell: Tell


def told(day: Day, stories: tuple[Story, ...]) -> Day:
    """Tell the stories in their order; return the day."""
    for story in stories:
        found = day.findings.setdefault(story.part, [])
        day.told[story.part] = day.told.get(story.part, 0) + 1
        try:
            found.extend(story.tell(day))
        except (ClientError, BotoCoreError) as error:
            found.append(Finding("using what was built", None, str(error), "the call works"))
    return day
