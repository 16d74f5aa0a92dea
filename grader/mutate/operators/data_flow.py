"""Mistakes in what a state takes, makes and hands on."""

import re
from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.values import values

__all__ = ["mark_forgotten", "nothing_handed_on", "path_too_short", "variable_not_assigned"]

_NULLABLE = ("InputPath", "ResultPath", "OutputPath")
_PATH = re.compile(r"\$\$?(?:\.\w+|\[[^\]]*\])+")
_LAST_STEP = re.compile(r"(?:\.\w+|\[[^\]]*\])$")


def nothing_handed_on(source: Source) -> Iterator[Change]:
    """A path is null: nothing is taken, kept or handed on."""
    for _, member in values(source).fields(*_NULLABLE):
        if member.value.text is not None:
            yield replaced(member.value.span, member.value.written(None))


def path_too_short(source: Source) -> Iterator[Change]:
    """A path ends one step too early, at what holds the field."""
    for value in values(source).all:
        if value.text is not None and _PATH.fullmatch(value.text):
            yield replaced(value.span, value.written(_LAST_STEP.sub("", value.text)))


def mark_forgotten(source: Source) -> Iterator[Change]:
    """The `.$` is missing, so a path is handed on as text."""
    for mapping in values(source).mappings():
        for member in mapping.members or ():
            if member.name.endswith(".$"):
                key = source.said(member.key)
                yield replaced(member.key, key.replace(member.name, member.name.removesuffix(".$")))


def variable_not_assigned(source: Source) -> Iterator[Change]:
    """What was to be remembered is not."""
    for _, member in values(source).fields("Assign"):
        if member.value.members:
            yield replaced(member.value.span, "{}")
