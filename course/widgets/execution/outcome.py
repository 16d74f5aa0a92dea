"""How an execution stands, in one sentence."""

from dataclasses import dataclass

from course.widgets.words import count, duration

from .fate_sentences import failure_of
from .story import Story
from .subjects import called

__all__ = ["Outcome", "outcome_of"]

_NAMED = 3


@dataclass(frozen=True)
class Outcome:
    """The status as a key of STATUSES, and a sentence."""

    status: str
    text: str


def outcome_of(story: Story) -> Outcome:
    """Say how an execution has ended, or where it is now."""
    last = story.events[-1]
    took = duration(story.recording.seconds)
    status = story.recording.status
    if status == "SUCCEEDED":
        return Outcome("succeeded", f"Succeeded after {took}.")
    if status == "FAILED":
        return Outcome("failed", f"Failed after {took}{_where(story)}, with {failure_of(story, last)}.")
    if status == "TIMED_OUT":
        return Outcome("failed", f"Timed out after {took}{_where(story)}.")
    if status == "ABORTED":
        return Outcome("aborted", f"Stopped from outside after {took}{_where(story)}.")
    return Outcome("running", f"Still running after {took}{_now(story)}.")


def _where(story: Story) -> str:
    stay = story.places.root.stay
    return f" in {called(stay.name)}" if stay and not stay.is_left else ""


def _now(story: Story) -> str:
    """Say where it stands: the states that were entered and not left, those around them left out."""
    open_stays = [
        stay for stay in story.places.stays if not stay.is_left and not stay.lines and not stay.is_cut
    ]
    names = list(dict.fromkeys(called(stay.name) for stay in open_stays))
    if not names:
        return ""
    if len(open_stays) == 1 and story.events[-1].type == "TaskSubmitted":
        return f". {names[0]} waits for an answer"
    shown = ", ".join(names[:_NAMED])
    more = f" and {count(len(names) - _NAMED, 'state')} more" if len(names) > _NAMED else ""
    return f", in {shown}{more}"
