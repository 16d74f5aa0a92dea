"""The value of an expression."""

import operator
from collections.abc import Callable
from typing import Any

from course.facts import value

from .errors import TemplateError
from .methods import METHODS, Entry, kind_of
from .nodes import Access, Binary, Call, Index, Literal, Node, Not, Objects, Range, Reference, Row, Text
from .values import is_true, text_of

__all__ = ["assign", "value_of"]

Variables = dict[str, Any]

MOST_ROUNDS: int = value("apigateway.template.rounds")


def value_of(node: Node, variables: Variables) -> Any:
    """Return a value; None for a reference that leads nowhere. Raises TemplateError."""
    return _WAYS[type(node)](node, variables)


def assign(target: Reference, value: Any, variables: Variables) -> None:
    """Set a variable, or an entry of the map that it leads to. Raises TemplateError."""
    if not target.steps:
        variables[target.name] = value
        return
    last = target.steps[-1]
    holder = _follow(variables.get(target.name), target.steps[:-1], target, variables)
    key = _key(last, variables)
    if (isinstance(holder, dict) and key is not None) or (
        isinstance(holder, list) and isinstance(key, int) and -len(holder) <= key < len(holder)
    ):
        holder[key] = value
    else:
        raise TemplateError(f"#set cannot change what ${target.name} leads to here", *target.place)


def _key(step: Access | Call | Index, variables: Variables) -> Any:
    """Return what the last step of a reference that is set names; None for a method."""
    if isinstance(step, Access):
        return step.name
    return value_of(step.index, variables) if isinstance(step, Index) else None


def _reference(node: Reference, variables: Variables) -> Any:
    return _follow(variables.get(node.name), node.steps, node, variables)


def _follow(
    value: Any, steps: tuple[Access | Call | Index, ...], node: Reference, variables: Variables
) -> Any:
    for step in steps:
        if value is None:
            return None
        if isinstance(step, Access):
            value = _property(value, step.name)
        elif isinstance(step, Index):
            value = _item(value, value_of(step.index, variables))
        else:
            arguments = [value_of(each, variables) for each in step.arguments]
            value = _called(value, step, arguments, node)
    return value


def _property(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, Entry):
        return {"key": value.key, "value": value.value}.get(name)
    known = getattr(value, "properties", None)
    return known.get(name) if isinstance(known, dict) else None


def _item(value: Any, index: Any) -> Any:
    if isinstance(value, dict):
        return value.get(index)
    if isinstance(value, list) and isinstance(index, int) and -len(value) <= index < len(value):
        return value[index]
    return None


def _called(value: Any, step: Call, arguments: list[Any], node: Reference) -> Any:
    own: dict[str, Callable[..., Any]] | None = getattr(value, "methods", None)
    known = own if own is not None else METHODS.get(type(value), {})
    method = known.get(step.name)
    bound = arguments if own is not None else [value, *arguments]
    if method is None:
        raise TemplateError(
            f"the lab does not know the method {step.name} of a {kind_of(value)}", *node.place
        )
    try:
        return method(*bound)
    except TemplateError:
        raise
    except Exception as problem:  # noqa: BLE001  whatever a method cannot do with its arguments is the template's fault
        raise TemplateError(f"{step.name} of a {kind_of(value)} failed: {problem}", *node.place) from None


def _row(node: Row, variables: Variables) -> Any:
    found = [value_of(each, variables) for each in node.items]
    return "".join(map(text_of, found)) if node.joined else found


def _range(node: Range, variables: Variables) -> list[int]:
    first, last = value_of(node.first, variables), value_of(node.last, variables)
    if not isinstance(first, int) or not isinstance(last, int):
        raise TemplateError("the ends of a range are whole numbers")
    if abs(last - first) >= MOST_ROUNDS:
        raise TemplateError(f"a range of more than {MOST_ROUNDS} numbers")
    return list(range(first, last + 1)) if first <= last else list(range(first, last - 1, -1))


def _objects(node: Objects, variables: Variables) -> dict[Any, Any]:
    return {value_of(key, variables): value_of(value, variables) for key, value in node.entries}


def _divide(left: Any, right: Any) -> Any:
    """Divide as Java does: whole numbers give a whole number, cut towards zero; by zero there is nothing."""
    if not right:
        return None
    return int(left / right) if isinstance(left, int) and isinstance(right, int) else left / right


_NUMBERS: dict[str, Callable[[Any, Any], Any]] = {
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "%": lambda left, right: left - right * int(left / right) if right else None,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _binary(node: Binary, variables: Variables) -> Any:
    left = value_of(node.left, variables)
    if node.operator == "||":
        return is_true(left) or is_true(value_of(node.right, variables))
    if node.operator == "&&":
        return is_true(left) and is_true(value_of(node.right, variables))
    right = value_of(node.right, variables)
    if node.operator in ("==", "!="):
        return _equal(left, right) == (node.operator == "==")
    if node.operator == "+" and (isinstance(left, str) or isinstance(right, str)):
        return text_of(left) + text_of(right)
    if not (_is_number(left) and _is_number(right)):
        # Velocity has nothing to say to what is no number, and an order of it is false.
        return False if node.operator in ("<", "<=", ">", ">=") else None
    return operator.add(left, right) if node.operator == "+" else _NUMBERS[node.operator](left, right)


def _equal(left: Any, right: Any) -> bool:
    """Tell whether two values are equal; those of different kinds are compared as text.

    What leads nowhere equals an empty text, too. AWS's own tutorial tells so by ``$input.path('$.ShardCount') == ''`` whether a
    field is missing: https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html
    """
    if left is None or right is None:
        return left is right or "" in (left, right)
    if type(left) is type(right) or (_is_number(left) and _is_number(right)):
        return bool(left == right)
    return text_of(left) == text_of(right)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_WAYS: dict[type, Callable[[Any, Variables], Any]] = {
    Binary: _binary,
    Literal: lambda node, _: node.value,
    Not: lambda node, variables: not is_true(value_of(node.operand, variables)),
    Objects: _objects,
    Range: _range,
    Reference: _reference,
    Row: _row,
    Text: lambda node, _: node.text,
}
