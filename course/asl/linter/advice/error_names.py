"""The names of errors in Retry and Catch."""

from collections.abc import Iterator
from difflib import get_close_matches

from course.asl.linter.definition import Definition, Finding

from .parts import texts
from .retries import entries

__all__ = ["no_such_error", "uncatchable_error"]

# The error names of the language itself: https://states-language.net, Appendix A, and AWS's page on handling errors.
_RESERVED = frozenset({
    "States.ALL", "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout", "States.Http.Socket", "States.IntrinsicFailure", "States.ItemReaderFailed",
    "States.NoChoiceMatched", "States.ParameterPathFailure", "States.Permissions", "States.QueryEvaluationError",
    "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime", "States.TaskFailed",
    "States.Timeout",
})  # fmt: skip
_LIKENESS = 0.8  # all these names are alike, so a suggestion has to be closer than elsewhere


def uncatchable_error(definition: Definition) -> Iterator[Finding]:
    """Waiting for an error that nobody can catch.

    What it finds
        `States.Runtime` in a Retry or Catch.

    Why it matters
        That error says that the definition itself failed, for example that a path led nowhere. It always ends the
        execution: no Retry and no Catch sees it, and what was prepared for it never happens.

    Example
        {"Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "Incomplete"}]}

    Remedy
        Prevent it: ask with IsPresent before a field is read.
    """
    for _, field, path, entry in entries(definition):
        for index, name in texts(entry.get("ErrorEquals")):
            if name == "States.Runtime":
                verb = "retried" if field == "Retry" else "caught"
                message = f"States.Runtime cannot be {verb}: it always ends the execution."
                hint = "Prevent it instead, for example ask with IsPresent before a field is read."
                yield Finding((*path, "ErrorEquals", index), message, hint)


def no_such_error(definition: Definition) -> Iterator[Finding]:
    """An error of the language that does not exist.

    What it finds
        A name in ErrorEquals that begins with `States.`, or nearly so, is none of the language's errors, and is not the
        Error of a Fail state either.

    Why it matters
        It matches nothing, so the failure it was meant for is neither retried nor caught.

    Example
        {"ErrorEquals": ["State.ALL"]}

    Remedy
        Write the name as the language has it: `States.ALL`.
    """
    raised = {
        state.value.get("Error") for state in definition.states if isinstance(state.value.get("Error"), str)
    }
    for state, field, path, entry in entries(definition):
        for index, name in texts(entry.get("ErrorEquals")):
            if name not in raised and _misnamed(name):
                near = _meant(name)
                message = f"There is no error {name}, so the {field} of '{state.name}' never takes one by that name."
                hint = (
                    f'Did you mean "{near}"?'
                    if near
                    else "Names that begin with States. are the language's own."
                )
                yield Finding((*path, "ErrorEquals", index), message, hint)


def _misnamed(name: str) -> bool:
    """Whether `name` is, or is meant to be, one of the language's own and does not exist."""
    if name in _RESERVED or name.startswith("States.Http.StatusCode."):
        return False
    return name.startswith("States.") or (
        name.lower().startswith(("states.", "state.")) and _meant(name) is not None
    )


def _meant(name: str) -> str | None:
    known = {reserved.lower(): reserved for reserved in sorted(_RESERVED)}
    found = get_close_matches(name.lower(), known, 1, _LIKENESS)
    return known[found[0]] if found else None
