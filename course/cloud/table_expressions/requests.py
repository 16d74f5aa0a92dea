"""The expressions of a request, and what DynamoDB answers where one of them is malformed.

It looks at them before it looks for the table.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from course.cloud.attribute_values import MalformedError, unreadable
from course.facts import value

from .condition_rules import check_condition
from .conditions import condition
from .key_rules import key_conditions
from .paths import clashes
from .placeholders import Placeholders, check_names
from .projections import projection
from .reader import ExpressionError
from .update_rules import check_update
from .updates import update

__all__ = ["check"]

_LONGEST: int = value("dynamodb.expression.size")
_PLACEHOLDER = {
    "ExpressionAttributeNames": re.compile(r"#\w+"),
    "ExpressionAttributeValues": re.compile(r":\w+"),
}
# Writes of one item announce what is wrong with their expressions, other requests do not.
_ANNOUNCED = {"DeleteItem", "PutItem", "UpdateItem"}
_ANNOUNCEMENT = "1 validation error detected: "


def check(operation: str, asked: Mapping[str, Any]) -> None:
    """Raise `MalformedError` for the first malformed expression of a request, or placeholders that do not fit.

    Raises `NotImplementedError` for brackets deeper than the lab reads.
    """
    for place in _places(operation, asked):
        _check(operation, place)


def _places(operation: str, asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the parts of a request that have expressions, and placeholders for them."""
    if operation.startswith("Transact"):
        steps = asked.get("TransactItems")
        for step in steps if isinstance(steps, list) else ():
            yield from _maps(step)
    elif operation == "BatchGetItem":
        yield from _maps(asked.get("RequestItems"))
    else:
        yield asked


def _maps(inside: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(inside, dict):
        yield from (each for each in inside.values() if isinstance(each, dict))


def _check(operation: str, place: Mapping[str, Any]) -> None:
    texts = {field: place[field] for field in _CHECKS if place.get(field) is not None}
    for text in texts.values():
        if not isinstance(text, str):
            raise unreadable(text, "String")
    known = Placeholders(
        _placeholders(operation, place, "ExpressionAttributeNames", texts),
        _placeholders(operation, place, "ExpressionAttributeValues", texts),
    )
    announced = _ANNOUNCEMENT if operation in _ANNOUNCED else ""
    for field, text in texts.items():
        try:
            if not text.strip():
                raise ExpressionError("The expression can not be empty;")
            if len(text.encode()) > _LONGEST:
                raise ExpressionError("Expression size has exceeded the maximum allowed size;")
            _CHECKS[field](text, known)
        except ExpressionError as fault:
            raise MalformedError(f"{announced}Invalid {field}: {fault}") from fault
    for field, unused in zip(_PLACEHOLDER, known.unused(), strict=True):
        if unused:
            raise MalformedError(
                f"{announced}Value provided in {field} unused in expressions: keys: {{{', '.join(unused)}}}"
            )


def _placeholders(
    operation: str, place: Mapping[str, Any], field: str, texts: Mapping[str, str]
) -> Mapping[str, Any] | None:
    """Return the placeholders of one kind. Raises `MalformedError` for those that no expression could use."""
    defined = place.get(field)
    if defined is None:
        return None
    if not isinstance(defined, dict):
        raise unreadable(defined, "Map")
    if not texts:
        missing = _NULL.get(operation, "") if field == "ExpressionAttributeValues" else ""
        raise MalformedError(f"{field} can only be specified when using expressions{missing}")
    if not defined:
        announced = _ANNOUNCEMENT if operation in _ANNOUNCED else ""
        raise MalformedError(f"{announced}{field} must not be empty")
    for key in defined:
        if not _PLACEHOLDER[field].fullmatch(key):
            raise MalformedError(f'{field} contains invalid key: Syntax error; key: "{key}"')
    return defined


def _check_update(text: str, known: Placeholders) -> None:
    check_update(update(text), known)


def _check_condition(text: str, known: Placeholders) -> None:
    check_condition(condition(text), known)


def _check_key_condition(text: str, known: Placeholders) -> None:
    _check_condition(text, known)
    key_conditions(condition(text), known)


def _check_projection(text: str, known: Placeholders) -> None:
    paths = projection(text)
    check_names(paths)
    clashes(known.steps(each) for each in paths)


_CHECKS: dict[str, Callable[[str, Placeholders], None]] = {
    "UpdateExpression": _check_update,
    "ConditionExpression": _check_condition,
    "ProjectionExpression": _check_projection,
    "FilterExpression": _check_condition,
    "KeyConditionExpression": _check_key_condition,
}
_NULL = {
    "DeleteItem": ": ConditionExpression is null",
    "PutItem": ": ConditionExpression is null",
    "Query": ": FilterExpression and KeyConditionExpression are null",
    "Scan": ": FilterExpression is null",
    "UpdateItem": ": UpdateExpression and ConditionExpression are null",
}
