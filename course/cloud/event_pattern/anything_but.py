"""The condition ``anything-but``: a value that is there, and is none of those named, nor like them."""

from typing import Any

from course.cloud.filter_policy import wildcard
from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import is_number
from course.cloud.filter_policy.operators import alternatives, check_excluded

from .equality import equal, plain
from .operator import Operator, Test, check_one_key
from .texts import TEXTS

__all__ = ["ANYTHING_BUT"]

# What can stand inside anything-but, and how AWS refuses there what is no text.
_NEGATABLE = {
    "prefix": "prefix/suffix match pattern must be a string",
    "suffix": "prefix/suffix match pattern must be a string",
    "equals-ignore-case": "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
    "wildcard": "wildcard match pattern must be a string",
}


def _check(operand: object) -> None:
    if isinstance(operand, dict):
        _check_negated(operand)
    elif isinstance(operand, list):
        check_excluded(operand)
    elif not isinstance(operand, str) and not is_number(operand):
        raise ConditionError("Value of anything-but must be an array or single string/number value.")


def _check_negated(operand: dict[str, Any]) -> None:
    for name in operand:
        if name not in _NEGATABLE:
            raise ConditionError(
                f"Unsupported anything-but pattern: {name}", f"Inside anything-but: {', '.join(_NEGATABLE)}."
            )
    check_one_key(operand)
    [(name, inner)] = operand.items()
    if isinstance(inner, dict):
        raise ConditionError("Value of anything-but must be an array or single string/number value.")
    if inner == []:
        raise ConditionError("Empty arrays are not allowed", f"Name at least one {name}.")
    for each in inner if isinstance(inner, list) else [inner]:
        _check_negated_text(name, each)


def _check_negated_text(name: str, text: object) -> None:
    if not isinstance(text, str):
        raise ConditionError(_NEGATABLE[name])
    if not text and name in {"prefix", "suffix"}:
        raise ConditionError("Null prefix/suffix not allowed", "Name at least one character.")
    if name == "wildcard":
        wildcard.check(text)


def _test(operand: object) -> Test:
    if isinstance(operand, dict):
        [(name, inner)] = operand.items()
        tests = [TEXTS[name].test(each) for each in (inner if isinstance(inner, list) else [inner])]
    else:
        tests = [equal(each) for each in (operand if isinstance(operand, list) else [operand])]
    return lambda value: not any(test(value) for test in tests)


def _says(operand: object) -> str:
    if isinstance(operand, dict):
        [(name, inner)] = operand.items()
        patterns = inner if isinstance(inner, list) else [inner]
        return f"anything but {alternatives(TEXTS[name].says(each) for each in patterns)}"
    return f"anything but {alternatives(map(plain, operand if isinstance(operand, list) else [operand]))}"


ANYTHING_BUT = Operator(_check, _test, _says)
