"""Operators where the language's rules, or the bounds, are not the library's.

Numbers are doubles as in JavaScript: a division by zero is an infinity, which later arithmetic refuses (D1001). No
operator changes a document, and none takes time that grows faster than what it makes.
"""

import math
from collections.abc import Callable
from typing import Any

from jsonata.jsonata import Jsonata  # type: ignore[import-untyped]  # it ships no types
from jsonata.utils import Utils  # type: ignore[import-untyped]  # it ships no types

from .bounds import BYTES
from .failures import MEMORY, BoundExceeded, JException, blamed_on
from .frame import Frame
from .grammar import Node
from .library.texts import string
from .native import Native
from .signature import Signature, symbol
from .transformation import Transformation
from .values import number

__all__ = ["Operators", "joined"]


class Operators(Jsonata):  # type: ignore[misc]  # the library ships no types
    """The library's evaluator with these operators."""

    charge: Callable[[int], None]
    weigh: Callable[[Any], tuple[int, int]]

    def evaluate_boolean_expression(self, lhs: Any, evalrhs: Callable[[], Any], op: str) -> bool:
        """Return the result of `and` or `or`; the right side is looked at where it matters."""
        if self.boolize(lhs) is (op == "or"):
            return op == "or"
        try:
            return bool(self.boolize(evalrhs()))
        except JException as error:
            raise blamed_on(error, op) from None

    def evaluate_binary(self, expr: Node, input: Any, environment: Frame) -> Any:
        """Return the result of an operator between two expressions."""
        op = str(expr.value)
        lhs = self.eval(expr.lhs, input, environment)
        if op in {"and", "or"}:
            return self.evaluate_boolean_expression(lhs, lambda: self.eval(expr.rhs, input, environment), op)
        return BINARY[op](self, lhs, self.eval(expr.rhs, input, environment), op)

    def evaluate_numeric_expression(self, lhs: Any, rhs: Any, op: str) -> Any:
        """Return the result of arithmetic; nothing if either side is nothing."""
        for side, code in ((lhs, "T2001"), (rhs, "T2002")):
            if side is not None and not Utils.is_numeric(side):
                raise JException(code, -1, op, side)
        if lhs is None or rhs is None:
            return None
        return number(ARITHMETIC[op](float(lhs), float(rhs)))

    def evaluate_equality_expression(self, lhs: Any, rhs: Any, op: str) -> Any:
        """Tell whether both sides are equal, or are not."""
        if isinstance(lhs, (list, dict)) and isinstance(rhs, (list, dict)):
            self.charge((self.weigh(lhs)[0] + self.weigh(rhs)[0]) >> 5)
        return super().evaluate_equality_expression(lhs, rhs, op)

    def evaluate_includes_expression(self, lhs: Any, rhs: Any) -> bool:
        """Tell whether the left side is among the right side's items."""
        if lhs is None or rhs is None:
            return False
        items = rhs if isinstance(rhs, list) else [rhs]
        self.charge(len(items) >> 3)
        if isinstance(lhs, (list, dict)):
            return any(item is lhs for item in items)
        return any(item == lhs and symbol(item) == symbol(lhs) for item in items)

    def evaluate_string_concat(self, lhs: Any, rhs: Any) -> str:
        """Return both sides as one text."""
        text = (string(lhs, None) or "") + (string(rhs, None) or "")
        if len(text) > BYTES:
            raise BoundExceeded(MEMORY)
        self.charge(len(text) >> 8)
        return text

    def evaluate_range_expression(self, lhs: Any, rhs: Any) -> list[int] | None:
        """Return the whole numbers from the left side to the right side."""
        for side, code in ((lhs, "T2003"), (rhs, "T2004")):
            if side is not None and (isinstance(side, bool) or not isinstance(side, int)):
                raise JException(code, -1, side)
        if lhs is None or rhs is None or lhs > rhs:
            return None
        if (rhs - lhs + 2) * 8 > BYTES:
            raise BoundExceeded(MEMORY)
        self.charge((rhs - lhs) >> 2)
        return list(range(lhs, rhs + 1))

    def evaluate_wildcard(self, expr: Node, input: Any) -> Any:  # noqa: ARG002  (the library's signature)
        """Return the values of an object, or the items of an array; arrays in it lose their brackets."""
        values = input.values() if isinstance(input, dict) else input if isinstance(input, list) else ()
        found = Utils.create_sequence()
        for value in values:
            self.charge(1)
            self.flatten(value, found)
        return found

    def evaluate_group_expression(self, expr: Node, input: Any, environment: Frame) -> dict[str, Any]:
        """Return an object: for each key that an item gives, the value of all items that gave it."""
        streams = isinstance(input, Utils.JList) and input.tuple_stream
        items: list[Any] = [None if isinstance(input, list) else input]
        if isinstance(input, list) and input:
            items = input
        groups: dict[str, tuple[int, list[Any]]] = {}
        for item in items:
            frame = self.create_frame_from_tuple(environment, item) if streams else environment
            for index, (key_expr, _) in enumerate(expr.lhs_object):
                self.charge(2)
                key = self.eval(key_expr, item["@"] if streams else item, frame)
                if key is None:
                    continue
                if not isinstance(key, str):
                    raise JException("T1003", expr.position, key)
                first, members = groups.setdefault(key, (index, []))
                if first != index:
                    raise JException("D1009", expr.position, key)
                members.append(item)
        result = {}
        for key, (index, members) in groups.items():
            context, frame = (
                self._context_of(members, environment) if streams else (joined(members), environment)
            )
            value = self.eval(expr.lhs_object[index][1], context, frame)
            if value is not None:
                result[key] = value
        return result

    def _context_of(self, members: list[dict[str, Any]], environment: Frame) -> tuple[Any, Frame]:
        merged = {name: joined([member.get(name) for member in members]) for name in members[0]}
        context = merged.pop("@", None)
        return context, self.create_frame_from_tuple(environment, merged)

    def evaluate_function(self, expr: Node, input: Any, environment: Frame, applyto_context: Any) -> Any:
        """Call a function. An error of arguments names the innermost call around it, as the reference does."""
        try:
            return super().evaluate_function(expr, input, environment, applyto_context)
        except JException as error:
            if error.error in OF_ARGUMENTS and error.expected is None:
                called = expr.procedure.steps[0] if expr.procedure.type == "path" else expr.procedure
                error.expected = called.value
            raise

    def apply_inner(self, proc: Any, args: list[Any], input: Any, environment: Frame) -> Any:
        """Call a function. Raises `JException` (T1006) if it is none."""
        if symbol(proc) != "f":
            raise JException("T1006", -1)
        return super().apply_inner(proc, args, input, environment)

    def validate_arguments(self, signature: Any, args: list[Any], context: Any) -> list[Any]:
        """Return the arguments as a function of the expression wants them, by the signature it may have."""
        written = getattr(signature, "signature", None)
        if written is None or isinstance(signature, Native):
            return args
        return Signature.of(written).validate(args, context)

    def evaluate_transform_expression(self, expr: Node, input: Any, environment: Frame) -> Native:  # noqa: ARG002
        """Return the transformation as a function."""
        return Native("transform", "<(oa):o>", Transformation(self, expr, environment), is_cheap=True)


def joined(values: list[Any]) -> Any:
    """Return several values as one array, without brackets within; one value stays as it is."""
    there = [value for value in values if value is not None]
    if len(there) <= 1:
        return there[0] if there else None
    together = Utils.JList()
    for value in there:
        together.extend(value if isinstance(value, list) else [value])
    return together


def _divided(dividend: float, divisor: float) -> float:
    if divisor:
        return dividend / divisor
    return math.copysign(math.inf, dividend) * math.copysign(1, divisor) if dividend else math.nan


def _remainder(dividend: float, divisor: float) -> float:
    return math.fmod(dividend, divisor) if divisor else math.nan


OF_ARGUMENTS = frozenset({"T0410", "T0411", "T0412"})
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": _divided,
    "%": _remainder,
}
# What an operator is done by, given both sides and the operator itself.
BINARY: dict[str, Callable[..., Any]] = dict.fromkeys(ARITHMETIC, Operators.evaluate_numeric_expression)
BINARY |= dict.fromkeys(("=", "!="), Operators.evaluate_equality_expression)
BINARY |= dict.fromkeys(
    ("<", "<=", ">", ">="), lambda evaluator, *sides: evaluator.evaluate_comparison_expression(*sides)
)
BINARY["&"] = lambda evaluator, lhs, rhs, _: evaluator.evaluate_string_concat(lhs, rhs)
BINARY[".."] = lambda evaluator, lhs, rhs, _: evaluator.evaluate_range_expression(lhs, rhs)
BINARY["in"] = lambda evaluator, lhs, rhs, _: evaluator.evaluate_includes_expression(lhs, rhs)
