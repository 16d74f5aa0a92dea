"""Mistakes in single words of code: numbers, flags, texts, operators, and what may be anything."""

import ast
from collections.abc import Callable, Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source, Span
from grader.mutate.values import values

__all__ = [
    "flag_turned",
    "number_off_by_one",
    "operator_exchanged",
    "sign_moved",
    "text_misspelt",
    "words_left_out",
]

_ARITHMETIC = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "/", ast.Mod: "//"}
_SIGNS = {">": ">=", ">=": ">", "<": "<=", "<=": "<", "=": "!=", "==": "!=", "!=": "="}
# With an unknown word there a definition is refused, which would say nothing of a rubric.
_STRUCTURE = ("Type", "StartAt", "Next", "Default", "QueryLanguage")


def number_off_by_one(source: Source) -> Iterator[Change]:
    """A number is one too large or too small."""
    for value in values(source).all:
        if isinstance(value.constant, int | float) and not isinstance(value.constant, bool):
            for step in (1, -1):
                yield replaced(value.span, value.written(value.constant + step))


def flag_turned(source: Source) -> Iterator[Change]:
    """A flag says the opposite."""
    for value in values(source).all:
        if isinstance(value.constant, bool):
            yield replaced(value.span, value.written(not value.constant))


def text_misspelt(source: Source) -> Iterator[Change]:
    """A name or another text is not the one that was agreed."""
    for value in values(source).all:
        is_structure = bool(set(value.path[-1:]) & set(_STRUCTURE))
        is_expression = (value.text or "").startswith(("{%", "States."))
        if value.text and value.text not in _SIGNS and not is_structure and not is_expression:
            yield replaced(value.span, value.written(_misspelt(value.text)))
    yield from _in_f_strings(source, _misspelt)


def sign_moved(source: Source) -> Iterator[Change]:
    """A text that says how to compare, as in a filter, says another way."""
    for value in values(source).all:
        if value.text in _SIGNS:
            yield replaced(value.span, value.written(_SIGNS[value.text]))


def words_left_out(source: Source) -> Iterator[Change]:
    """A part of a text that is put together is left out."""
    yield from _in_f_strings(source, lambda _: "")
    for text in source.of(ast.JoinedStr):
        for number, part in enumerate(text.values):
            if isinstance(part, ast.FormattedValue):
                rest = [*text.values[:number], *text.values[number + 1 :]]
                yield replaced(source.span(text), ast.unparse(ast.JoinedStr(rest)))


def operator_exchanged(source: Source) -> Iterator[Change]:
    """Something is added where it should be taken away, or the like."""
    for added in source.of(ast.BinOp):
        if type(added.op) in _ARITHMETIC:
            left, right = source.wrapped(added.left), source.wrapped(added.right)
            yield replaced(Span(left.end, right.start), f" {_ARITHMETIC[type(added.op)]} ")


def _misspelt(text: str) -> str:
    """Return a text with another letter at its end: before the blanks, where it ends with some."""
    bare = text.rstrip()
    return f"{bare}x{text[len(bare) :]}"


def _in_f_strings(source: Source, changed: Callable[[str], str]) -> Iterator[Change]:
    for text in source.of(ast.JoinedStr):
        for number, part in enumerate(text.values):
            if isinstance(part, ast.Constant):
                new = ast.Constant(changed(str(part.value)))
                parts = [*text.values[:number], new, *text.values[number + 1 :]]
                yield replaced(source.span(text), ast.unparse(ast.JoinedStr(parts)))
