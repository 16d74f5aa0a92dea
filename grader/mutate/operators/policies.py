"""Mistakes in policies: who may do what."""

from collections.abc import Iterator

from grader.mutate.change import Change, replaced
from grader.mutate.source import Source
from grader.mutate.values import values

__all__ = ["everything_allowed", "refused_instead_of_allowed"]

_OPPOSITE = {"Allow": "Deny", "Deny": "Allow"}


def everything_allowed(source: Source) -> Iterator[Change]:
    """A statement of a policy is about everybody, every action or every resource."""
    for statement in values(source).mappings():
        if statement.member("Effect") is not None:
            for name in ("Principal", "Action", "Resource"):
                value = statement.member(name)
                if value is not None:
                    yield replaced(value.span, value.written("*"))


def refused_instead_of_allowed(source: Source) -> Iterator[Change]:
    """A statement of a policy has the opposite effect."""
    for _, member in values(source).fields("Effect"):
        if member.value.text in _OPPOSITE:
            yield replaced(member.value.span, member.value.written(_OPPOSITE[member.value.text]))
