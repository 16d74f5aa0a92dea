"""A rubric as a kit holds it: without its hidden functions' bodies, and without anything that only those use."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Hidden", "cut", "hidden_in", "only_for_hidden"]

MARK = "hidden"
STUB = '''\
@hidden
def {name}(*_):
    """What only grading has is not in a kit."""
    return []
'''


@dataclass(frozen=True)
class Hidden:
    """A hidden function of a rubric: its name, and the text that a kit must not hold."""

    name: str
    text: str


def cut(source: str) -> str:
    """Return the text of a rubric with a stub in the place of each hidden function and of the comment above it."""
    lines = source.splitlines(keepends=True)
    for node in reversed(list(_hidden(ast.parse(source)))):
        first, last = _span(node, lines)
        lines[first:last] = [STUB.format(name=node.name)]
    return "".join(lines)


def hidden_in(source: str) -> list[Hidden]:
    """Return the hidden functions of a rubric."""
    lines = source.splitlines(keepends=True)
    spans = ((node.name, _span(node, lines)) for node in _hidden(ast.parse(source)))
    return [Hidden(name, "".join(lines[first:last])) for name, (first, last) in spans]


def only_for_hidden(sources: Iterable[str]) -> list[str]:
    """Return what the sources of a room define that nothing but hidden functions use: a kit would tell of it.

    What is hidden must stand in a hidden function as a whole.
    """
    trees = [ast.parse(source) for source in sources]
    by_hidden: set[str] = set()
    by_others: set[str] = set()
    defined: set[str] = set()
    for statement in (each for tree in trees for each in tree.body):
        if isinstance(statement, ast.Import | ast.ImportFrom) or _is_hidden(statement):
            by_hidden |= _used(statement) if _is_hidden(statement) else set()
            continue
        names = _defined(statement)
        defined |= names
        by_others |= _used(statement) - names
    return sorted(defined & by_hidden - by_others)


def _hidden(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and _is_hidden(node))


def _is_hidden(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(each, ast.Name) and each.id == MARK for each in node.decorator_list
    )


def _span(node: ast.FunctionDef, lines: list[str]) -> tuple[int, int]:
    """Return the first line (from 0) and the one after the last of a function with its decorators and its comment."""
    first = node.decorator_list[0].lineno - 1
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    return first, node.end_lineno or node.lineno


def _used(statement: ast.stmt) -> set[str]:
    named = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return named | {node.attr for node in ast.walk(statement) if isinstance(node, ast.Attribute)}


def _defined(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
