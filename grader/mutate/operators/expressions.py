"""Mistakes in JSONata expressions, the texts between ``{%`` and ``%}``."""

import re
from collections.abc import Callable, Iterator

from grader.mutate.arguments import with_arguments_exchanged
from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.value import Value
from grader.mutate.values import values

__all__ = [
    "expression_arguments_exchanged",
    "expression_field_misspelt",
    "expression_number_off_by_one",
    "expression_path_too_short",
    "expression_sign_exchanged",
    "expression_text_misspelt",
    "outcomes_exchanged",
]

# Texts are taken whole, so that nothing in them is mistaken for an operator.
_TOKENS = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>\$?\$?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)"""
    r"""|(?P<number>\d+(?:\.\d+)?)|(?P<sign>!=|<=|>=|:=|\.\.|[-+*/&<>=?:])""",
)
_SIGNS = {
    ">": (">=", "<="),
    ">=": (">", "<"),
    "<": ("<=", ">="),
    "<=": ("<", ">"),
    "=": ("!=",),
    "!=": ("=",),
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
    "and": ("or",),
    "or": ("and",),
}
_FUNCTIONS = {
    "$sum": "$count",
    "$count": "$sum",
    "$max": "$min",
    "$min": "$max",
    "$exists": "$not",
    "$not": "$boolean",
}
_WORDS = ("and", "or", "in", "true", "false", "null", "function")

_Token = re.Match[str]


def expression_arguments_exchanged(source: Source) -> Iterator[Change]:
    """Two arguments of a function, or two items of an array, stand in each other's place."""
    for value, text in _expressions(source):
        for new in with_arguments_exchanged(text[2:-2]):
            yield replaced(value.span, value.written(f"{{%{new}%}}"))


def expression_sign_exchanged(source: Source) -> Iterator[Change]:
    """An expression compares, joins or reckons another way."""
    yield from _changed(source, _other_signs)


def expression_number_off_by_one(source: Source) -> Iterator[Change]:
    """A number in an expression is one too large or too small."""
    yield from _changed(source, _other_numbers)


def expression_text_misspelt(source: Source) -> Iterator[Change]:
    """A text in an expression is not the one that was agreed."""
    yield from _changed(source, lambda token: [f"{token[0][:-1]}x{token[0][-1]}"] if token["text"] else [])


def expression_field_misspelt(source: Source) -> Iterator[Change]:
    """An expression asks for a field or a variable that is not there."""
    yield from _changed(
        source, lambda token: [f"{token[0]}x"] if _names(token) and not _is_called(token) else []
    )


def expression_path_too_short(source: Source) -> Iterator[Change]:
    """An expression takes what holds a field in the place of the field."""
    yield from _changed(
        source, lambda token: [token[0].rpartition(".")[0]] if _names(token) and "." in token[0] else []
    )


def outcomes_exchanged(source: Source) -> Iterator[Change]:
    """A condition in an expression has its two outcomes in each other's place."""
    for value, text in _expressions(source):
        for token in _TOKENS.finditer(text, 2, len(text) - 2):
            if token["sign"] == "?":
                start, end = _beginning(text, token.start()), token.start()
                yield replaced(
                    value.span, value.written(f"{text[:start]} $not({text[start:end].strip()}) {text[end:]}")
                )


def _changed(source: Source, others: Callable[[_Token], list[str]]) -> Iterator[Change]:
    """Yield each expression with one token changed to each of what `others` gives."""
    for value, text in _expressions(source):
        for token in _TOKENS.finditer(text, 2, len(text) - 2):
            for new in others(token):
                yield replaced(value.span, value.written(text[: token.start()] + new + text[token.end() :]))


def _expressions(source: Source) -> Iterator[tuple[Value, str]]:
    for value in values(source).all:
        if value.text is not None and value.text.startswith("{%") and value.text.endswith("%}"):
            yield value, value.text


def _beginning(text: str, end: int) -> int:
    """Return where the condition begins that ends at `end`: after a bracket that is still open, or after a separator."""
    closed = 0
    for place in range(end - 1, 1, -1):
        if text[place] in ")]}":
            closed += 1
        elif text[place] in "([{" and closed:
            closed -= 1
        elif text[place] in "([{" or (not closed and _separates(text, place)):
            return place + 1
    return 2


def _separates(text: str, place: int) -> bool:
    return text[place] in ",;:?" or text[place - 1 : place + 1] == ":="


def _other_signs(token: _Token) -> list[str]:
    if token["name"] in _FUNCTIONS:
        return [_FUNCTIONS[token["name"]]]
    return list(_SIGNS.get(token[0], ())) if token["sign"] or token["name"] in ("and", "or") else []


def _other_numbers(token: _Token) -> list[str]:
    if not token["number"]:
        return []
    number = float(token[0]) if "." in token[0] else int(token[0])
    return [str(number + 1), str(number - 1)]


def _names(token: _Token) -> bool:
    return bool(token["name"]) and token["name"] not in _WORDS


def _is_called(token: _Token) -> bool:
    return token.string[token.end() :].lstrip().startswith("(")
