"""Expressions of a query: arithmetic, comparisons, and, or, not, and functions."""

import math
import re
from collections.abc import Callable

from .errors import QueryError
from .functions import FUNCTIONS, floor_to, number, text
from .records import Record, Value
from .words import Words

__all__ = ["Expression", "expression", "operand", "regex"]

Expression = Callable[[Record], Value]

_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LITERALS = {"true": 1.0, "false": 0.0}


def expression(words: Words) -> Expression:
    """Read an expression. Raises QueryError."""
    found = [_every(words)]
    while words.accept("or") or words.accept("||"):
        found.append(_every(words))
    return found[0] if len(found) == 1 else lambda row: float(any(_holds(each(row)) for each in found))


def _every(words: Words) -> Expression:
    found = [_negated(words)]
    while words.accept("and") or words.accept("&&"):
        found.append(_negated(words))
    return found[0] if len(found) == 1 else lambda row: float(all(_holds(each(row)) for each in found))


def _negated(words: Words) -> Expression:
    if words.accept("not"):
        inner = _negated(words)
        return lambda row: float(not _holds(inner(row)))
    return _compared(words)


def _compared(words: Words) -> Expression:
    left = operand(words)
    for mark, test in _COMPARISONS.items():
        if words.accept(mark):
            right = operand(words)
            return lambda row: float(test(left(row), right(row)))
    for opening, wanted in ((("not",), False), ((), True)):
        if words.accept(*opening, "like") or (wanted and words.accept("=~")):
            fits = _pattern(words)
            return lambda row: float((left(row) is not None and fits(text(left(row)))) == wanted)
        if words.accept(*opening, "in"):
            choices = _listed(words)
            return lambda row: float(any(_equal(left(row), each(row)) for each in choices) == wanted)
    return left


def operand(words: Words) -> Expression:
    """Read what arithmetic there is on one side of a comparison. Raises QueryError."""
    return _chain(words, lambda inner: _chain(inner, _power, "*", "/", "%"), "+", "-")


def _power(words: Words) -> Expression:
    return _chain(words, _single, "^")


def _chain(words: Words, part: Callable[[Words], Expression], *marks: str) -> Expression:
    found = part(words)
    while mark := next((mark for mark in marks if words.accept(mark)), None):
        found = _calculated(_ARITHMETIC[mark], found, part(words))
    return found


def _calculated(work: Callable[[float, float], float], left: Expression, right: Expression) -> Expression:
    def calculate(row: Record) -> Value:
        one, other = number(left(row)), number(right(row))
        if one is None or other is None:
            return None
        try:
            return work(one, other)
        except (ArithmeticError, ValueError):
            return None

    return calculate


def _single(words: Words) -> Expression:
    if words.accept("("):
        inner = expression(words)
        words.expect(")")
        return inner
    if words.accept("-"):
        inner = _single(words)
        return lambda row: None if (value := number(inner(row))) is None else -value
    word = words.take()
    if word.kind == "number":
        constant = float(word.text)
        return lambda _: constant
    if word.kind == "text":
        return lambda _: word.text
    if word.kind != "field":
        raise QueryError(f"unexpected {word.text!r} at position {word.begin}")
    if words.accept("("):
        return _call(words, word.text)
    if word.text in _LITERALS:
        return lambda _: _LITERALS[word.text]
    return lambda row: row.get(word.text)


def _call(words: Words, name: str) -> Expression:
    if name.lower() == "bin":
        period = _duration(words)
        words.expect(")")
        return lambda row: floor_to(row.get("@timestamp"), period)
    if name.lower() not in FUNCTIONS:
        raise QueryError(f"the lab does not know the function {name}")
    arguments: list[Expression] = []
    while not words.accept(")"):
        if arguments:
            words.expect(",")
        if words.next and words.next.kind == "duration":
            period = _duration(words)
            arguments.append(lambda _, period=period: period)  # type: ignore[misc]
        else:
            arguments.append(expression(words))
    work, counts = FUNCTIONS[name.lower()]
    if len(arguments) not in counts:
        raise QueryError(f"{name} does not take {len(arguments)} arguments")
    return lambda row: work(*(each(row) for each in arguments))


def _duration(words: Words) -> float:
    """Take a duration; return it in milliseconds."""
    found = re.fullmatch(r"(\d+)(ms|[smhdw])", (word := words.take()).text)
    if found is None or not int(found[1]):
        raise QueryError(f"expected a duration such as 5m, found {word.text!r}")
    return int(found[1]) * _SECONDS[found[2]] * 1000


def _pattern(words: Words) -> Callable[[str], bool]:
    word = words.take()
    if word.kind == "text":
        return lambda value: word.text in value
    if word.kind != "regex":
        raise QueryError(f"like needs a text or a regular expression such as /error/, not {word.text!r}")
    compiled = regex(word.text)
    return lambda value: compiled.search(value) is not None


def regex(pattern: str) -> re.Pattern[str]:
    """Return a regular expression; AWS writes named groups as (?<name>...). Raises QueryError."""
    try:
        return re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern))
    except re.error as problem:
        raise QueryError(f"/{pattern}/ is no regular expression: {problem}") from None


def _listed(words: Words) -> list[Expression]:
    words.expect("[")
    found = [operand(words)]
    while words.accept(","):
        found.append(operand(words))
    words.expect("]")
    return found


def _holds(value: Value) -> bool:
    return value not in {None, "", 0.0, "0"}


def _equal(left: Value, right: Value) -> bool:
    if left is None or right is None:
        return False
    one, other = number(left), number(right)
    return one == other if one is not None and other is not None else text(left) == text(right)


def _ordered(
    test: Callable[[float, float], bool], words: Callable[[str, str], bool]
) -> Callable[[Value, Value], bool]:
    def compare(left: Value, right: Value) -> bool:
        if left is None or right is None:
            return False
        one, other = number(left), number(right)
        return test(one, other) if one is not None and other is not None else words(text(left), text(right))

    return compare


_COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "=": _equal,
    "!=": lambda left, right: left is not None and not _equal(left, right),
    "<=": _ordered(lambda a, b: a <= b, lambda a, b: a <= b),
    ">=": _ordered(lambda a, b: a >= b, lambda a, b: a >= b),
    "<": _ordered(lambda a, b: a < b, lambda a, b: a < b),
    ">": _ordered(lambda a, b: a > b, lambda a, b: a > b),
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": math.fmod,
    "^": math.pow,
}
