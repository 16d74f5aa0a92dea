"""Reading a filter policy: what AWS accepts, as a tree of fields, and what it refuses.

Sources: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html and
https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from course import facts
from course.cloud.filter_policy.decision import Decision
from course.cloud.filter_policy.document import load
from course.cloud.filter_policy.errors import ConditionError, FilterPolicyError
from course.cloud.filter_policy.json_values import show
from course.cloud.filter_policy.matching import decide
from course.cloud.filter_policy.operators import OPERATORS, check
from course.cloud.filter_policy.tree import AllOf, AnyOf, Field, Node, fields

__all__ = ["SCOPES", "FilterPolicy", "parse"]

SCOPES = ("MessageAttributes", "MessageBody")


@dataclass(frozen=True)
class FilterPolicy:
    """A policy that AWS accepts. An empty one lets every message through."""

    scope: str
    source: Mapping[str, Any]
    root: AllOf

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field the policy names, in its order; those inside ``$or`` too."""
        return tuple(fields(self.root))

    def decide(self, attributes: object = None, body: object = "") -> Decision:
        """Decide on a message: its attributes as in Publish or as in an envelope, its body as text. Never raises."""
        return decide(self.root, self.scope, attributes, body)


def parse(policy: object, scope: str = "MessageAttributes") -> FilterPolicy:
    """Read a filter policy, a JSON text or what one stands for. Raises FilterPolicyError for what AWS refuses."""
    if scope not in SCOPES:
        raise FilterPolicyError(
            f"Invalid value [{scope}]. Please use either MessageBody or MessageAttributes",
            parameter="FilterPolicyScope",
        )
    source = _content(policy)
    try:
        root = AllOf(tuple(_nodes(source, "", "")))
    except RecursionError:
        raise FilterPolicyError("Filter policy is too complex", remedy="It is nested too deeply.") from None
    _check_flat(source, scope)
    _check_keys(source)
    _check_combinations(source, scope)
    return FilterPolicy(scope, source, root)


def _content(policy: object) -> dict[str, Any]:
    try:
        content = load(policy if isinstance(policy, str) else json.dumps(policy, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise FilterPolicyError(
            "failed to parse JSON", remedy=f"A filter policy is the text of a JSON object ({error})."
        ) from None
    if not isinstance(content, dict):
        raise FilterPolicyError(
            "Filter is not an object",
            remedy='Write {"field": ["accepted value"]}, not ' + show(content) + ".",
        )
    size = facts.value("sns.filter.size")
    if len(json.dumps(content, ensure_ascii=False).encode(errors="replace")) > size:
        raise FilterPolicyError("Filter policy is too large", remedy=f"It may have {size} bytes.")
    return content


def _nodes(source: dict[str, Any], prefix: str, place: str) -> Iterator[Node]:
    """Yield the fields of an object; a nested object adds its name and a dot to the paths of what is in it."""
    for name, content in source.items():
        path, where = f"{prefix}{name}", f"{place}{name}"
        if name == "$or" and is_or(content):
            yield AnyOf(
                tuple(
                    AllOf(tuple(_nodes(branch, prefix, f"{where}[{index}].")))
                    for index, branch in enumerate(content)
                )
            )
        elif isinstance(content, dict):
            if not content:
                raise FilterPolicyError("Empty objects are not allowed", where=where)
            yield from _nodes(content, f"{path}.", f"{where}.")
        elif isinstance(content, list):
            yield _field(path, where, content)
        else:
            raise FilterPolicyError(
                f'"{name}" must be an object or an array',
                where=where,
                remedy=_list_of(name, content),
            )


def _list_of(name: str, content: object) -> str:
    """Say how to write what was meant: a condition that lost its list and braces, or a value outside a list."""
    if name in OPERATORS:
        return f'A condition stands in a list: [{{"{name}": {show(content)}}}].'
    return f'List the accepted values, even a single one: "{name}": [{show(content)}].'


def _field(path: str, where: str, conditions: list[Any]) -> Field:
    if not conditions:
        raise FilterPolicyError(
            "Empty arrays are not allowed",
            where=where,
            remedy="List at least one accepted value or condition.",
        )
    for index, condition in enumerate(conditions):
        try:
            check(condition)
        except ConditionError as error:
            place = where if len(conditions) == 1 else f"{where}[{index}]"
            raise FilterPolicyError(error.reason, where=place, remedy=error.remedy) from None
    return Field(path, tuple(conditions))


def is_or(content: object) -> bool:
    """Tell whether the value of ``$or`` makes it the operator; otherwise it is a field that happens to be called so.

    The operator takes a list of two objects or more, none of which has the name of a condition as a key.
    """
    return (
        isinstance(content, list)
        and len(content) > 1
        and all(isinstance(branch, dict) and branch and not branch.keys() & OPERATORS for branch in content)
    )


def _check_flat(source: dict[str, Any], scope: str) -> None:
    if scope == "MessageBody":
        return
    for name, content in source.items():
        if isinstance(content, dict):
            raise FilterPolicyError(
                "Filter policy scope MessageAttributes does not support nested filter policy",
                where=name,
                remedy=f'A condition stands in a list: "{name}": [{show(content)}].'
                if content.keys() & OPERATORS
                else "Attributes have no inner fields; to look into the body set FilterPolicyScope to MessageBody.",
            )
        if name == "$or" and is_or(content):
            for branch in content:
                _check_flat(branch, scope)


def _check_keys(source: dict[str, Any]) -> None:
    most = facts.value("sns.filter.keys")
    if len(source) > most:
        raise FilterPolicyError(
            f"Filter policy can not have more than {most} keys",
            remedy=f"It has {len(source)}: {', '.join(source)}.",
        )


def _check_combinations(source: dict[str, Any], scope: str) -> None:
    most = facts.value("sns.filter.combinations")
    found = _combinations(source, 1, nested=scope == "MessageBody")
    if found > most:
        raise FilterPolicyError(
            "Filter policy is too complex",
            remedy=f"Its values make {found} combinations, and {most} are allowed. List fewer values.",
        )


def _combinations(source: dict[str, Any], depth: int, *, nested: bool) -> int:
    """Return the product over fields of their values, each times its depth in a body; branches of ``$or`` add up."""
    return prod(
        sum(_combinations(branch, depth, nested=nested) for branch in content)
        if name == "$or" and is_or(content)
        else _combinations(content, depth + 1, nested=nested)
        if isinstance(content, dict)
        else len(content) * (depth if nested else 1)
        for name, content in source.items()
    )
