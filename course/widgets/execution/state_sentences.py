"""The events of one state, in words: entered, left, cut off, an expression that cannot be evaluated."""

from course.widgets.words import duration

from .choices import chosen_because
from .events import Event
from .fate_sentences import failure_of, handled
from .fates import fate_of
from .lines import Line
from .story import Moment
from .subjects import called, line_name, ordinal, subject

__all__ = ["state_sentence"]

_NAMED = 4


def state_sentence(at: Moment) -> str:
    """Return the sentence for an event of a state itself; empty for any other."""
    if at.event.type.endswith("StateEntered"):
        return _entered(at)
    if at.event.type.endswith("StateExited"):
        return _exited(at)
    if at.event.type.endswith("StateAborted"):
        return _cut(at)
    return _evaluation_failed(at) if at.event.type == "EvaluationFailed" else ""


def _entered(at: Moment) -> str:
    again = f" for the {ordinal(at.stay.visit)} time" if at.stay.visit > 1 else ""
    kind = f"{at.stay.type} state " if at.stay.type in ("Fail", "Succeed") else f"{at.stay.type} "
    comes = f"{subject(at.stay.line)} comes to the {kind}{called(at.stay.name)}{again}"
    if at.stay.type == "Wait":
        return f"{comes} and {_waits(at)}."
    if at.stay.type == "Succeed":
        return f"{comes}, which ends {_this(at.stay.line)} well."
    if at.stay.type == "Fail":
        error = at.story.state(at.stay).get("Error")
        said = f" with {error}" if isinstance(error, str) and not error.startswith("{%") else ""
        return f"{comes}, which makes {_this(at.stay.line)} fail{said}."
    return f"{comes}."


def _this(line: Line) -> str:
    return "the execution" if line.owner is None else f"this {line.kind}"


def _waits(at: Moment) -> str:
    after = at.story.after(at.event, at.stay)
    seconds = at.story.state(at.stay).get("Seconds")
    if after is not None and after.type == "WaitStateExited":
        seconds = after.seconds - at.event.seconds
    if seconds == 0:
        return "has nothing to wait for"
    return f"waits there for {duration(seconds)}" if isinstance(seconds, int | float) else "waits there"


def _exited(at: Moment) -> str:
    after = at.story.entered_after.get(at.event.id)
    if after is not None:
        onwards = f"{called(after.name)} comes next"
    elif at.stay.line.owner is None:
        onwards = "it was the last state"
    else:
        onwards = f"it was the last one of {line_name(at.stay.line)}"
    sets = _assigned(at.event)
    failed = _failure_before(at)
    if failed is not None:
        error = at.story.error_of(failed)[0]
        return f"{called(at.stay.name)} has failed with {error} and is left by a catcher; {onwards}{sets}."
    if at.stay.type == "Choice" and after is not None:
        why = chosen_because(at.story.state(at.stay), after.name)
        return f"{called(at.stay.name)} decides for {called(after.name)}{why}{sets}."
    return f"{called(at.stay.name)} is done; {onwards}{sets}."


def _failure_before(at: Moment) -> Event | None:
    """Return the failure by whose catcher a state is left."""
    before = [each for each in at.stay.events if each < at.event.id]
    cause = at.story.by_id.get(before[-1]) if before else None
    if cause is None or not cause.type.endswith(("Failed", "TimedOut")):
        return None
    return cause if fate_of(at.story, cause, at.stay).kind == "caught" else None


def _assigned(event: Event) -> str:
    found = event.details.get("assignedVariables")
    if not isinstance(found, dict) or not found:
        return ""
    names = [f"${name}" for name in found]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"; it sets {', '.join(names[:_NAMED])}{more}"


def _cut(at: Moment) -> str:
    cause = at.story.by_id.get(at.event.previous)
    failed = at.story.place(cause).stay if cause else None
    if failed is at.stay:
        return f"{called(at.stay.name)} is closed after its failure."
    because = f", because {called(failed.name)} beside it has failed" if failed else ""
    return f"{called(at.stay.name)} is stopped where it is{because}."


def _evaluation_failed(at: Moment) -> str:
    where = at.event.text("location")
    place = f" (in {where})" if where else ""
    return (
        f"{called(at.stay.name)} holds an expression{place} that cannot be evaluated: {failure_of(at.story, at.event)}. "
        f"{handled(at)}"
    )
