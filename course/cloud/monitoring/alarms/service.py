"""The alarms of one account, and how they come to their states."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.metrics.queries import answer_queries, metrics_of, period_of
from course.cloud.monitoring.refused import RefusedError
from course.facts import value

from .acting import announce
from .alarm import Alarm, State, queries_of
from .composite import AlarmRule, parse
from .history import History, configured, state_changed
from .judging import Rule, judge
from .reasons import data, sentence
from .watch import Watch

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Alarms"]

_BEGINNING = "Unchecked: Initial alarm creation"


class Alarms:
    """All alarms by name, their tags by ARN, and their history."""

    def __init__(self, account: "Account") -> None:
        self.account = account
        self.alarms: dict[str, Alarm] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.history = History()
        self._watches: dict[str, Watch] = {}
        self._rules: dict[str, AlarmRule] = {}

    def put_metric_alarm(self, asked: Mapping[str, Any]) -> None:
        """Create or replace an alarm over metrics; it is judged at the end of this minute."""
        queries = queries_of(asked)
        alarm = self._put(asked, queries)
        self._watches[alarm.name] = Watch(
            self.account,
            alarm.name,
            metrics_of(queries),
            period_of(queries),
            alarm.periods + value("cloudwatch.alarm.further_periods"),
            lambda mark: self._judge(alarm, mark),
        )

    def put_composite_alarm(self, asked: Mapping[str, Any]) -> None:
        """Create or replace an alarm over alarms; it is judged at once. Raises RefusedError."""
        rule = parse(asked["AlarmRule"])
        if missing := [name for name in rule.names if name not in self.alarms]:
            raise RefusedError(
                "ValidationError", f"AlarmRule names alarms that do not exist: {', '.join(missing)}."
            )
        if asked["AlarmName"] in self._below(rule.names):
            raise RefusedError(
                "ValidationError", f"AlarmRule of {asked['AlarmName']} depends on that alarm itself."
            )
        alarm = self._put(asked, ())
        self._rules[alarm.name] = rule
        self._judge_composite(alarm, rule, "")

    def delete(self, names: Sequence[str]) -> None:
        """Delete alarms; none of them where one is not there. Raises RefusedError."""
        if missing := [name for name in names if name not in self.alarms]:
            raise RefusedError("ResourceNotFound", f"Alarms not found: {', '.join(missing)}", 404)
        for name in names:
            alarm = self.alarms.pop(name)
            self._stop(name)
            self.tags.pop(alarm.arn, None)
            self.history.add(configured(alarm, self.account.clock.now, "deleted"))

    def set_state(self, name: str, state: str, reason: str, reason_data: Mapping[str, Any] | None) -> None:
        """Set an alarm's state by hand; when time passes it will be judged again. Raises RefusedError."""
        if name not in self.alarms:
            raise RefusedError("ResourceNotFound", f"Alarm {name} was not found.", 404)
        self._become(self.alarms[name], state, reason, reason_data)
        if watch := self._watches.get(name):
            watch.look_again()

    def children(self, name: str) -> tuple[str, ...]:
        """Return the alarms that a composite alarm asks about."""
        return self._rules[name].names if name in self._rules else ()

    def _put(self, asked: Mapping[str, Any], queries: Sequence[Mapping[str, Any]]) -> Alarm:
        now, name = self.account.clock.now, asked["AlarmName"]
        before = self.alarms.get(name)
        self._stop(name)
        arn = f"arn:aws:cloudwatch:{self.account.region}:{self.account.id}:alarm:{name}"
        state = before.state if before else State("INSUFFICIENT_DATA", _BEGINNING, None, now)
        changed = before.changed if before else now
        enabled = asked.get("ActionsEnabled", True)
        alarm = Alarm(name, arn, asked, now, state, changed, enabled, queries)
        self.alarms[name] = alarm
        if before is None and asked.get("Tags"):
            self.tags[arn] = {each["Key"]: each["Value"] for each in asked["Tags"]}
        self.history.add(configured(alarm, now, "updated" if before else "created"))
        return alarm

    def _stop(self, name: str) -> None:
        if watch := self._watches.pop(name, None):
            watch.end()
        self._rules.pop(name, None)

    def _judge(self, alarm: Alarm, mark: float) -> None:
        """Judge a metric alarm over the periods that end at `mark`."""
        period = period_of(alarm.queries)
        every = alarm.periods + value("cloudwatch.alarm.further_periods")
        begins = [mark - number * period for number in range(every, 0, -1)]
        series = answer_queries(self.account.metrics, alarm.queries, begins[0], mark)
        shown = next(each["Id"] for each in alarm.queries if each.get("ReturnData", True))
        values = [series[shown].get(begin) for begin in begins]
        asked = alarm.asked
        rule = Rule(
            alarm.periods, alarm.datapoints, asked["ComparisonOperator"], asked["Threshold"], alarm.missing
        )
        verdict = judge(values, rule)
        if verdict.state is not None and verdict.state != alarm.state.value:
            reason = sentence(alarm, verdict.state, verdict, values, begins)
            about = data(alarm, verdict, values, begins, self.account.clock.now)
            with self.account.trace.caused_by(None):
                self._become(alarm, verdict.state, reason, about)

    def _judge_composite(self, alarm: Alarm, rule: AlarmRule, child: str) -> None:
        state = "ALARM" if rule.holds(self._state_of) else "OK"
        if state == alarm.state.value:
            return
        if not child:
            reason = f"{alarm.arn} was created and its alarm rule evaluates to {state}"
        else:
            cause = self.alarms[child]
            reason = f"{cause.arn} transitioned to {cause.state.value} at {cause.state.since:%A %d %B, %Y %H:%M:%S} UTC"
        self._become(alarm, state, reason, None)

    def _become(self, alarm: Alarm, value: str, reason: str, about: Mapping[str, Any] | None) -> None:
        before, now = alarm.state, self.account.clock.now
        alarm.state = State(value, reason, about, now)
        if value == before.value:
            return
        alarm.changed = now
        self.history.add(state_changed(alarm, now, before))
        announce(self.account, self.history, alarm, before)
        for name, rule in list(self._rules.items()):
            if alarm.name in rule.names:
                self._judge_composite(self.alarms[name], rule, alarm.name)

    def _state_of(self, name: str) -> str:
        return self.alarms[name].state.value if name in self.alarms else ""

    def _below(self, names: Sequence[str]) -> set[str]:
        """Return these alarms and all that they depend on."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self.children(name))
        return found
