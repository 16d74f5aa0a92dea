"""EventBridge Scheduler in one account: each schedule's next moment, and what happens then.

`account.settle` waits for a schedule that is due once (``at(...)``), if it is due soon enough. It does not wait for one
that recurs, whose moments come in their turn as time passes: ``account.clock.advance(3600)``, or `time.sleep`.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from moto.scheduler.models import Schedule, scheduler_backends

from course.clock import Due

from .delivery import deliver
from .expressions import Expression, parse

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Scheduler"]


class Scheduler:
    """The acting side of an account's schedules."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._next: dict[str, Due] = {}

    def follow(self, schedule: Schedule) -> None:
        """Begin, or begin anew, to act for a schedule; one that is disabled does nothing."""
        self.forget(schedule.arn)
        if schedule.state != "ENABLED":
            return
        now = self._account.clock.now
        begin = now if schedule.start_date is None else _moment(schedule.start_date)
        expression = parse(schedule.schedule_expression, schedule.schedule_expression_timezone)
        # Without a StartDate a rate is due at once; its page says so.
        self._plan(schedule, expression, begin, max(now, begin) - timedelta(microseconds=1))

    def forget(self, arn: str) -> None:
        """Act no more for a schedule."""
        if due := self._next.pop(arn, None):
            due.cancel()

    def _plan(self, schedule: Schedule, expression: Expression, begin: datetime, since: datetime) -> bool:
        """Put the next moment on the agenda; tell whether there is one."""
        moment = expression.after(since, begin)
        if moment is None or (schedule.end_date is not None and moment > _moment(schedule.end_date)):
            return False
        clock, name = self._account.clock, f"schedule {schedule.name}"
        at = (moment - clock.start).total_seconds() + self._offset(schedule, moment)
        # What is due now is no wait for anybody, however often it will come again.
        put = clock.recur_at if expression.recurring and at > clock.elapsed else clock.call_at
        self._next[schedule.arn] = put(at, lambda: self._act(schedule, expression, begin, moment), name)
        return True

    def _offset(self, schedule: Schedule, moment: datetime) -> float:
        """Return the seconds into its flexible window at which a schedule acts."""
        minutes = schedule.flexible_time_window.get("MaximumWindowInMinutes") or 0
        chance = random.Random(f"{self._account.seed} {schedule.arn} {moment.isoformat()}")
        return round(chance.uniform(0, minutes * 60), 3)

    def _act(self, schedule: Schedule, expression: Expression, begin: datetime, moment: datetime) -> None:
        del self._next[schedule.arn]
        goes_on = self._plan(schedule, expression, begin, moment)
        name = f"invocation by schedule {schedule.name}"
        self._account.clock.spawn(self._deliver, schedule, moment, goes_on, name=name)

    def _deliver(self, schedule: Schedule, moment: datetime, goes_on: bool) -> None:  # noqa: FBT001  spawn hands it on
        deliver(self._account, schedule, moment)
        if not goes_on and schedule.action_after_completion == "DELETE":
            groups = scheduler_backends[self._account.id][self._account.region].schedule_groups
            group = groups.get(schedule.group_name)
            if group and group.schedules.get(schedule.name) is schedule:
                del group.schedules[schedule.name]


def _moment(seconds: object) -> datetime:
    """Return the moment that moto keeps as seconds since 1970."""
    return datetime.fromtimestamp(float(str(seconds)), UTC)
