"""An execution as a page without a script: where it stands, the graph with its marks, and what happened in which order."""

from collections.abc import Mapping
from html import escape

from course.widgets.state_machine import STATUSES, pointer, still_graph
from course.widgets.view import View, figure
from course.widgets.words import clip, count, offset

from .events import Event
from .final_marks import final_marks
from .outcome import outcome_of
from .story import Story
from .telling import Told, tell

__all__ = ["still_of"]

# How many events are listed from the beginning and from the end.
_FIRST, _LAST = 40, 20
_AT_ONCE = 10  # of these, so many are seen before somebody unfolds the rest
_LONGEST = 160


def still_of(story: Story) -> View:
    """Return the end of an execution, and its events as an ordered list: all of them, or the first and the last."""
    outcome = outcome_of(story)
    sign = STATUSES[outcome.status].sign
    title = " · ".join(filter(None, ("Execution", story.recording.name)))
    marks = final_marks(story)
    first, left_out, last = _parts(story.events)
    body = (
        f'<div class="course-static"><p><b>{escape(title)}</b></p>'
        f'<p class="course-outcome course-tone-{STATUSES[outcome.status].tone}"><b>{sign} {escape(outcome.text)}</b></p>'
        f"{still_graph(story.recording.machine, marks)}{_legend(marks)}"
        f"<p>{escape(_counted(story, left_out))}</p>{_list(story, first[:_AT_ONCE])}"
        f"{_folded(story, first[_AT_ONCE:], left_out, last)}</div>"
    )
    lines = [
        f"{title}: {sign} {outcome.text}",
        *_states(story, marks),
        _counted(story, left_out),
        *(_line(story, event) for event in first),
        *([f"  … {count(left_out, 'event')} left out …"] if left_out else []),
        *(_line(story, event) for event in last),
    ]
    return figure(body, "\n".join(lines), name="stepper", label=title, sheets=("state_machine", "execution"))


def _parts(events: tuple[Event, ...]) -> tuple[tuple[Event, ...], int, tuple[Event, ...]]:
    left_out = len(events) - _FIRST - _LAST
    return (events, 0, ()) if left_out <= 0 else (events[:_FIRST], left_out, events[-_LAST:])


def _counted(story: Story, left_out: int) -> str:
    shown = f"; the first {_FIRST} and the last {_LAST} are listed" if left_out else ""
    return f"What happened, in {count(len(story.events), 'event')}{shown}. Times count from the start, in virtual time."


def _list(story: Story, events: tuple[Event, ...]) -> str:
    items = "".join(
        f'<li value="{event.id}"><span class="course-muted">{offset(event.seconds)}</span> {_said(story, event)}</li>'
        for event in events
    )
    return f'<ol class="course-steps">{items}</ol>'


def _folded(story: Story, events: tuple[Event, ...], left_out: int, last: tuple[Event, ...]) -> str:
    if not events:
        return ""
    rest = f"{_list(story, events)}{_rest(story, left_out, last)}"
    return f"<details><summary>{count(len(events) + len(last), 'more event')}</summary>{rest}</details>"


def _rest(story: Story, left_out: int, last: tuple[Event, ...]) -> str:
    if not left_out:
        return ""
    return f"<p>… {count(left_out, 'event')} left out …</p>{_list(story, last)}"


def _said(story: Story, event: Event) -> str:
    told = tell(story, event)
    document = _document(told)
    where = f"<b>{escape(told.where)}:</b> " if told.where else ""
    return f"{where}{escape(told.sentence)}" + (
        f" {told.label}: <code>{escape(document)}</code>" if document else ""
    )


def _line(story: Story, event: Event) -> str:
    told = tell(story, event)
    document = _document(told)
    said = f" {told.label}: {document}" if document else ""
    where = f"{told.where}: " if told.where else ""
    return f"  {event.id}. {offset(event.seconds)} {where}{told.sentence}{said}"


def _document(told: Told) -> str:
    """Return the beginning and end of a document; nothing if the sentence has said it."""
    return "" if f"({told.document})" in told.sentence else clip(told.document, _LONGEST)


def _legend(marks: Mapping[str, Mapping[str, str]]) -> str:
    there = [name for name in STATUSES if any(mark["status"] == name for mark in marks.values())]
    said = " · ".join(f"{STATUSES[name].sign} {STATUSES[name].word}" for name in there)
    return f'<p class="course-muted">{said}</p>' if said else ""


def _states(story: Story, marks: Mapping[str, Mapping[str, str]]) -> list[str]:
    names = {pointer(stay.path): stay.name for stay in story.places.stays}
    return [f"  {_marked(names[state], mark)}" for state, mark in marks.items()]


def _marked(name: str, mark: Mapping[str, str]) -> str:
    status = STATUSES[mark["status"]]
    return f"{status.sign} {name}: {', '.join(filter(None, (status.word, mark['words'])))}"
