"""Mistakes in lists and dicts: something is missing in them."""

import ast
from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.value import FOR_PEOPLE
from grader.mutate.values import values

__all__ = ["element_forgotten", "key_forgotten"]


def key_forgotten(source: Source) -> Iterator[Change]:
    """A key is missing."""
    for mapping in values(source).mappings():
        for member in mapping.members or ():
            if member.name not in FOR_PEOPLE:
                yield mapping.without(member)


def element_forgotten(source: Source) -> Iterator[Change]:
    """Something is missing in a list."""
    for several in values(source).all:
        for item in several.items or ():
            yield several.without(item)
    for group in source.of(ast.Tuple):
        if isinstance(group.ctx, ast.Load):
            for rest in _rests(source, group.elts):
                yield replaced(source.span(group), f"({', '.join(rest)}{',' if len(rest) == 1 else ''})")
    for unordered in source.of(ast.Set):
        for rest in _rests(source, unordered.elts):
            yield replaced(source.span(unordered), f"{{{', '.join(rest)}}}" if rest else "set()")


def _rests(source: Source, elements: list[ast.expr]) -> Iterator[list[str]]:
    """Yield the texts of all elements but one, for each."""
    for left_out in elements:
        yield [source.said(each) for each in elements if each is not left_out]
