"""Mistakes in intrinsic functions of JSONPath: ``States.Format('{} of {}', $.a, $.b)``."""

import re
from collections.abc import Callable, Iterator

from grader.mutate.arguments import with_arguments_exchanged
from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.value import Value
from grader.mutate.values import values

__all__ = [
    "intrinsic_arguments_exchanged",
    "intrinsic_forgotten",
    "intrinsic_number_off_by_one",
    "intrinsic_path_misspelt",
    "intrinsic_path_too_short",
    "intrinsic_text_misspelt",
]

_TOKENS = re.compile(
    r"(?P<text>'(?:[^'\\]|\\.)*')|(?P<path>\$\$?(?:\.\w+|\[[^\]]*\])*)|(?P<number>(?<![\w.])-?\d+(?![\w.]))"
)
_LAST_STEP = re.compile(r"(?:\.\w+|\[[^\]]*\])$")

_Token = re.Match[str]


def intrinsic_arguments_exchanged(source: Source) -> Iterator[Change]:
    """Two arguments of an intrinsic function stand in each other's place."""
    for value, text in _intrinsics(source):
        if not text.startswith("States.MathAdd("):  # which does not care
            yield from (replaced(value.span, value.written(new)) for new in with_arguments_exchanged(text))


def intrinsic_forgotten(source: Source) -> Iterator[Change]:
    """What an intrinsic function was to convert is taken as it is."""
    for value, text in _intrinsics(source):
        inside = text[text.index("(") + 1 : text.rindex(")")]
        if _TOKENS.fullmatch(inside) and inside.startswith("$"):
            yield replaced(value.span, value.written(inside))


def intrinsic_number_off_by_one(source: Source) -> Iterator[Change]:
    """A number in an intrinsic function is one too large or too small."""
    yield from _changed(
        source, lambda token: [str(int(token[0]) + step) for step in (1, -1)] if token["number"] else []
    )


def intrinsic_path_misspelt(source: Source) -> Iterator[Change]:
    """An intrinsic function asks for a field that is not there."""
    yield from _changed(source, lambda token: [f"{token[0]}x"] if "." in (token["path"] or "") else [])


def intrinsic_path_too_short(source: Source) -> Iterator[Change]:
    """An intrinsic function takes what holds a field in the place of the field."""
    yield from _changed(
        source, lambda token: [_LAST_STEP.sub("", token[0])] if _LAST_STEP.search(token["path"] or "") else []
    )


def intrinsic_text_misspelt(source: Source) -> Iterator[Change]:
    """A text in an intrinsic function is not the one that was agreed."""
    yield from _changed(source, lambda token: [f"{token[0][:-1]}x'"] if token["text"] else [])


def _changed(source: Source, others: Callable[[_Token], list[str]]) -> Iterator[Change]:
    """Yield each call with one token changed to each of what `others` gives."""
    for value, text in _intrinsics(source):
        for token in _TOKENS.finditer(text):
            for new in others(token):
                yield replaced(value.span, value.written(text[: token.start()] + new + text[token.end() :]))


def _intrinsics(source: Source) -> Iterator[tuple[Value, str]]:
    for value in values(source).all:
        if value.text is not None and re.fullmatch(r"States\.\w+\(.*\)", value.text, re.DOTALL):
            yield value, value.text
