"""What a filter knows of one JSON value: its kind, whether it equals another, and how to show it to a person."""

import json
from decimal import Decimal

from course import facts

__all__ = ["comparable", "is_number", "kind", "same", "show"]

_LONGEST_SHOWN = 60
_KINDS: dict[type, str] = {str: "text", int: "number", float: "number", list: "list", dict: "object"}


def is_number(value: object) -> bool:
    """Tell whether a value is a JSON number; Python's booleans are numbers too, JSON's are not."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def comparable(value: object) -> int | None:
    """Return a number as numeric conditions compare it, cut off after some digits and scaled to a whole number.

    None for anything that is no number, or is out of range. Source:
    https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
    """
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    if not abs(value) <= facts.value("sns.filter.number"):
        return None
    # By way of Decimal, because 8.2 * 10**6 is a little less than 8200000.
    return int(Decimal(repr(value)).scaleb(facts.value("sns.filter.decimals_compared")))


def same(left: object, right: object) -> bool:
    """Tell whether two JSON values are equal to a filter: of one kind, and numbers to their comparable digits."""
    if is_number(left) and is_number(right):
        ours, theirs = comparable(left), comparable(right)
        return left == right if ours is None or theirs is None else ours == theirs
    return type(left) is type(right) and left == right


def kind(value: object) -> str:
    """Name the kind of a value: text, number, list, object, or "" where the value names itself (true, null)."""
    return _KINDS.get(type(value), "")


def show(value: object) -> str:
    """Return a value as JSON, cut where it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = f"a {type(value).__name__}"
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
