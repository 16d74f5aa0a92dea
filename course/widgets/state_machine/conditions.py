"""A Choice rule in words, in both query languages."""

import json
from typing import Any

__all__ = ["condition"]

_OPERATORS = {
    "Equals": "=",
    "LessThan": "<",
    "LessThanEquals": "≤",
    "GreaterThan": ">",
    "GreaterThanEquals": "≥",
    "Matches": "like",
}
_TYPES = ("String", "Numeric", "Timestamp", "Boolean")
_TESTS = {
    "IsPresent": "is there",
    "IsNull": "is null",
    "IsBoolean": "is a boolean",
    "IsNumeric": "is a number",
    "IsString": "is text",
    "IsTimestamp": "is a time",
}
_NEGATED = {
    "=": "≠",
    "like": "not like",
    **{said: said.replace("is", "is not", 1) for said in _TESTS.values()},
}
_LONGEST = 22  # characters of a path that is written in full where it is to be short

# A comparison: a path, what is asked of it, and what it is compared with, which may be empty.
_Asked = tuple[str, str, str]


def condition(rule: Any, *, short: bool = False) -> str:
    """Return what a rule asks, as a reader would say it: `amount > 100 and country = "NL"`.

    `short` writes the last step alone of a path that is long, and leaves out that a field is there where more is
    asked of it.
    """
    if not isinstance(rule, dict):
        return "not an object"
    if "Condition" in rule:
        return _expression(rule["Condition"], short=short)
    for word in ("And", "Or"):
        if isinstance(rule.get(word), list):
            return _joined(word.lower(), rule[word], short=short) or f"{word} of nothing"
    if "Not" in rule:
        return _negated(rule["Not"], short=short)
    return _said(_asked(rule, short=short))


def _joined(word: str, rules: list[Any], *, short: bool) -> str:
    parts: list[str] = []
    before: _Asked | None = None
    for rule in _without_presence(rules) if short and word == "and" else rules:
        asked = _asked(rule, short=short) if isinstance(rule, dict) and "Variable" in rule else None
        if word == "or" and asked and before and asked[:2] == before[:2] and asked[2]:
            parts.append(asked[2])
        else:
            parts.append(_inner(rule, short=short))
        before = asked
    return f" {word} ".join(parts)


def _without_presence(rules: list[Any]) -> list[Any]:
    asked = [
        rule.get("Variable") for rule in rules if isinstance(rule, dict) and rule.get("IsPresent") is not True
    ]
    return [
        rule
        for rule in rules
        if not (isinstance(rule, dict) and rule.get("IsPresent") is True and rule.get("Variable") in asked)
    ]


def _negated(rule: Any, *, short: bool) -> str:
    if isinstance(rule, dict) and "Variable" in rule:
        path, operator, other = _asked(rule, short=short)
        if operator in _NEGATED:
            return _said((path, _NEGATED[operator], other))
    return f"not {_inner(rule, short=short)}"


def _inner(rule: Any, *, short: bool) -> str:
    said = condition(rule, short=short)
    compound = isinstance(rule, dict) and any(word in rule for word in ("And", "Or"))
    return f"({said})" if compound and (" and " in said or " or " in said) else said


def _asked(rule: dict[str, Any], *, short: bool) -> _Asked:
    path = _path(rule.get("Variable", "?"), short=short)
    for name, value in rule.items():
        if name in _TESTS:
            said = _TESTS[name]
            return path, _NEGATED[said] if value is False else said, ""
        kind = next((each for each in _TYPES if name.startswith(each)), "")
        operator = _OPERATORS.get(name.removeprefix(kind).removesuffix("Path"))
        if kind and operator:
            if operator == "like" and isinstance(value, str) and "*" not in value:
                operator = "="
            other = (
                _path(value, short=short) if name.endswith("Path") else json.dumps(value, ensure_ascii=False)
            )
            return path, operator, other
    return path, "is compared with nothing", ""


def _said(asked: _Asked) -> str:
    return " ".join(filter(None, asked))


def _path(path: Any, *, short: bool) -> str:
    """Return a path without the sign of the document, which every path here begins with."""
    written = str(path).removeprefix("$.") or "$"
    if not short or len(written) <= _LONGEST or "(" in written:
        return written
    return "…" + written.rsplit(".", 1)[-1]


def _expression(written: Any, *, short: bool) -> str:
    if not isinstance(written, str):
        return json.dumps(written, default=str)
    bare = written.strip()
    if bare.startswith("{%") and bare.endswith("%}"):
        bare = bare[2:-2]
    bare = bare.replace("$states.input.", "")
    return " ".join((bare.replace("$states.", "") if short else bare).split())
