"""The language of conditions: of writes, filters and keys.

Brackets may stand around conditions and around operands, and only what comes behind them tells which; so what begins with a
bracket is read as either, and its kind looked at afterwards.
"""

from collections.abc import Callable
from functools import lru_cache

from .paths import path, steps_after
from .reader import REMEMBERED, Reader
from .tree import Between, Both, Call, Comparison, Condition, Either, Group, In, Node, Not, Path, Value, bare

__all__ = ["KEYWORDS", "condition"]

KEYWORDS = frozenset({"AND", "BETWEEN", "IN", "NOT", "OR"})
_COMPARATORS = ("=", "<>", "<", "<=", ">", ">=")


@lru_cache(REMEMBERED)
def condition(text: str) -> Node:
    """Read a condition. Raises `ExpressionError`."""
    reader = Reader(text, KEYWORDS)
    found = _condition(reader, _either(reader))
    reader.expect("")
    return found


def _condition(reader: Reader, found: Node) -> Node:
    """Return what was found if it is a condition; else reading stops here, where a comparator is missing."""
    if not isinstance(bare(found), Condition):
        reader.fail()
    return found


def _operand(reader: Reader, found: Node) -> Node:
    """Return what was found if it has a value; else reading stops here, where something is compared with a condition."""
    if isinstance(bare(found), Condition) and not isinstance(bare(found), Call):
        reader.fail()
    return found


def _either(reader: Reader) -> Node:
    return _chain(reader, "OR", Either, _both)


def _both(reader: Reader) -> Node:
    return _chain(reader, "AND", Both, _not)


def _chain(
    reader: Reader, word: str, chain: type[Either] | type[Both], each: Callable[[Reader], Node]
) -> Node:
    found = each(reader)
    if reader.keyword != word:
        return found
    parts = [_condition(reader, found)]
    while reader.skip(word):
        parts.append(_condition(reader, each(reader)))
    return chain(tuple(parts))


def _not(reader: Reader) -> Node:
    if reader.skip("NOT"):
        reader.deeper()
        found = Not(_condition(reader, _not(reader)))
        reader.higher()
        return found
    return _comparison(reader)


def _comparison(reader: Reader) -> Node:
    found = _part(reader)
    if reader.next in _COMPARATORS:
        left = _operand(reader, found)
        return Comparison(left, reader.take(), _operand(reader, _part(reader)))
    if reader.keyword == "BETWEEN":
        operand = _operand(reader, found)
        reader.take()
        lower = _operand(reader, _part(reader))
        reader.expect("AND")
        return Between(operand, lower, _operand(reader, _part(reader)))
    if reader.keyword == "IN":
        operand = _operand(reader, found)
        reader.take()
        return In(operand, _list(reader))
    return found


def _part(reader: Reader) -> Node:
    if reader.at_call():
        function = reader.take()
        return Call(function, _list(reader))
    if reader.at_value():
        return Value(reader.take())
    return _group(reader) if reader.next == "(" else path(reader)


def _group(reader: Reader) -> Node:
    reader.expect("(")
    reader.deeper()
    inside = _either(reader)
    reader.expect(")")
    reader.higher()
    group = Group(inside)
    if isinstance(first := bare(group), Path) and (more := tuple(steps_after(reader))):
        return Path((*first.steps, *more))
    return group


def _list(reader: Reader) -> tuple[Node, ...]:
    """Read operands in brackets: those of a function, or the options of IN."""
    reader.expect("(")
    reader.deeper()
    found = [_operand(reader, _part(reader))]
    while reader.skip(","):
        found.append(_operand(reader, _part(reader)))
    reader.expect(")")
    reader.higher()
    return tuple(found)
