"""Conditions of a policy statement, and whether a request satisfies them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
"""

from collections.abc import Iterator
from typing import NamedTuple

from .comparisons import COMPARISONS, NEGATED
from .patterns import Context, filled

__all__ = ["Condition", "accepted", "narrows", "satisfied", "unread"]

# Keys by which a statement can keep out whoever acts for somebody else's account.
_SOURCES = (
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:principalaccount",
    "aws:principalarn",
)

# Keys for which the lab knows a request's value, or knows that the request has none.
_KEYS = {
    *_SOURCES,
    "aws:currenttime",
    "aws:epochtime",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:principaltype",
    "aws:requestedregion",
    "aws:securetransport",
    "aws:sourceip",
    "aws:userid",
    "aws:username",
    "aws:viaawsservice",
    "s3:prefix",
}
_IF_EXISTS = "IfExists"
_SETS = ("ForAllValues", "ForAnyValue")


class Condition(NamedTuple):
    """One condition: operator as written, key in lower case, values. All of a statement's must be satisfied."""

    operator: str
    key: str
    values: tuple[str, ...]

    @property
    def quantifier(self) -> str:
        """ForAllValues, ForAnyValue, or ""."""
        return self.operator.partition(":")[0] if ":" in self.operator else ""

    @property
    def plain(self) -> str:
        """The operator without quantifier and IfExists."""
        return self.operator.rpartition(":")[2].removesuffix(_IF_EXISTS)

    @property
    def lenient(self) -> bool:
        """Whether a request that does not have the key passes."""
        return self.operator.endswith(_IF_EXISTS)

    def __str__(self) -> str:
        return f"{self.operator} {self.key} {' or '.join(self.values)}"


def _is_known(condition: Condition) -> bool:
    """Tell whether the operator is one of IAM's."""
    if condition.operator == "Null":
        return True
    return condition.quantifier in ("", *_SETS) and (
        condition.plain in COMPARISONS or condition.plain in NEGATED
    )


def unread(conditions: tuple[Condition, ...], also: Context | None = None) -> Iterator[str]:
    """Yield, as "operator key", the conditions of which nobody here can tell whether a request satisfies them.

    `also` holds further keys whose values are known.
    """
    for each in conditions:
        if not _is_known(each) or not (each.key in _KEYS or each.key in (also or {})):
            yield f"{each.operator} {each.key}"


def satisfied(condition: Condition, context: Context) -> bool:
    """Tell whether a request with these keys satisfies a condition; an unknown operator is never satisfied."""
    found = context.get(condition.key, ())
    values = (found,) if isinstance(found, str) else found
    if condition.operator == "Null":
        return any(value.lower() == str(not values).lower() for value in condition.values)
    if not _is_known(condition):
        return False
    negated = condition.plain in NEGATED
    if not values:
        if condition.quantifier:
            return condition.quantifier == "ForAllValues"
        # A key that the request does not have fails a comparison, and passes a negated one.
        return negated or condition.lenient
    compare = COMPARISONS[NEGATED.get(condition.plain, condition.plain)]
    wishes = [wish for each in condition.values if (wish := filled(each, context)) is not None]
    fits = [any(compare(wish, value) for wish in wishes) != negated for value in values]
    every = condition.quantifier == "ForAllValues" or (negated and not condition.quantifier)
    return all(fits) if every else any(fits)


def accepted(conditions: tuple[Condition, ...], key: str) -> tuple[str, ...]:
    """Return the values that conditions demand of a key; those that would also do without the key demand nothing."""
    return tuple(value for each in conditions if each.key == key and _demands(each) for value in each.values)


def narrows(conditions: tuple[Condition, ...]) -> bool:
    """Tell whether the conditions keep strangers out: one of them asks for an account, or for addresses."""
    return any(
        _demands(each) and all(_keeps_out(each, value) for value in each.values)
        for each in conditions
        if each.key in (*_SOURCES, "aws:sourceip")
    )


def _keeps_out(condition: Condition, value: str) -> bool:
    """Tell whether a value that a condition wants fits what belongs to one account, or comes from some addresses."""
    if condition.key == "aws:sourceip":
        return not value.endswith("/0")
    if condition.plain in ("StringEquals", "StringEqualsIgnoreCase"):
        return True
    is_arn = condition.key.endswith("arn")
    account = "".join(value.split(":", 5)[4:5]) if is_arn else value
    # The ARN of a bucket names no account, and yet no two buckets have the same.
    if is_arn and value.startswith("arn:aws:s3:::"):
        return not set(value) & {"*", "?"}
    return account != "" and not set(account) & {"*", "?"}


def _demands(condition: Condition) -> bool:
    return condition.plain in COMPARISONS and not condition.lenient and condition.quantifier != "ForAllValues"
