"""What is wrong with a condition on keys: it compares each attribute of the key once, with values.

DynamoDB does not say here which expression of the request it speaks of.
"""

from typing import NamedTuple

from course.cloud.attribute_values import MalformedError

from .placeholders import Placeholders
from .tree import Between, Both, Call, Comparison, Either, In, Node, Not, Path, Value, bare
from .values import Wire

__all__ = ["KeyCondition", "key_conditions"]

_TURNED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class KeyCondition(NamedTuple):
    """One attribute of the key, how it is compared, and with what: one value, or two with BETWEEN."""

    attribute: str
    operator: str
    values: list[Wire]


def key_conditions(tree: Node, known: Placeholders) -> list[KeyCondition]:
    """Return what a condition asks of keys. Raises `MalformedError` for more than can be asked of them."""
    found = [_key_condition(each, known) for each in _parts(tree)]
    if len({each.attribute for each in found}) < len(found):
        raise MalformedError("KeyConditionExpressions must only contain one condition per key")
    return found


def _parts(tree: Node) -> list[Node]:
    node = bare(tree)
    return [part for each in node.parts for part in _parts(each)] if isinstance(node, Both) else [node]


def _key_condition(node: Node, known: Placeholders) -> KeyCondition:
    operator = _operator(node)
    operands = [bare(each) for each in node.inside]
    if any(isinstance(each, Call) for each in operands):
        raise MalformedError("KeyConditionExpressions cannot contain nested operations")
    if operator in ("BETWEEN", "begins_with") and not isinstance(operands[0], Path):
        raise MalformedError(
            f"Invalid condition in KeyConditionExpression: {operator} operator must have the key attribute as its first operand"
        )
    paths = [each for each in operands if isinstance(each, Path)]
    if len(paths) != 1:
        many = "Multiple attribute names used in one condition" if paths else "No key attribute specified"
        raise MalformedError(f"Invalid condition in KeyConditionExpression: {many}")
    steps = known.steps(paths[0])
    if len(steps) > 1:
        raise MalformedError("KeyConditionExpressions cannot have conditions on nested attributes")
    values = [known.value(each) for each in operands if isinstance(each, Value)]
    return KeyCondition(str(steps[0]), operator if operands[0] is paths[0] else _TURNED[operator], values)


def _operator(node: Node) -> str:
    """Return the operator of a part. Raises `MalformedError` for one that keys do not have."""
    if isinstance(node, Comparison) and node.operator in _TURNED:
        return node.operator
    if isinstance(node, Between):
        return "BETWEEN"
    if isinstance(node, Call) and node.function == "begins_with":
        return node.function
    named = {Either: "OR", Not: "NOT", In: "IN"}.get(type(node))
    other = node.operator if isinstance(node, Comparison) else getattr(node, "function", "")
    raise MalformedError(f"Invalid operator used in KeyConditionExpression: {named or other}")
