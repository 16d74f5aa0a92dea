"""Mistakes in Retry and Catch: which errors, how often, in which order, and what becomes of what was known."""

import itertools
from collections.abc import Iterator

from grader.mutate.change import Change, exchanged, replaced
from grader.mutate.source import Source
from grader.mutate.value import Value
from grader.mutate.values import values

__all__ = ["error_renamed", "every_error_handled", "handler_lost", "handlers_exchanged", "jitter_turned"]

_HANDLERS = ("Retry", "Catch")


def handler_lost(source: Source) -> Iterator[Change]:
    """A retrier or catcher is missing."""
    for several in _handlers(source):
        for handler in several.items or ():
            yield several.without(handler)


def handlers_exchanged(source: Source) -> Iterator[Change]:
    """Two retriers or catchers stand in the other order, and the first that matches is taken."""
    for several in _handlers(source):
        items = several.items or ()
        for one, other in itertools.pairwise(items):
            yield exchanged(source, one.span, other.span)


def error_renamed(source: Source) -> Iterator[Change]:
    """A handler, or a state that fails, names an error that is never raised, or raises another."""
    for name in _names_of_errors(source):
        yield replaced(name.span, name.written(f"{name.text}x"))


def every_error_handled(source: Source) -> Iterator[Change]:
    """A handler takes every error, or every one that a task can raise by failing, not only those that are meant."""
    for handler, _ in values(source).fields("ErrorEquals"):
        named = handler.member("ErrorEquals")
        for each in (named.items if named else None) or ():
            wider = "States.TaskFailed" if each.text == "States.ALL" else "States.ALL"
            yield replaced(each.span, each.written(wider))


def jitter_turned(source: Source) -> Iterator[Change]:
    """Retries are spread where they should not be, or the other way round."""
    for _, member in values(source).fields("JitterStrategy"):
        yield replaced(
            member.value.span, member.value.written("NONE" if member.value.text == "FULL" else "FULL")
        )


def _handlers(source: Source) -> Iterator[Value]:
    """Yield the lists of retriers and catchers, wherever they are written."""
    for value in values(source).all:
        items = value.items or ()
        if items and all(each.member("ErrorEquals") is not None for each in items):
            yield value


def _names_of_errors(source: Source) -> Iterator[Value]:
    for _, member in values(source).fields("ErrorEquals", "Error"):
        for each in (member.value, *(member.value.items or ())):
            if each.text is not None:
                yield each
