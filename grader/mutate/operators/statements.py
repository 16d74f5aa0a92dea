"""Mistakes in the order of work: steps that are left out, come too early, or end it."""

import ast
import itertools
from collections.abc import Iterator

from grader.mutate.change import Change, exchanged, replaced
from grader.mutate.source import Source

__all__ = [
    "nothing_returned",
    "only_the_first",
    "otherwise_forgotten",
    "statement_forgotten",
    "statements_exchanged",
]

_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Pass)


def statement_forgotten(source: Source) -> Iterator[Change]:
    """A step is left out."""
    for _, block in source.bodies():
        for statement in block:
            if not isinstance(statement, (*_DEFINES, ast.Return)) and not _is_placeholder(statement):
                yield replaced(source.span(statement), "pass")


def nothing_returned(source: Source) -> Iterator[Change]:
    """The result is made and not handed back."""
    for statement in source.of(ast.Return):
        if statement.value is not None:
            yield replaced(source.span(statement.value), "None")


def statements_exchanged(source: Source) -> Iterator[Change]:
    """A step that others can see comes before the one that it should follow."""
    for _, block in source.bodies():
        for one, other in itertools.pairwise(block):
            movable = all(isinstance(each, ast.Expr | ast.Assign | ast.AugAssign) for each in (one, other))
            if movable and _calls(one) and _calls(other):
                yield exchanged(source, source.span(one), source.span(other))


def otherwise_forgotten(source: Source) -> Iterator[Change]:
    """What should happen if a condition does not hold is left out."""
    for condition in source.of(ast.If):
        if condition.orelse:
            first, last = (source.span(condition.orelse[end]) for end in (0, -1))
            if source.line(first.start) > source.line(source.span(condition.body[-1]).end):
                yield replaced(type(first)(first.start, last.end), "pass")


def only_the_first(source: Source) -> Iterator[Change]:
    """A loop deals with the first of many only."""
    for loop in source.of(ast.For):
        yield replaced(source.span(loop.iter), f"list({source.said(loop.iter)})[:1]")


def _calls(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Call) for node in ast.walk(statement))


def _is_placeholder(statement: ast.stmt) -> bool:
    """Tell whether a statement only keeps the place of an answer: ``weak = None``."""
    value = statement.value if isinstance(statement, ast.Assign) else ast.Pass()
    return isinstance(value, ast.Constant) and value.value in (None, ...) and statement.col_offset == 0
