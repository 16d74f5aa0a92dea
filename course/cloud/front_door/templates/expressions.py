"""Reading references and expressions."""

import re

from .nodes import Access, Binary, Call, Index, Literal, Node, Not, Objects, Range, Reference, Row, Text
from .source import Source

__all__ = ["read_expression", "read_reference", "starts_reference"]

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_REFERENCE = re.compile(r"\$!?(?P<open>\{?)(?=[A-Za-z_])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS = {"true": True, "false": False, "null": None}

# From the loosest to the tightest; words are spelt as operators in each.
_LEVELS: tuple[dict[str, str], ...] = (
    {"||": "||", "or": "||"},
    {"&&": "&&", "and": "&&"},
    {"==": "==", "!=": "!=", "eq": "==", "ne": "!="},
    {"<=": "<=", ">=": ">=", "<": "<", ">": ">", "le": "<=", "ge": ">=", "lt": "<", "gt": ">"},
    {"+": "+", "-": "-"},
    {"*": "*", "/": "/", "%": "%"},
)


def starts_reference(source: Source) -> bool:
    """Tell whether a reference comes next, and no bare dollar sign."""
    return _REFERENCE.match(source.text, source.at) is not None


def read_reference(source: Source) -> Reference:
    """Read a reference: ``$name``, ``${name}``, ``$!name``, with properties, methods and items behind it."""
    place = source.place
    opened = source.match(_REFERENCE)
    name = source.match(_NAME)
    if opened is None or name is None:
        raise source.error("expected a reference such as $name")
    steps: list[Access | Call | Index] = []
    while (step := _step(source)) is not None:
        steps.append(step)
    if opened["open"]:
        source.expect("}", "at the end of the reference")
    return Reference(name[0], tuple(steps), place)


def _step(source: Source) -> Access | Call | Index | None:
    before = source.at
    if source.take("["):
        index = read_expression(source)
        source.skip_space()
        source.expect("]", "after the index")
        return Index(index)
    if not source.take("."):
        return None
    name = source.match(_NAME)
    if name is None:
        source.at = before  # a full stop of the text
        return None
    if source.take("("):
        return Call(name[0], _arguments(source, ")"))
    return Access(name[0])


def _arguments(source: Source, end: str) -> tuple[Node, ...]:
    found: list[Node] = []
    source.skip_space()
    while not source.take(end):
        if found:
            source.expect(",", "between the values")
        found.append(read_expression(source))
        source.skip_space()
    return tuple(found)


def read_expression(source: Source, level: int = 0) -> Node:
    """Read an expression; operators of a `level` and of all that bind tighter."""
    if level == len(_LEVELS):
        return _operand(source)
    left = read_expression(source, level + 1)
    while True:
        source.skip_space()
        place, operator = source.place, _operator(source, _LEVELS[level])
        if not operator:
            return left
        left = Binary(operator, left, read_expression(source, level + 1), place)


def _operator(source: Source, known: dict[str, str]) -> str:
    for text, operator in known.items():
        if text.isalpha():
            if found := source.match(re.compile(rf"{text}\b")):
                return known[found[0]]
        elif source.take(text):
            return operator
    return ""


def _operand(source: Source) -> Node:
    source.skip_space()
    if source.take("!"):
        return Not(_operand(source))
    if source.match(re.compile(r"not\b")):
        return Not(_operand(source))
    if source.take("("):
        inner = read_expression(source)
        source.skip_space()
        source.expect(")", "after the expression")
        return inner
    if starts_reference(source):
        return read_reference(source)
    if source.starts("'") or source.starts('"'):
        return _quoted(source)
    if source.take("["):
        return _row(source)
    if source.take("{"):
        return _objects(source)
    if number := source.match(_NUMBER):
        text = number[0]
        return Literal(int(text) if text.lstrip("-").isdigit() else float(text))
    if (word := source.match(_NAME)) and word[0] in _WORDS:
        return Literal(_WORDS[word[0]])
    raise source.error("expected a value: a reference, a text in quotes, a number, a list or a map")


def _quoted(source: Source) -> Node:
    """Read a text in quotes; a doubled quote stands for itself, and in double quotes references are filled in."""
    mark, place = source.text[source.at], source.place
    found = source.match(re.compile(rf"{mark}((?:[^{mark}]|{mark}{mark})*){mark}"))
    if found is None:
        raise source.error(f"this text has no closing {mark}")
    text = found[1].replace(mark * 2, mark)
    if mark == "'" or "$" not in text:
        return Literal(text)
    inner, parts = Source(text, origin=(place[0], place[1] + 1)), list[Node]()
    while not inner.done:
        if starts_reference(inner):
            parts.append(read_reference(inner))
        else:
            parts.append(Text(inner.text[inner.at]))
            inner.at += 1
    return Row(tuple(parts), joined=True)


def _row(source: Source) -> Node:
    source.skip_space()
    if source.take("]"):
        return Row(())
    first = read_expression(source)
    source.skip_space()
    if source.take(".."):
        last = read_expression(source)
        source.skip_space()
        source.expect("]", "after the range")
        return Range(first, last)
    if source.take("]"):
        return Row((first,))
    source.expect(",", "between the values")
    return Row((first, *_arguments(source, "]")))


def _objects(source: Source) -> Node:
    entries: list[tuple[Node, Node]] = []
    source.skip_space()
    while not source.take("}"):
        if entries:
            source.expect(",", "between the entries")
        key = read_expression(source)
        source.skip_space()
        source.expect(":", "after the key")
        entries.append((key, read_expression(source)))
        source.skip_space()
    return Objects(tuple(entries))
