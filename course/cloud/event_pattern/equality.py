"""The condition that is a plain value: the event's value has to be the same."""

from decimal import Decimal

from course.cloud.filter_policy.json_values import is_number, show

from .numbers import comparable
from .operator import Test

__all__ = ["equal", "plain"]


def plain(value: object) -> str:
    """Return a value as a sentence names it."""
    return f"the number {_shown(value)}" if is_number(value) else show(value)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else show(value)


def equal(wanted: object) -> Test:
    """Return the test for a value: of one kind with the wanted one, numbers whatever their notation."""
    if isinstance(wanted, str):
        return lambda value: isinstance(value, str) and value == wanted
    if wanted is None or isinstance(wanted, bool):
        return lambda value: value is wanted
    number = comparable(wanted)
    if number is None:
        return lambda value: type(value) is type(wanted) and str(value) == str(wanted)
    return lambda value: comparable(value) == number
