"""The conditions of a pattern, as a table from name to operator.

A condition is plain JSON: a value that has to be equal, or an object with one key that names an operator. To add an
operator is to add a line to the table. The words of the refusals are those AWS answers with.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from course.cloud.filter_policy import cidr, numeric
from course.cloud.filter_policy.errors import ConditionError
from course.cloud.filter_policy.json_values import is_number
from course.cloud.filter_policy.operators import EQUAL, split

from .anything_but import ANYTHING_BUT
from .equality import equal, plain
from .numbers import comparable
from .operator import Operator, Test, check_one_key
from .texts import TEXTS

__all__ = ["OPERATORS", "check", "compares", "says", "split", "test_of", "wants_absence"]


def check(condition: object) -> None:
    """Raise ConditionError, in AWS's words, if a condition is malformed."""
    if isinstance(condition, list):
        raise ConditionError(
            "Match value must be String, number, true, false, or null",
            "Write the values side by side in one list.",
        )
    if isinstance(condition, dict):
        check_one_key(condition)
        [name] = condition
        if name not in OPERATORS:
            raise ConditionError(
                f"Unrecognized match type {name}", f"The conditions are {', '.join(OPERATORS)}."
            )
        OPERATORS[name].check(condition[name])


def test_of(conditions: Sequence[Any]) -> Test:
    """Return a test for conditions of which one has to hold."""
    texts = frozenset(each for each in conditions if isinstance(each, str))
    others = [_test(each) for each in conditions if not isinstance(each, str)]
    if not others:
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: (isinstance(value, str) and value in texts) or any(test(value) for test in others)


def _test(condition: object) -> Test:
    name, operand = split(condition)
    return equal(operand) if name == EQUAL else OPERATORS[name].test(operand)


def wants_absence(condition: object) -> bool:
    """Tell whether a condition is satisfied by a field that is not there."""
    return isinstance(condition, dict) and condition.get("exists") is False


def says(condition: object) -> str:
    """Complete the sentence "the pattern wants ..."."""
    name, operand = split(condition)
    return plain(operand) if name == EQUAL else OPERATORS[name].says(operand)


def compares(condition: object) -> str:
    """Return the only kind of value that a condition can be true of: text, number, or "" for any."""
    name, operand = split(condition)
    if name != EQUAL:
        return OPERATORS[name].compares
    return "text" if isinstance(operand, str) else "number" if is_number(operand) else ""


def _check_numeric(terms: object) -> None:
    numeric.check(terms, comparable, "Cannot compare number")


def _test_numeric(terms: list[Any]) -> Test:
    bounds = [
        (numeric.COMPARISONS[name][0], comparable(limit))
        for name, limit in zip(terms[::2], terms[1::2], strict=True)
    ]

    def holds(value: object) -> bool:
        number = comparable(value)
        return number is not None and all(compare(number, limit) for compare, limit in bounds)

    return holds


def _check_cidr(block: object) -> None:
    if not isinstance(block, str):
        raise ConditionError("prefix match pattern must be a string", 'Write {"cidr": "10.0.0.0/24"}.')
    cidr.check(block)


def _test_cidr(block: str) -> Test:
    network = ip_network(block, strict=False)

    def holds(value: object) -> bool:
        if not isinstance(value, str):
            return False
        try:
            return ip_address(value) in network
        except ValueError:
            return False

    return holds


def _check_exists(operand: object) -> None:
    if not isinstance(operand, bool):
        raise ConditionError("exists match pattern must be either true or false.", 'Write {"exists": true}.')


OPERATORS: dict[str, Operator] = {
    "anything-but": ANYTHING_BUT,
    "cidr": Operator(_check_cidr, _test_cidr, lambda block: f"an IP address inside {block}", "text"),
    "exists": Operator(
        _check_exists,
        lambda operand: lambda _: operand is True,
        lambda operand: "any value at all" if operand else "no such field",
    ),
    "numeric": Operator(_check_numeric, _test_numeric, numeric.says, "number"),
    **TEXTS,
}
