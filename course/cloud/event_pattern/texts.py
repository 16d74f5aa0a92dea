"""The conditions that only a text can satisfy."""

from collections.abc import Callable
from typing import Any

from course.cloud.filter_policy import wildcard
from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import show

from .equality import equal
from .operator import Operator, Test, check_one_key, check_text

__all__ = ["TEXTS"]


def _texts(holds: Callable[[str, Any], bool], pattern: Any) -> Test:
    return lambda value: isinstance(value, str) and holds(value, pattern)


def _folded(holds: Callable[[str, Any], bool], pattern: str) -> Test:
    lower = pattern.lower()
    return lambda value: isinstance(value, str) and holds(value.lower(), lower)


def _end_operator(name: str, holds: Callable[[str, Any], bool], words: str) -> Operator:
    """Return prefix or suffix, either of which may look past upper and lower case."""

    def check_end(operand: object) -> None:
        if not isinstance(operand, dict):
            check_text(name)(operand)
            return
        for inner in operand:
            if inner != "equals-ignore-case":
                # AWS speaks of anything-but here, too.
                raise ConditionError(
                    f"Unsupported anything-but pattern: {inner}",
                    f'Inside {name} there can be {{"equals-ignore-case": "..."}}.',
                )
        check_one_key(operand)
        check_text("equals-ignore-case")(operand["equals-ignore-case"])

    def test_end(operand: Any) -> Test:
        if isinstance(operand, dict):
            return _folded(holds, operand["equals-ignore-case"])
        return _texts(holds, operand)

    def says_end(operand: Any) -> str:
        if isinstance(operand, dict):
            return f"a text that {words}, in upper or lower case, {show(operand['equals-ignore-case'])}"
        return f"a text that {words} {show(operand)}"

    return Operator(check_end, test_end, says_end, "text")


def _check_wildcard(operand: object) -> None:
    check_text("wildcard")(operand)
    wildcard.check(str(operand))


TEXTS: dict[str, Operator] = {
    "equals-ignore-case": Operator(
        check_text("equals-ignore-case"),
        lambda operand: _folded(str.__eq__, operand),
        lambda operand: f"a text that is, in upper or lower case, {show(operand)}",
        "text",
    ),
    "exactly": Operator(check_text("exact"), equal, show, "text"),
    "prefix": _end_operator("prefix", str.startswith, "begins with"),
    "suffix": _end_operator("suffix", str.endswith, "ends in"),
    "wildcard": Operator(
        _check_wildcard,
        lambda pattern: lambda value: wildcard.holds(pattern, value),
        lambda pattern: f"a text like {show(pattern)} (* is any text)",
        "text",
    ),
}
