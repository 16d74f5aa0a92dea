"""Errors of a running state machine, by the names that Retry and Catch match.

This file sits at the bottom of the room and imports nothing of it.
"""

__all__ = ["EvaluationError", "StatesError"]


class StatesError(Exception):
    """An error that a retrier or catcher may meet: its name (`States.Timeout`, `OrderRefused`) and its cause.

    A task handler raises it to fail the task. `error` is None where a Fail state or SendTaskFailure names none;
    `cause` is a text for people, or None. `also` holds further names that a retrier or catcher may know it by.
    """

    def __init__(self, error: str | None, cause: str | None = None, *, also: tuple[str, ...] = ()) -> None:
        super().__init__(error, cause)
        self.error = error
        self.cause = cause
        self.also = also

    def details(self) -> dict[str, str]:
        """Return error and cause as events of a history have them: what is empty is left out."""
        return {name: text for name, text in (("error", self.error), ("cause", self.cause)) if text}

    def __str__(self) -> str:
        """Return both in one line."""
        return ": ".join(part for part in (self.error, self.cause) if part)


class EvaluationError(StatesError):
    """The definition met a document that it cannot handle: a path leads nowhere, an expression fails.

    `error` is `States.Runtime`, `States.QueryEvaluationError`, `States.ParameterPathFailure` and the like; `cause` is
    the bare sentence, to which the engine adds which state it was; `field` is where the expression stands
    (`Output/total`), or None.
    """

    def __init__(self, error: str, cause: str, *, field: str | None = None) -> None:
        super().__init__(error, cause)
        self.field = field
