"""States that take no time: Pass, Succeed, Fail, Choice."""

from course.asl.engine.visit import Outcome
from course.asl.errors import EvaluationError, StatesError

from .attempt import Attempt

__all__ = ["choice", "fail", "pass_on", "succeed"]


def pass_on(attempt: Attempt) -> Outcome:
    """Hand on the input, or the Result that the state holds."""
    arguments = attempt.arguments()
    return attempt.leave_with(attempt.fields.get("Result", arguments))


def succeed(attempt: Attempt) -> Outcome:
    """Hand on the input; no state comes after."""
    return attempt.leave_with(attempt.scope.effective)


def fail(attempt: Attempt) -> Outcome:
    """Raise the Error and Cause that the state names."""
    raise StatesError(attempt.field("Error"), attempt.field("Cause"))


def choice(attempt: Attempt) -> Outcome:
    """Go where the first rule that holds points to."""
    chosen = attempt.language.choose(attempt.fields, attempt.scope, attempt.stages)
    if chosen.next is None:
        raise EvaluationError(
            "States.Runtime",
            "Failed to transition out of the state. The state does not point to a next state.",
        )
    return Outcome(chosen.output, chosen.assigned, chosen.next)
