"""Mistakes in handling exceptions: too little, too much, in silence."""

import ast
from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source, Span

__all__ = ["error_not_caught", "error_swallowed", "every_error_caught"]


def error_not_caught(source: Source) -> Iterator[Change]:
    """An error that was to be handled reaches the caller."""
    for handler in source.of(ast.ExceptHandler):
        yield from _catching(source, handler, "()")


def every_error_caught(source: Source) -> Iterator[Change]:
    """An error that was to reach the caller is handled like the one that was meant."""
    for handler in source.of(ast.ExceptHandler):
        yield from _catching(source, handler, "Exception")


def error_swallowed(source: Source) -> Iterator[Change]:
    """An error is caught, and nothing is done about it."""
    for handler in source.of(ast.ExceptHandler):
        if not any(statement in source.nodes for statement in handler.body):
            continue  # it only says so already
        first, last = (source.span(handler.body[end]) for end in (0, -1))
        yield replaced(Span(first.start, last.end), "pass")


def _catching(source: Source, handler: ast.ExceptHandler, kind: str) -> Iterator[Change]:
    if handler.type is not None:
        yield replaced(source.span(handler.type), kind)
    else:
        start = source.span(handler).start + len("except")
        yield replaced(Span(start, start), f" {kind}")
