"""What becomes of a failure, in words."""

import re

from course.widgets.words import clip, duration

from .events import Event
from .fates import Fate, fate_of, retried_around
from .lines import Line
from .story import Moment, Story
from .subjects import called, listed

__all__ = ["failure_of", "handled"]

_LONGEST = 160

# What AWS writes around a cause, and what every reader of a sentence knows already.
_BESIDE = re.compile(
    r"^An error occurred while executing the state '.*?' \(entered at the event id #\d+\)\. | \(Service: .*$"
)


def failure_of(story: Story, event: Event) -> str:
    """Return `with Bank.Down (the line is dead)`: the error of an event; a long cause is left to the document."""
    error, cause = story.error_of(event)
    short = _BESIDE.sub("", " ".join(cause.split()))
    aside = f" ({short})" if short and len(short) <= _LONGEST and not short.startswith("{") else ""
    return f"{clip(error, 60)}{aside}"


def handled(at: Moment) -> str:
    """Say who takes a failure, and what comes next."""
    fate = fate_of(at.story, at.event, at.stay)
    if fate.kind == "retried":
        return _retried(fate)
    if fate.kind == "caught":
        return f"{_used(fate)}{_catcher(fate)}"
    return f"{_used(fate)}{_failed(at, fate)}"


def _retried(fate: Fate) -> str:
    who = f"The retrier for {listed(fate.names)} takes it" if fate.names else "A retrier takes it"
    when = (
        "The next try comes later" if fate.delay is None else f"The next try comes in {duration(fate.delay)}"
    )
    if fate.delay == 0:
        when = "The next try comes at once"
    of = f" of {fate.most:,}" if fate.most else ""
    return f"{who}. {when}: retry {fate.number}{of}."


def _used(fate: Fate) -> str:
    if not fate.used:
        return ""
    return "The retry is used up. " if fate.used == 1 else f"All {fate.used:,} retries are used up. "


def _catcher(fate: Fate) -> str:
    who = f"The catcher for {listed(fate.names)}" if fate.names else "A catcher"
    return f"{who} takes it: {called(fate.target)} comes next." if fate.target else f"{who} takes it."


def _failed(at: Moment, fate: Fate) -> str:
    stay = at.stay
    if at.story.error_of(at.event)[0] == "States.Runtime":
        return "No retrier and no catcher may take States.Runtime, so the whole execution fails."
    said = "No catcher takes it" if fate.used else "Nothing retries or catches it"
    again = retried_around(at.story, at.event, stay.line)
    if again is not None:
        owner, delay = again
        return f"{said}, so {called(stay.name)} fails; {called(owner.name)} around it starts anew in {duration(delay)}."
    return f"{said}, so {called(stay.name)} fails{_with_it(stay.line)}."


def _with_it(line: Line) -> str:
    if line.owner is None:
        return ", and the execution with it"
    return (
        f", and {'this item' if line.kind == 'item' else 'this branch'} of {called(line.owner.name)} with it"
    )
