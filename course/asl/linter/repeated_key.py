"""A key that stands twice: what the text says and the data no longer shows."""

from collections.abc import Iterator

from course.asl.text import Place

from .definition import Definition, Finding
from .refusals.names import is_state

__all__ = ["repeated_key"]


def repeated_key(definition: Definition) -> Iterator[Finding]:
    """A key that stands twice in one object.

    What it finds
        Two fields of the same name in one object. (Two states of the same name are refused by AWS:
        duplicate-state.)

    Why it matters
        JSON lets it pass, and whoever reads it keeps the last one. The first is lost without a word.

    Example
        {"Type": "Task", "TimeoutSeconds": 30, "HeartbeatSeconds": 10, "TimeoutSeconds": 60}

    Remedy
        Remove or rename one of them.
    """
    for problem in definition.problems:
        path = problem.path or ()
        if problem.code == "DUPLICATE_KEY" and not is_state(definition, path):
            place = Place(problem.line, problem.column)
            yield Finding(path, problem.message, "The last one counts; remove the other.", place=place)
