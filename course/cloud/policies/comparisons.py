"""The operators of conditions: how a value that is wanted compares with one that a request has.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

from .patterns import arn_like, like, plain

__all__ = ["COMPARISONS", "NEGATED", "Comparison"]

Comparison = Callable[[str, str], bool]


def _alike(wanted: str, found: str) -> bool:
    return plain(wanted).lower() == found.lower()


def _of_numbers(compare: Callable[[float, float], bool]) -> Comparison:
    def holds(wanted: str, found: str) -> bool:
        try:
            return compare(float(found), float(wanted))
        except ValueError:
            return False

    return holds


def _of_dates(compare: Callable[[datetime, datetime], bool]) -> Comparison:
    def holds(wanted: str, found: str) -> bool:
        ours, theirs = _moment(wanted), _moment(found)
        return ours is not None and theirs is not None and compare(theirs, ours)

    return holds


def _moment(text: str) -> datetime | None:
    """Read a date as ISO 8601 has it, or as seconds since 1970."""
    try:
        if text.lstrip("-").replace(".", "", 1).isdigit() and len(text.lstrip("-").split(".")[0]) > 4:
            return datetime.fromtimestamp(float(text), UTC)
        moment = datetime.fromisoformat(text if len(text) > 4 else f"{text}-01-01")
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _within(wanted: str, found: str) -> bool:
    try:
        return ip_address(found) in ip_network(wanted, strict=False)
    except ValueError:
        return False


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}

COMPARISONS: dict[str, Comparison] = {
    "StringEquals": lambda wanted, found: plain(wanted) == found,
    "StringEqualsIgnoreCase": _alike,
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": _alike,
    "BinaryEquals": lambda wanted, found: wanted == found,
    "IpAddress": _within,
    **{f"Numeric{name}": _of_numbers(order) for name, order in _ORDERS.items()},
    **{f"Date{name}": _of_dates(order) for name, order in _ORDERS.items()},
}
"""Operator -> whether a value that the policy wants fits one that the request has."""

NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}
"""Operators that hold where another one does not."""
