"""The logic of choice rules: which follows from which, and which are each other's opposite.

A comparison holds for values of its own type alone, and fails the execution where its Variable is absent; so every
comparison that holds says as well what type the value has, and that it is there.
"""

import re
from typing import Any

from course.asl.json_types import is_number
from course.asl.jsonpath.operators import COMPARISONS

__all__ = ["Condition", "always", "comparison", "condition", "follows", "is_narrow", "negates"]

_NOT_CONDITIONS = ("Next", "Comment", "Assign", "Output")
_TYPES = {"String": "IsString", "Numeric": "IsNumeric", "Boolean": "IsBoolean", "Timestamp": "IsTimestamp"}
_OPPOSITES = {
    "NumericLessThan": "NumericGreaterThanEquals",
    "NumericGreaterThanEquals": "NumericLessThan",
    "NumericGreaterThan": "NumericLessThanEquals",
    "NumericLessThanEquals": "NumericGreaterThan",
}
# By operator: the interval of numbers it holds for, as (has a lower bound, it belongs, has an upper bound, it belongs).
_INTERVALS = {
    "NumericEquals": (True, True, True, True),
    "NumericGreaterThan": (True, False, False, False),
    "NumericGreaterThanEquals": (True, True, False, False),
    "NumericLessThan": (False, False, True, False),
    "NumericLessThanEquals": (False, False, True, True),
}
_WIDE = ("Is", "Numeric", "StringMatches")
Condition = dict[str, Any]
_ALWAYS = re.compile(r"\{%\s*true\s*%\}")


def always(rule: Condition) -> bool:
    """Say whether a rule matches whatever comes."""
    condition = rule.get("Condition")
    return condition is True or (isinstance(condition, str) and _ALWAYS.fullmatch(condition) is not None)


def condition(rule: Any) -> Condition:
    """Return what a rule, or a test within it, asks: without its Next, Comment and the like."""
    if not isinstance(rule, dict):
        return {}
    asked = {name: value for name, value in rule.items() if name not in _NOT_CONDITIONS}
    for name in ("And", "Or"):
        if isinstance(asked.get(name), list):
            asked[name] = [condition(part) for part in asked[name]]
    if "Not" in asked:
        asked["Not"] = condition(asked["Not"])
    return asked


def comparison(one: Condition) -> tuple[str, str, Any] | None:
    """Return Variable, operator and value of a condition that is a single comparison."""
    variable = one.get("Variable")
    if not isinstance(variable, str) or len(one) != 2:
        return None
    operator = next(name for name in one if name != "Variable")
    return variable, operator, one[operator]


def is_narrow(one: Condition) -> bool:
    """Say whether a condition holds for a single value, so that no other comparison follows from it."""
    compared = comparison(one)
    return compared is not None and not compared[1].startswith(_WIDE)


def follows(one: Condition, other: Condition) -> bool:
    """Say whether `other` certainly holds wherever `one` does. When in doubt, False."""
    return _follows(one, other, {})


def negates(rule: Condition, other: Condition) -> bool:
    """Say whether one of the two certainly holds, for a value of the type that both compare. When in doubt, False."""
    for one, two in ((rule, other), (other, rule)):
        if set(one) == {"Not"} and _follows(one["Not"], two, {}):
            return True
    compared, counterpart = comparison(rule), comparison(other)
    if compared is None or counterpart is None or compared[0] != counterpart[0]:
        return False
    (_, operator, value), (_, against, opposite) = compared, counterpart
    if operator == against:
        return (value is True and opposite is False) or (value is False and opposite is True)
    return _OPPOSITES.get(operator) == against and is_number(value) and bool(value == opposite)


def _follows(rule: Any, other: Any, answered: dict[tuple[int, int], bool]) -> bool:
    """Answer for two parts of conditions; `answered` keeps the answers, for the same parts meet again and again."""
    key = (id(rule), id(other))
    if key not in answered:
        answered[key] = bool(rule and other) and (
            rule == other
            or always(other)
            or _follows_by_parts(rule, other, answered)
            or _follows_by_value(rule, other)
        )
    return answered[key]


def _follows_by_parts(rule: Condition, other: Condition, answered: dict[tuple[int, int], bool]) -> bool:
    if every := _parts(other, "And"):
        return all(_follows(rule, part, answered) for part in every)
    if each := _parts(rule, "Or"):
        return all(_follows(part, other, answered) for part in each)
    if set(rule) == set(other) == {"Not"}:
        return _follows(other["Not"], rule["Not"], answered)
    inner = (_follows(part, other, answered) for part in _parts(rule, "And"))
    outer = (_follows(rule, part, answered) for part in _parts(other, "Or"))
    return any(inner) or any(outer)


def _follows_by_value(rule: Condition, other: Condition) -> bool:
    compared, wider = comparison(rule), comparison(other)
    if compared is None or wider is None or compared[0] != wider[0]:
        return False
    (_, operator, value), (_, against, bound) = compared, wider
    if against == "IsPresent":
        return bound is True and not operator.startswith("Is")
    if against in _TYPES.values():
        return bound is True and _TYPES.get(_compared_type(operator)) == against
    if against == "StringMatches" and operator == "StringEquals":
        return COMPARISONS["StringMatches"](value, bound)
    return (
        operator in _INTERVALS
        and against in _INTERVALS
        and is_number(value)
        and is_number(bound)
        and _within((operator, value), (against, bound))
    )


def _within(inner: tuple[str, float], outer: tuple[str, float]) -> bool:
    (low, low_belongs, high, high_belongs), (least, least_belongs, most, most_belongs) = (
        _INTERVALS[inner[0]],
        _INTERVALS[outer[0]],
    )
    value, bound = inner[1], outer[1]
    above = not least or (low and (value > bound or (value == bound and (least_belongs or not low_belongs))))
    below = not most or (high and (value < bound or (value == bound and (most_belongs or not high_belongs))))
    return above and below


def _parts(condition: Condition, name: str) -> list[Condition]:
    """Return the parts of a condition that is an And, or an Or; none of any other."""
    parts = condition[name] if set(condition) == {name} else []
    return parts if isinstance(parts, list) else []


def _compared_type(operator: str) -> str:
    return next((name for name in _TYPES if operator.startswith(name)), "")
