"""Conditions of a policy statement: operators by name, and patterns with ``*`` and ``?``.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase

__all__ = ["Conditions", "accepted", "arn_like", "like", "narrows", "satisfied", "unread"]

Conditions = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Each condition: operator, key in lower case, values. All must be satisfied; of the values, one."""


def like(pattern: str, text: str) -> bool:
    """Tell whether a text fits a pattern in which ``*`` is any text and ``?`` one character."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def arn_like(pattern: str, arn: str) -> bool:
    """Tell whether an ARN fits a pattern part by part; only in the last of its six parts may ``*`` span a colon."""
    if pattern == "*":
        return True
    ours, theirs = pattern.split(":", 5), arn.split(":", 5)
    return len(ours) == len(theirs) and all(map(like, ours, theirs))


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, found: wanted == found,
    "StringEqualsIgnoreCase": lambda wanted, found: wanted.lower() == found.lower(),
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": lambda wanted, found: wanted.lower() == found.lower(),
}
_NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
}
_KEYS = ("aws:sourcearn", "aws:sourceaccount", "aws:securetransport")
_IF_EXISTS = "IfExists"


def unread(conditions: Conditions) -> Iterator[str]:
    """Yield, as "operator key", the conditions that this reader does not know."""
    for operator, key, _ in conditions:
        plain = operator.removesuffix(_IF_EXISTS)
        if key not in _KEYS or not (plain in _COMPARISONS or plain in _NEGATED or operator == "Null"):
            yield f"{operator} {key}"


def satisfied(conditions: Conditions, context: Mapping[str, str]) -> bool:
    """Tell whether a request with these keys satisfies every condition; an unread one is never satisfied."""
    return not any(unread(conditions)) and all(
        _holds(operator, values, context.get(key)) for operator, key, values in conditions
    )


def _holds(operator: str, values: tuple[str, ...], found: str | None) -> bool:
    if operator == "Null":
        return any(value.lower() == str(found is None).lower() for value in values)
    plain = operator.removesuffix(_IF_EXISTS)
    if found is None:
        # A key that the request does not have fails a comparison, and passes a negated one.
        return plain in _NEGATED or operator.endswith(_IF_EXISTS)
    holds = any(_COMPARISONS[_NEGATED.get(plain, plain)](value, found) for value in values)
    return holds != (plain in _NEGATED)


def accepted(conditions: Conditions, key: str) -> tuple[str, ...]:
    """Return the values that conditions demand of a key; those that would also do without the key demand nothing."""
    return tuple(
        value
        for operator, name, values in conditions
        if name == key and operator in _COMPARISONS
        for value in values
    )


def narrows(conditions: Conditions) -> bool:
    """Tell whether the conditions keep other people's accounts out: each value names one account.

    An unread condition gets the benefit of the doubt.
    """
    return any(unread(conditions)) or any(
        operator in _COMPARISONS and all(_names_account(operator, key, value) for value in values)
        for operator, key, values in conditions
        if key in ("aws:sourcearn", "aws:sourceaccount")
    )


def _names_account(operator: str, key: str, value: str) -> bool:
    if operator in ("StringEquals", "StringEqualsIgnoreCase"):
        return True
    account = value if key == "aws:sourceaccount" else "".join(value.split(":", 5)[4:5])
    return account != "" and not set(account) & {"*", "?"}
