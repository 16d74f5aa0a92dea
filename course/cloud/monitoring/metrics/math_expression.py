"""Metric math: arithmetic over series of values.

Numbers, the ids of other queries, + - * / ^, comparisons, AND and OR, and the functions below. What else AWS has (SEARCH,
anomaly detection bands, Metrics Insights, further functions) is refused by name.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Any

from course.cloud.monitoring.refused import RefusedError, not_done

__all__ = ["Points", "evaluate", "ids"]

# A series: the beginning of each period, and the value in it. A number stands for itself in every period.
Points = dict[float, float]
_Value = float | Points | list[Points]


def evaluate(expression: str, known: Mapping[str, Points]) -> Points:
    """Return the series that an expression comes to, over the series of other queries. Raises RefusedError."""
    found = _value(_parsed(expression), known)
    if not isinstance(found, dict):
        raise _wrong(expression, "it has to come to one time series")
    return found


def ids(expression: str) -> set[str]:
    """Return the ids that an expression reads. Raises RefusedError where it is none."""
    return {
        node.id
        for node in ast.walk(_parsed(expression))
        if isinstance(node, ast.Name) and not node.id.isupper()
    }


@cache
def _parsed(expression: str) -> ast.expr:
    if unknown := re.match(r"\s*(SEARCH|SELECT|ANOMALY_DETECTION_BAND|INSIGHT_RULE_METRIC)\b", expression):
        raise not_done("cloudwatch", f"compute {unknown[1]}")
    # Python has the same operators by other words.
    text = re.sub(r"\bAND\b|&&", " and ", re.sub(r"\bOR\b|\|\|", " or ", expression.replace("^", "**")))
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise _wrong(expression, "it cannot be read") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS
        ):
            name = node.func.id if isinstance(node.func, ast.Name) else "this"
            raise not_done("cloudwatch", f"know the function {name} of metric math")
        if not isinstance(node, _KNOWN):
            raise _wrong(expression, f"{type(node).__name__} is nothing that metric math has")
    return tree


def _value(node: ast.expr, known: Mapping[str, Points]) -> _Value:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            if name not in known:
                raise RefusedError("ValidationError", f"Error in expression: the id {name} is not there.")
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _each(lambda x: -x, _value(operand, known))
        case ast.BinOp(left=left, op=op, right=right) | ast.Compare(left=left, ops=[op], comparators=[right]):
            return _both(_OPERATORS[type(op)], _value(left, known), _value(right, known))
        case ast.BoolOp(op=op, values=values):
            found = [_value(each, known) for each in values]
            return reduce(lambda one, other: _both(_OPERATORS[type(op)], one, other), found)
        case ast.List(elts=elements):
            return [each for each in (_value(one, known) for one in elements) if isinstance(each, dict)]
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [_argument(one, known) for one in arguments], known)
    raise _wrong(ast.unparse(node), "it is nothing that metric math has")


def _argument(node: ast.expr, known: Mapping[str, Points]) -> Any:
    return node.id if isinstance(node, ast.Name) and node.id in {"REPEAT", "LINEAR"} else _value(node, known)


def _call(name: str, arguments: list[Any], known: Mapping[str, Points]) -> _Value:
    if name == "METRICS":
        return list(known.values())
    if name == "FILL" and isinstance(arguments[-1], str):
        raise not_done("cloudwatch", f"fill with {arguments[-1]}; FILL takes a number")
    if name == "FILL":
        return _fill(arguments[0], arguments[1], known)
    try:
        return _FUNCTIONS[name](*arguments)
    except (TypeError, ValueError):
        raise RefusedError(
            "ValidationError", f"Error in expression: {name} was given what it does not take."
        ) from None


def _fill(points: Points, filling: float | Points, known: Mapping[str, Points]) -> Points:
    """Return the series with a value in every period in which any of the queries has one."""
    every = sorted(set(points).union(*known.values()))
    given = filling if isinstance(filling, dict) else dict.fromkeys(every, filling)
    return {at: points[at] if at in points else given[at] for at in every if at in points or at in given}


def _each(work: Callable[[float], float], value: _Value) -> _Value:
    if isinstance(value, list):
        raise RefusedError(
            "ValidationError", "Error in expression: a list of series stands where one is wanted."
        )
    return {at: work(each) for at, each in value.items()} if isinstance(value, dict) else work(value)


def _both(work: Callable[[float, float], float | None], left: _Value, right: _Value) -> _Value:
    """Combine two values period by period, where both have one; a division by zero has no result."""
    if isinstance(left, list) or isinstance(right, list):
        raise RefusedError(
            "ValidationError", "Error in expression: a list of series stands where one is wanted."
        )
    if not isinstance(left, dict) and not isinstance(right, dict):
        return work(left, right) or 0.0
    every = left if isinstance(left, dict) else right
    found: Points = {}
    for at in every if isinstance(every, dict) else ():
        one = left.get(at) if isinstance(left, dict) else left
        other = right.get(at) if isinstance(right, dict) else right
        if one is not None and other is not None and (result := work(one, other)) is not None:
            found[at] = result
    return found


def _over(combine: Callable[[list[float]], float]) -> Callable[[Any], _Value]:
    """Return a function that combines several series into one, and one series into a number."""

    def work(value: Any) -> _Value:
        if isinstance(value, dict):
            return combine(list(value.values())) if value else 0.0
        every = sorted(set().union(*value))
        return {at: combine([each[at] for each in value if at in each]) for at in every}

    return work


def _if(condition: Any, then: Any, otherwise: Any) -> Points:
    every = sorted(set().union(*(each for each in (condition, then, otherwise) if isinstance(each, dict))))
    found: Points = {}
    for at in every:
        test = condition.get(at, 0.0) if isinstance(condition, dict) else condition
        chosen = then if test else otherwise
        result = chosen.get(at) if isinstance(chosen, dict) else chosen
        if result is not None:
            found[at] = result
    return found


def _power(number: float, exponent: float) -> float | None:
    try:
        found = number**exponent
    except (OverflowError, ZeroDivisionError):
        return None
    return None if isinstance(found, complex) else float(found)


_FUNCTIONS: dict[str, Callable[..., _Value]] = {
    "ABS": lambda value: _each(abs, value),
    "AVG": _over(lambda values: sum(values) / len(values)),
    "FILL": lambda value, _: value,
    "IF": _if,
    "MAX": _over(max),
    "METRICS": list,
    "MIN": _over(min),
    "SUM": _over(sum),
}

_OPERATORS: dict[type[Any], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: a / b if b else None,
    ast.Pow: _power,
    ast.Gt: lambda a, b: float(a > b),
    ast.GtE: lambda a, b: float(a >= b),
    ast.Lt: lambda a, b: float(a < b),
    ast.LtE: lambda a, b: float(a <= b),
    ast.Eq: lambda a, b: float(a == b),
    ast.NotEq: lambda a, b: float(a != b),
    ast.And: lambda a, b: float(bool(a and b)),
    ast.Or: lambda a, b: float(bool(a or b)),
}

_KNOWN = (
    ast.Constant,
    ast.Name,
    ast.Load,
    ast.UnaryOp,
    ast.USub,
    ast.BinOp,
    ast.Compare,
    ast.BoolOp,
    ast.List,
    ast.Call,
    *_OPERATORS,
)


def _wrong(expression: str, why: str) -> RefusedError:
    return RefusedError("ValidationError", f"Error in expression '{expression}': {why}.")
