"""An account with schedules, and short ways to make them."""

from datetime import timedelta
from typing import Any

import pytest

ROLE = "arn:aws:iam::123456789012:role/r"


class Timetable:
    """An account whose Scheduler calls a queue."""

    def __init__(self, lab: Any) -> None:
        self.lab = lab
        self.account = lab.account
        self.clock = lab.account.clock
        self.scheduler = lab.account.client("scheduler")
        self.url = lab.queue("reminders")
        self.arn = lab.arn(self.url)

    def create(self, expression: str, name: str = "s", *, target: Any = None, **settings: Any) -> str:
        asked = {
            "Name": name,
            "ScheduleExpression": expression,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "Target": {"Arn": self.arn, "RoleArn": ROLE, "Input": name, **(target or {})},
            **settings,
        }
        return self.scheduler.create_schedule(**asked)["ScheduleArn"]

    def soon(self, seconds: float) -> str:
        """An expression that is due once, so many seconds from now."""
        return f"at({self.clock.now + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S})"

    def bodies(self) -> list[str]:
        return self.lab.bodies(self.url)

    def last(self) -> dict[str, Any]:
        span = self.account.trace.find(kind="delivery", service="scheduler")[-1]
        return {"status": span.status, "target": span.target, "at": span.start, **span.detail}


@pytest.fixture
def timetable(lab: Any) -> Timetable:
    return Timetable(lab)
