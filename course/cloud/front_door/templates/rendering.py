"""Filling in a template."""

from collections.abc import Callable, Iterable
from typing import Any

from .errors import TemplateError
from .evaluation import MOST_ROUNDS, assign, value_of
from .nodes import Break, Each, If, Node, Set, Text
from .reading import read
from .values import is_true, text_of

__all__ = ["render"]

Variables = dict[str, Any]


class _BreakError(Exception):
    """Leaves a loop."""


def render(text: str, variables: Variables) -> str:
    """Return the text that a template makes of its variables. Raises TemplateError.

    `variables` are changed by ``#set``, and so are maps in them, such as those of ``$context.responseOverride``.
    """
    pieces: list[str] = []
    try:
        _write(read(text), variables, pieces)
    except _BreakError:
        pass
    except RecursionError:
        raise TemplateError("the template is nested too deeply") from None
    return "".join(pieces)


def _write(nodes: Iterable[Node], variables: Variables, pieces: list[str]) -> None:
    for node in nodes:
        if isinstance(node, Text):
            pieces.append(node.text)
        elif writer := _WRITERS.get(type(node)):
            writer(node, variables, pieces)
        else:
            pieces.append(text_of(value_of(node, variables)))


def _set(node: Set, variables: Variables, _: list[str]) -> None:
    assign(node.target, value_of(node.value, variables), variables)


def _if(node: If, variables: Variables, pieces: list[str]) -> None:
    for condition, block in node.branches:
        if condition is None or is_true(value_of(condition, variables)):
            _write(block, variables, pieces)
            return


def _each(node: Each, variables: Variables, pieces: list[str]) -> None:
    items = _items(value_of(node.source, variables), node)
    before = {name: variables[name] for name in (node.name, "foreach", "velocityCount") if name in variables}
    try:
        for index, item in enumerate(items):
            last = index == len(items) - 1
            counts = {
                "index": index,
                "count": index + 1,
                "hasNext": not last,
                "first": not index,
                "last": last,
            }
            variables |= {node.name: item, "foreach": counts, "velocityCount": index + 1}
            _write(node.block, variables, pieces)
    except _BreakError:
        pass
    finally:
        for name in (node.name, "foreach", "velocityCount"):
            variables.pop(name, None)
        variables |= before


def _items(source: Any, node: Each) -> list[Any]:
    if source is None:
        return []
    if isinstance(source, dict):
        source = list(source.values())
    if isinstance(source, list) and len(source) > MOST_ROUNDS:
        raise TemplateError(f"#foreach has {len(source)} rounds and may have {MOST_ROUNDS}", *node.place)
    if isinstance(source, list):
        return list(source)
    raise TemplateError(
        f"#foreach goes through a list or a map, not through {text_of(source)!r}", *node.place
    )


def _break(_: Break, __: Variables, ___: list[str]) -> None:
    raise _BreakError


_WRITERS: dict[type, Callable[..., None]] = {Break: _break, Each: _each, If: _if, Set: _set}
