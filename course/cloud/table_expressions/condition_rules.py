"""What is wrong with a condition that can be read. Rules are asked in the order in which DynamoDB tells of them."""

from .calls import (
    check_brackets,
    check_count,
    check_distinct,
    check_functions,
    check_path,
    wrong_type,
)
from .placeholders import Placeholders, check_names
from .reader import ExpressionError
from .tree import Between, Both, Call, Comparison, Either, Group, Node, Not, Path, Value, bare, walk
from .values import Wire, in_order

__all__ = ["check_condition"]

FUNCTIONS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
}
TYPES = ("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M")
_ORDERED = ("B", "N", "S")
_ORDERING = ("<", "<=", ">", ">=")
_LOGIC = (Both, Either, Not)


def check_condition(tree: Node, known: Placeholders) -> None:
    """Raise `ExpressionError` for a condition that DynamoDB refuses; note which placeholders it uses."""
    check_brackets(tree)
    check_functions(tree, FUNCTIONS)
    _check_places(tree)
    check_names([tree])
    for each in walk(tree):
        _look_up(each, known)
    for each in walk(tree):
        _check_operands(each, known)


def _check_places(tree: Node) -> None:
    """Look whether a function that is a condition stands for a value, or size() for a condition."""
    for each in walk(Not(tree)):
        for part in () if isinstance(each, Group) else each.inside:
            call = bare(part)
            if isinstance(call, Call) and (call.function == "size") == isinstance(each, _LOGIC):
                raise ExpressionError(
                    "The function is not allowed to be used this way in an expression; "
                    f"function: {call.function}"
                )


def _look_up(node: Node, known: Placeholders) -> None:
    if isinstance(node, Path):
        known.steps(node)
    elif isinstance(node, Value):
        known.value(node)


def _check_operands(node: Node, known: Placeholders) -> None:
    if isinstance(node, Call):
        check_count(node, FUNCTIONS)
        for other in node.operands[1:]:
            check_distinct(node.function, node.operands[0], other, known)
        _check_call(node, known)
    elif isinstance(node, Comparison):
        check_distinct(node.operator, node.left, node.right, known)
        if node.operator in _ORDERING:
            _check_ordered(node.operator, (node.left, node.right), known)
    elif isinstance(node, Between):
        _check_ordered("BETWEEN", tuple(node.inside), known)
        _check_bounds(node, known)


def _check_call(call: Call, known: Placeholders) -> None:
    if call.function in ("attribute_exists", "attribute_not_exists"):
        check_path(call)
    elif call.function == "attribute_type":
        _check_type_name(call, known)
    elif call.function == "begins_with":
        for operand in call.operands:
            if (found := _kind(operand, known)) not in (None, "S", "B"):
                raise wrong_type(call.function, str(found))
    elif call.function == "size" and (found := _kind(call.operands[0], known)) in ("BOOL", "N", "NULL"):
        raise wrong_type(call.function, str(found))


def _check_type_name(call: Call, known: Placeholders) -> None:
    named = bare(call.operands[1])
    found = _kind(named, known)
    if found != "S" or not isinstance(named, Value):
        raise wrong_type(call.function, found or f"{{{','.join(TYPES)}}}")
    if (name := known.value(named)["S"]) not in TYPES:
        raise ExpressionError(
            f"Invalid attribute type name found; type: {name}, valid types: {{{','.join(TYPES)}}}"
        )


def _check_ordered(operator: str, operands: tuple[Node, ...], known: Placeholders) -> None:
    for operand in operands:
        if (found := _kind(operand, known)) not in (None, *_ORDERED):
            raise wrong_type(operator, str(found))


def _kind(operand: Node, known: Placeholders) -> str | None:
    operand = bare(operand)
    return "N" if isinstance(operand, Call) else known.kind(operand)


def _check_bounds(between: Between, known: Placeholders) -> None:
    lower, upper = bare(between.lower), bare(between.upper)
    if not (isinstance(lower, Value) and isinstance(upper, Value)):
        return
    bounds = known.value(lower), known.value(upper)
    if bounds[0].keys() != bounds[1].keys():
        raise _wrong_bounds("same data type for lower and upper bounds", bounds)
    if in_order(*bounds[::-1], strictly=True):
        raise _wrong_bounds("upper bound to be greater than or equal to lower bound", bounds)


def _wrong_bounds(wanted: str, bounds: tuple[Wire, Wire]) -> ExpressionError:
    lower, upper = (
        f"AttributeValue: {{{kind}:{content}}}" for each in bounds for kind, content in each.items()
    )
    return ExpressionError(
        f"The BETWEEN operator requires {wanted}; lower bound operand: {lower}, upper bound operand: {upper}"
    )
