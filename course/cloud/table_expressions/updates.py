"""The language of updates: SET a = :b, c = c + :d REMOVE e ADD f :g DELETE h :i, in any order."""

from functools import lru_cache

from .paths import path
from .reader import REMEMBERED, Reader
from .tree import Action, Call, Group, Node, Sum, Update, Value

__all__ = ["KEYWORDS", "update"]

KEYWORDS = frozenset({"ADD", "DELETE", "REMOVE", "SET"})


@lru_cache(REMEMBERED)
def update(text: str) -> Update:
    """Read an update. Raises `ExpressionError`."""
    reader = Reader(text, KEYWORDS)
    sections: list[str] = []
    actions: list[Action] = []
    while not sections or reader.next:
        section = reader.keyword
        if not section:
            reader.fail()
        sections.append(section)
        reader.take()
        actions.append(_action(reader, section))
        while reader.skip(","):
            actions.append(_action(reader, section))
    return Update(tuple(sections), tuple(actions))


def _action(reader: Reader, section: str) -> Action:
    found = path(reader)
    if section == "REMOVE":
        return Action(section, found)
    if section == "SET":
        reader.expect("=")
        return Action(section, found, _sum(reader))
    if not reader.at_value():
        reader.fail()
    return Action(section, found, Value(reader.take()))


def _sum(reader: Reader) -> Node:
    left = _operand(reader)
    return Sum(left, reader.take(), _operand(reader)) if reader.next in ("+", "-") else left


def _operand(reader: Reader) -> Node:
    if reader.at_value():
        return Value(reader.take())
    if reader.at_call():
        function = reader.take()
        return Call(function, _operands(reader))
    if reader.next == "(":
        return _group(reader)
    return path(reader)


def _operands(reader: Reader) -> tuple[Node, ...]:
    reader.expect("(")
    reader.deeper()
    found = [_operand(reader)]
    while reader.skip(","):
        found.append(_operand(reader))
    reader.expect(")")
    reader.higher()
    return tuple(found)


def _group(reader: Reader) -> Node:
    reader.expect("(")
    reader.deeper()
    inside = _sum(reader)
    reader.expect(")")
    reader.higher()
    return Group(inside)
