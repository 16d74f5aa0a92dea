"""The rules of an account's buses: what they say, why one does not want an event, and mistakes that show in them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from course.cloud.event_pattern import parse
from course.cloud.event_pattern.operators import OPERATORS
from grader.checks import Answer
from grader.rubrics.insurer import ACCOUNT

__all__ = ["Rule", "rules_of", "scalar_leaf", "spelled_wrong", "wants_one_event", "why_not"]

ENVELOPE = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail")
# What is another with each event. An account's number is not, but a rule that waits for another account's waits in vain.
CHANGING = ("id", "time")


@dataclass(frozen=True)
class Rule:
    """A rule: its name and bus, its pattern (None where it has a schedule), the ARNs of its targets."""

    name: str
    bus: str
    pattern: dict[str, Any] | None
    targets: tuple[str, ...]


def rules_of(account: Any) -> list[Rule]:
    """Return all rules of an account, without a call; those that archives make for themselves left out."""
    return [
        Rule(rule.name, bus.name, _pattern(rule), tuple(target["Arn"] for target in rule.targets))
        for bus in account.events.backend.event_buses.values()
        for rule in bus.rules.values()
        if not rule.managed_by
    ]


def why_not(rules: Iterable[Rule], arn: str, event: dict[str, Any]) -> str:
    """Return why no rule of the default bus brings an event to a target."""
    aiming = [rule for rule in rules if arn in rule.targets]
    here = [rule for rule in aiming if rule.bus == "default" and rule.pattern is not None]
    if not aiming:
        return "no rule has it as a target"
    if not here:
        return f"the rule {aiming[0].name} has it as a target, on the bus {aiming[0].bus}"
    decision = parse(json.dumps(here[0].pattern)).decide(event)
    reason = decision.deciding.reason if decision.deciding else decision.reason
    return f"rule {here[0].name}: {reason}"


def scalar_leaf(answer: Answer, rules: Callable[[], Iterable[Rule]] = tuple) -> bool:
    """Tell whether AWS refused a pattern because the value of a field is no list, or one holds a condition outside of a list.

    The second AWS takes: for a field of that name. `rules` are looked at where the answer made any.
    """
    if answer.stuck is None:
        return any(_bare_condition(rule.pattern or {}) for rule in rules())
    trouble = answer.stuck
    raised = trouble.raised if trouble else None
    return (
        raised is not None
        and raised.code == "InvalidEventPatternException"
        and "must be an object or an array" in raised.message
    )


def _bare_condition(pattern: dict[str, Any]) -> bool:
    objects = [value for value in pattern.values() if isinstance(value, dict)]
    return any(each.keys() & OPERATORS.keys() or _bare_condition(each) for each in objects)


def spelled_wrong(rules: Iterable[Rule]) -> bool:
    """Tell whether a pattern names a part of the envelope as no event spells it: `detail_type`, `DetailType`, `Source`."""
    plainly = {_letters(name) for name in ENVELOPE}
    keys = [key for rule in rules for key in rule.pattern or {}]
    return any(key not in ENVELOPE and _letters(key) in plainly for key in keys)


def wants_one_event(rules: Iterable[Rule]) -> bool:
    """Tell whether a pattern names the id or the time of an event, or an account that is not this one."""
    patterns = [rule.pattern or {} for rule in rules]
    return any(
        any(_literals(pattern.get(name)) for name in CHANGING)
        or any(literal != ACCOUNT for literal in _literals(pattern.get("account")))
        for pattern in patterns
    )


def _pattern(rule: Any) -> dict[str, Any] | None:
    text = rule.event_pattern.dump()
    return json.loads(text) if text else None


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name)).lower()


def _literals(accepted: Any) -> list[str]:
    return [each for each in accepted if isinstance(each, str)] if isinstance(accepted, list) else []
