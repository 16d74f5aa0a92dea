"""Rules with a schedule: on each tick their targets get a Scheduled Event.

The tick of a schedule comes in its turn as time passes; `account.settle` does not wait for it, since it comes again and
again. To see it, let time pass: ``account.clock.advance(3600)``, or `time.sleep`.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
"""

from datetime import datetime
from typing import TYPE_CHECKING

from moto.events.models import Rule

from course.clock import Due
from course.cloud.scheduler.expressions import Expression, parse

if TYPE_CHECKING:
    from .service import Events

__all__ = ["Ticks"]


class Ticks:
    """The next tick of each scheduled rule."""

    def __init__(self, events: "Events") -> None:
        self._events = events
        self._next: dict[str, Due] = {}

    def follow(self, rule: Rule) -> None:
        """Begin, or begin anew, to tick for a rule; one without a schedule, or disabled, does not tick."""
        if due := self._next.pop(rule.arn, None):
            due.cancel()
        if rule.scheduled_expression and rule.state == "ENABLED":
            now = self._events.account.clock.now
            self._plan(rule, parse(rule.scheduled_expression, once=False), now)

    def forget(self, arn: str) -> None:
        """Tick no more for a rule."""
        if due := self._next.pop(arn, None):
            due.cancel()

    def _plan(self, rule: Rule, expression: Expression, begin: datetime) -> None:
        clock = self._events.account.clock
        following = expression.after(clock.now, begin)
        if following is not None:
            at = (following - clock.start).total_seconds()
            name = f"tick of rule {rule.name}"
            self._next[rule.arn] = clock.recur_at(at, lambda: self._tick(rule, expression, begin), name)

    def _tick(self, rule: Rule, expression: Expression, begin: datetime) -> None:
        event = self._events.event(
            source="aws.events", detail_type="Scheduled Event", detail={}, resources=[rule.arn]
        )
        self._events.fire(rule, event)
        self._plan(rule, expression, begin)
