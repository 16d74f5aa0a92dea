"""Why an alarm is in its state, in CloudWatch's words."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .alarm import Alarm
from .judging import Value, Verdict

__all__ = ["data", "sentence", "stamp"]

_WORDS = {
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "GreaterThanThreshold": "greater than",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}
_TREATED = {"breaching": "Breaching", "notBreaching": "NonBreaching"}


def sentence(
    alarm: Alarm, state: str, verdict: Verdict, values: Sequence[Value], begins: Sequence[float]
) -> str:
    """Return the StateReason. `values` and `begins` are those of all the periods that were looked at."""
    missing = _TREATED.get(alarm.missing)
    if not verdict.used:
        count = _count(verdict.filled, "datapoint")
        if state == "INSUFFICIENT_DATA" or missing is None:
            return f"Insufficient Data: {count} {_were(verdict.filled)} unknown."
        periods = _count(verdict.filled, "period")
        return (
            f"Threshold Crossed: no datapoints were received for {periods} and "
            f"{_count(verdict.filled, 'missing datapoint')} {_were(verdict.filled)} treated as [{missing}]."
        )
    shown = ", ".join(
        f"{values[place]} ({datetime.fromtimestamp(begins[place], UTC):%d/%m/%y %H:%M:%S})"
        for place in reversed(verdict.used)
    )
    crossed = _WORDS[alarm.asked["ComparisonOperator"]]
    threshold = float(alarm.asked["Threshold"])
    verb = _were(len(verdict.used)) if state == "ALARM" else f"{_were(len(verdict.used))} not"
    least = alarm.datapoints if state == "ALARM" else alarm.periods - alarm.datapoints + 1
    change = "OK -> ALARM" if state == "ALARM" else "ALARM -> OK"
    filled = (
        f" and {_count(verdict.filled, 'missing datapoint')} treated as [{missing}]"
        if verdict.filled and missing
        else ""
    )
    return (
        f"Threshold Crossed: {len(verdict.used)} out of the last {alarm.periods} datapoints [{shown}]{filled} {verb} "
        f"{crossed} the threshold ({threshold}) (minimum {_count(least, 'datapoint')} for {change} transition)."
    )


def data(
    alarm: Alarm, verdict: Verdict, values: Sequence[Value], begins: Sequence[float], now: datetime
) -> Mapping[str, Any]:
    """Return the StateReasonData."""
    found: dict[str, Any] = {"version": "1.0", "queryDate": stamp(now)}
    if verdict.used:
        found["startDate"] = stamp(datetime.fromtimestamp(begins[verdict.used[0]], UTC))
    if "MetricName" in alarm.asked:
        found["statistic"] = alarm.asked.get("Statistic") or alarm.asked["ExtendedStatistic"]
        found["period"] = alarm.asked["Period"]
    evaluated = [
        {"timestamp": stamp(datetime.fromtimestamp(begins[place], UTC)), "value": values[place]}
        for place in reversed(verdict.used)
    ]
    return found | {
        "recentDatapoints": [values[place] for place in verdict.used],
        "threshold": float(alarm.asked["Threshold"]),
        "evaluatedDatapoints": evaluated,
    }


def stamp(moment: datetime) -> str:
    """Return a moment as alarms write it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}+0000"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
