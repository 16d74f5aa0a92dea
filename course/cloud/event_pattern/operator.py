"""What one kind of condition is, and what all of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.cloud.filter_policy.errors import ConditionError

__all__ = ["Operator", "Test", "check_one_key", "check_text"]

Test = Callable[[object], bool]
"""Tells whether a value that is there satisfies a condition."""


@dataclass(frozen=True)
class Operator:
    """One kind of condition.

    `check(operand)` raises ConditionError for an operand that AWS refuses; `test(operand)` returns the Test; `says`
    completes "the pattern wants ..."; `compares` is the only kind of value it can be true of ("text", "number"), or
    "" when it can be true of any.
    """

    check: Callable[[Any], None]
    test: Callable[[Any], Test]
    says: Callable[[Any], str]
    compares: str = ""


def check_one_key(expression: dict[str, Any]) -> None:
    """Raise ConditionError for an object that does not name exactly one condition."""
    if len(expression) != 1:
        raise ConditionError(
            "Only one key allowed in match expression" if expression else "Match expression name not found",
            "Write one object for each condition: [{...}, {...}].",
        )


def check_text(name: str) -> Callable[[object], None]:
    """Return the check of an operand that has to be a text."""

    def check_operand(operand: object) -> None:
        if not isinstance(operand, str):
            raise ConditionError(
                f"{name} match pattern must be a string", f'Write one text: {{"{name}": "..."}}.'
            )

    return check_operand
