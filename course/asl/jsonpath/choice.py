"""Whether a Choice rule matches: And, Or, Not and the data tests, as States Language's "Choice State" has them."""

from typing import Any

from course.asl.scope import Scope

from .errors import PathNotFoundError, PathSyntaxError
from .failures import runtime
from .operators import COMPARISONS, IS
from .path import parse_path

__all__ = ["matches"]

NOTHING_THERE = "The choice state's condition path references an invalid value."
DEEPEST = 200


def matches(rule: Any, scope: Scope, depth: int = 0) -> bool:
    """Whether a rule matches; raises `EvaluationError` where a path that it compares leads nowhere."""
    if depth > DEEPEST:
        raise runtime(f"A Choice rule nests at most {DEEPEST} levels of And, Or and Not", "Choices")
    if not isinstance(rule, dict):
        return False
    if "And" in rule:
        rules = _rules(rule["And"])
        return bool(rules) and all(matches(inner, scope, depth + 1) for inner in rules)
    if "Or" in rule:
        return any(matches(inner, scope, depth + 1) for inner in _rules(rule["Or"]))
    if "Not" in rule:
        return not matches(rule["Not"], scope, depth + 1)
    return _test(rule, scope)


def _rules(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _test(rule: dict[str, Any], scope: Scope) -> bool:
    variable = rule.get("Variable")
    for name, wanted in rule.items():
        if name == "IsPresent":
            return _is_present(variable, scope) is wanted
        if name in IS:
            return IS[name](_value(variable, scope)) is wanted
        if name in COMPARISONS:
            return COMPARISONS[name](_value(variable, scope), wanted)
        if name.endswith("Path") and name[:-4] in COMPARISONS:
            return COMPARISONS[name[:-4]](_value(variable, scope), _value(wanted, scope))
    return False


def _is_present(variable: Any, scope: Scope) -> bool:
    try:
        _found(variable, scope)
    except (PathNotFoundError, PathSyntaxError):
        return False
    return True


def _found(text: Any, scope: Scope) -> Any:
    return parse_path(text).read(scope.effective, scope.context, scope.variables)


def _value(text: Any, scope: Scope) -> Any:
    try:
        return _found(text, scope)
    except (PathNotFoundError, PathSyntaxError):
        raise runtime(f"Invalid path '{text}': {NOTHING_THERE}", "Variable") from None
