"""What a state's retriers and catchers do about the error that it met."""

from dataclasses import dataclass
from typing import Any

from course.asl.one_state import Refused
from course.widgets.data_flow.asking import ask
from course.widgets.data_flow.subject import NOTHING, Subject

__all__ = ["Handling", "handled"]

# More than any retrier makes: what happens when all of them are used up.
USED_UP = 100_000_000


@dataclass(frozen=True)
class Handling:
    """`retrier` and `catcher` are positions, None where none takes the error.

    `delay` is how long the first retry waits (seconds). `output` and `variables` are what the catcher hands on and where
    (`next`); `error` and `cause` are of a catcher that fails itself.
    """

    retrier: int | None
    delay: float
    catcher: int | None
    next: str | None = None
    output: Any = NOTHING
    variables: dict[str, Any] | None = None
    error: str = ""
    cause: str = ""


def handled(subject: Subject) -> Handling | None:
    """Return what becomes of the error that a trial of this state ends with; None if nothing takes it."""
    if not (subject.works and ("Retry" in subject.fields or "Catch" in subject.fields)):
        return None
    try:
        first = ask(subject, subject.fields, mock=subject.mock())
        last = first
        if first.status == "RETRIABLE":
            last = ask(subject, subject.fields, mock=subject.mock(), retries=USED_UP)
    except Refused:
        return None
    retried, caught = (answer.told.get("errorDetails", {}) for answer in (first, last))
    retrier = retried.get("retryIndex") if first.status == "RETRIABLE" else None
    catcher, delay = caught.get("catchIndex"), retried.get("retryBackoffIntervalSeconds", 0)
    if last.status == "CAUGHT_ERROR":
        return Handling(retrier, delay, catcher, last.next, last.output, last.told.get("variables"))
    if catcher is not None:
        return Handling(retrier, delay, catcher, error=last.error, cause=last.cause)
    return None if retrier is None else Handling(retrier, delay, None)
