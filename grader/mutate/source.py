"""An answer's code as something to change: its text, its syntax tree, where each node stands and what it is part of."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeVar

__all__ = ["Source", "Span"]

N = TypeVar("N", bound=ast.AST)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text: offsets of its first character and of the one after its last."""

    start: int
    end: int


class Source:
    """The text of an answer. Raises SyntaxError where it is no Python.

    `nodes` leaves out what no mistake of a learner's is made in: docstrings, type hints, imports, and what is printed for
    people. What stands inside of an f-string is left out, too, because Python tells its places from version 3.12 on only.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = ast.parse(text)
        self._lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._parents: dict[ast.AST, ast.AST] = {}

    def span(self, node: ast.AST) -> Span:
        """Return where a node stands; parentheses around it are not part of it."""
        start = self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]  # only nodes with a place come here
        return Span(start, self._offset(node.end_lineno, node.end_col_offset))  # type: ignore[attr-defined]  # as above

    def wrapped(self, node: ast.AST) -> Span:
        """Return where a node stands together with the parentheses around it. Not for an argument of a call."""
        span = self.span(node)
        while True:
            before, after = self.text[: span.start].rstrip(), self.text[span.end :]
            blanks = len(after) - len(after.lstrip())
            if not (before.endswith("(") and after[blanks:].startswith(")")):
                return span
            span = Span(len(before) - 1, span.end + blanks + 1)

    def said(self, span: Span | ast.AST) -> str:
        """Return the text of a node or span."""
        where = span if isinstance(span, Span) else self.span(span)
        return self.text[where.start : where.end]

    def line(self, offset: int) -> int:
        """Return the line, from 1, of an offset."""
        return self.text.count("\n", 0, offset) + 1

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return what a node of `nodes` is directly part of."""
        return self._parents.get(node) if self.nodes else None

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node that has a place, in the order of the text."""
        found = list(self._below(self.tree))
        return tuple(sorted(found, key=lambda node: (self.span(node).start, -self.span(node).end)))

    def of(self, *kinds: type[N]) -> Iterator[N]:
        """Yield the nodes of these kinds."""
        return (node for node in self.nodes if isinstance(node, kinds))

    def bodies(self) -> Iterator[tuple[ast.AST, list[ast.stmt]]]:
        """Yield each block of statements below a function, a loop, a condition or the cell itself, as `nodes` has them."""
        for node in (self.tree, *self.nodes):
            for field in ("body", "orelse", "finalbody"):
                block = getattr(node, field, None)
                if isinstance(block, list):
                    yield node, [each for each in block if not _is_for_people(each)]

    def _below(self, node: ast.AST) -> Iterator[ast.AST]:
        for child in self._inside(node):
            self._parents[child] = node
            if hasattr(child, "lineno"):
                yield child
            yield from self._below(child)

    def _inside(self, node: ast.AST) -> Iterator[ast.AST]:
        if isinstance(node, ast.JoinedStr | ast.Import | ast.ImportFrom):
            return
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "type_comment"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _is_for_people(child):
                    yield child

    def _offset(self, line: int, column: int) -> int:
        """Return the offset of a place as Python tells it: lines from 1, columns in bytes."""
        text = self._lines[line - 1]
        return self._starts[line - 1] + (column if text.isascii() else len(text.encode()[:column].decode()))


def _is_for_people(node: ast.AST) -> bool:
    """Tell whether a statement is a text that nobody uses, such as a docstring, or prints."""
    said = node.value if isinstance(node, ast.Expr) else None
    if isinstance(said, ast.Call):
        return isinstance(said.func, ast.Name) and said.func.id == "print"
    return isinstance(said, ast.Constant) and isinstance(said.value, str)
