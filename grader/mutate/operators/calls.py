"""Mistakes in calls: conversions and arguments that are left out or stand in another's place."""

import ast
import itertools
from collections.abc import Iterator

from grader.mutate.change import Change, dropped, exchanged, replaced
from grader.mutate.source import Source, Span

__all__ = ["argument_forgotten", "arguments_exchanged", "call_forgotten"]


def call_forgotten(source: Source) -> Iterator[Change]:
    """What was to be converted, sorted or looked up is taken as it is."""
    for call in source.of(ast.Call):
        if len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred):
            yield replaced(source.span(call), f"({source.said(call.args[0])})")
        if not call.args and not call.keywords and isinstance(call.func, ast.Attribute):
            yield replaced(source.span(call), source.said(call.func.value))


def argument_forgotten(source: Source) -> Iterator[Change]:
    """An argument is left out."""
    for call in source.of(ast.Call):
        arguments = _arguments(source, call)
        if len(arguments) == 1:
            bracket = source.text.index("(", source.span(call.func).end)
            yield replaced(Span(bracket + 1, source.span(call).end - 1), "")
        else:
            yield from (dropped(arguments, number) for number in range(len(arguments)))


def arguments_exchanged(source: Source) -> Iterator[Change]:
    """Two arguments that stand side by side change their places, or their names."""
    for call in source.of(ast.Call):
        for one, other in itertools.pairwise(call.args):
            yield exchanged(source, source.span(one), source.span(other))
        for first, second in itertools.pairwise(call.keywords):
            if first.arg and second.arg:
                yield exchanged(source, source.span(first.value), source.span(second.value))


def _arguments(source: Source, call: ast.Call) -> list[Span]:
    return sorted(source.span(each) for each in (*call.args, *call.keywords))
