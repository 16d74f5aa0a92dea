"""Mistakes in conditions of code: boundaries, negations, and, or."""

import ast
from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source, Span

__all__ = ["and_or_exchanged", "boundary_moved", "condition_forgotten", "condition_negated", "part_forgotten"]

_MOVED = {ast.Gt: ">=", ast.GtE: ">", ast.Lt: "<=", ast.LtE: "<"}
_NEGATED = {
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}


def boundary_moved(source: Source) -> Iterator[Change]:
    """The value at the boundary is counted on the other side."""
    for comparison in source.of(ast.Compare):
        yield from _compared(source, comparison, _MOVED)


def condition_negated(source: Source) -> Iterator[Change]:
    """The condition says the opposite."""
    for comparison in source.of(ast.Compare):
        yield from _compared(source, comparison, _NEGATED)
    for test in _tests(source):
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            yield replaced(source.span(test), f"({source.said(test.operand)})")
        elif not isinstance(test, ast.Compare):
            yield replaced(source.span(test), f"(not ({source.said(test)}))")


def condition_forgotten(source: Source) -> Iterator[Change]:
    """What should happen under a condition happens always."""
    for test in _tests(source):
        if not isinstance(source.parent(test), ast.While):
            yield replaced(source.span(test), "True")


def and_or_exchanged(source: Source) -> Iterator[Change]:
    """One of several conditions is enough where all must hold, or the other way round."""
    for several in source.of(ast.BoolOp):
        new = " or " if isinstance(several.op, ast.And) else " and "
        said = [f"({source.said(each)})" for each in several.values]
        yield replaced(source.span(several), f"({new.join(said)})")


def part_forgotten(source: Source) -> Iterator[Change]:
    """One of several conditions is left out."""
    for several in source.of(ast.BoolOp):
        word = " and " if isinstance(several.op, ast.And) else " or "
        for left_out in several.values:
            said = [f"({source.said(each)})" for each in several.values if each is not left_out]
            yield replaced(source.span(several), f"({word.join(said)})")


def _compared(source: Source, comparison: ast.Compare, words: dict[type[ast.cmpop], str]) -> Iterator[Change]:
    """Yield the comparison with another operator in the place of each that has one."""
    sides = [comparison.left, *comparison.comparators]
    for number, operator in enumerate(comparison.ops):
        if type(operator) in words:
            left, right = (source.wrapped(side) for side in sides[number : number + 2])
            yield replaced(Span(left.end, right.start), f" {words[type(operator)]} ")


def _tests(source: Source) -> Iterator[ast.expr]:
    """Yield what is asked in each `if`, `while`, conditional expression and comprehension."""
    for node in (source.tree, *source.nodes):
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            yield node.test
        for each in getattr(node, "generators", []):
            yield from each.ifs
