"""Whether a condition holds for an item.

An attribute that is not there is equal to nothing, and has no place in any order.
"""

from collections.abc import Callable

from .paths import Steps
from .placeholders import Placeholders
from .tree import Between, Both, Call, Comparison, Either, In, Node, Not, Path, Value, bare
from .values import Wire, begins_with, contains, in_order, same, size

__all__ = ["holds"]

Attribute = Callable[[Steps], Wire | None]  # what an item has at the end of a path

_COMPARED: dict[str, Callable[[Wire, Wire], bool]] = {
    "=": same,
    "<>": lambda left, right: not same(left, right),
    "<": lambda left, right: in_order(left, right, strictly=True),
    "<=": lambda left, right: in_order(left, right, strictly=False),
    ">": lambda left, right: in_order(right, left, strictly=True),
    ">=": lambda left, right: in_order(right, left, strictly=False),
}
_CALLED: dict[str, Callable[[Wire, Wire], bool]] = {
    "attribute_type": lambda found, wanted: wanted["S"] in found,
    "begins_with": begins_with,
    "contains": contains,
}


def holds(condition: Node, known: Placeholders, attribute: Attribute) -> bool:
    """Judge a condition that was checked, for an item whose attributes `attribute` looks up; None is one that is not there."""
    node = bare(condition)
    if isinstance(node, Not):
        return not holds(node.what, known, attribute)
    if isinstance(node, Both):
        return all(holds(each, known, attribute) for each in node.parts)
    if isinstance(node, Either):
        return any(holds(each, known, attribute) for each in node.parts)
    found = [_value(each, known, attribute) for each in node.inside]
    if isinstance(node, Comparison):
        return _compare(node.operator, *found)
    if isinstance(node, Between):
        return _compare("<=", found[1], found[0]) and _compare("<=", found[0], found[2])
    if isinstance(node, In):
        return any(_compare("=", found[0], each) for each in found[1:])
    assert isinstance(node, Call)  # noqa: S101  there is no other condition
    return _call(node.function, *found)


def _value(operand: Node, known: Placeholders, attribute: Attribute) -> Wire | None:
    node = bare(operand)
    if isinstance(node, Path):
        return attribute(known.steps(node))
    if isinstance(node, Value):
        return known.value(node)
    measured = _value(next(node.inside), known, attribute)  # of functions only size() has a value
    return None if measured is None else size(measured)


def _compare(operator: str, left: Wire | None, right: Wire | None) -> bool:
    if left is None or right is None:
        return operator == "<>"
    return _COMPARED[operator](left, right)


def _call(function: str, found: Wire | None, other: Wire | None = None) -> bool:
    if function == "attribute_exists":
        return found is not None
    if function == "attribute_not_exists":
        return found is None
    return found is not None and other is not None and _CALLED[function](found, other)
