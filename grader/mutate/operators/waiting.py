"""Mistakes in waiting for work: tokens, callbacks, limits of time; and in doing several things at once."""

import itertools
import re
from collections.abc import Iterator

from grader.mutate.change import Change, exchanged, replaced
from grader.mutate.source import Source
from grader.mutate.values import values

__all__ = ["branches_exchanged", "limit_lost", "not_waited_for", "token_lost"]

_LIMITS = ("TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath")
_WAITS = re.compile(r"\.(?:waitForTaskToken|sync(?::2)?)$")


def limit_lost(source: Source) -> Iterator[Change]:
    """Nothing bounds how long a task or an execution may take, or how long it may be silent."""
    for mapping, member in values(source).fields(*_LIMITS):
        yield mapping.without(member)


def token_lost(source: Source) -> Iterator[Change]:
    """Whoever is to answer is not told the token to answer with."""
    for mapping in values(source).mappings():
        for member in mapping.members or ():
            if member.value.text is not None and "Task.Token" in member.value.text:
                yield mapping.without(member)


def not_waited_for(source: Source) -> Iterator[Change]:
    """A task is over once the work has been handed out, not once it is done."""
    for _, member in values(source).fields("Resource"):
        if member.value.text is not None and _WAITS.search(member.value.text):
            yield replaced(member.value.span, member.value.written(_WAITS.sub("", member.value.text)))


def branches_exchanged(source: Source) -> Iterator[Change]:
    """Two branches stand in the other order, and so do their results."""
    for _, member in values(source).fields("Branches"):
        branches = member.value.items or ()
        for one, other in itertools.pairwise(branches):
            yield exchanged(source, one.span, other.span)
