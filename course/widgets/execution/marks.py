"""How it stands with every stay and every line of states: what each event changes, never a picture of everything.

Whoever shows a step adds up the changes before it; going back takes them away again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.widgets.words import duration

from .events import Event
from .fates import fate_of, is_failure, retried_around
from .lines import Line, Stay
from .story import Story

__all__ = ["Change", "changes_of"]

# A mark that counts no more: the state was entered again on the same line, or what was around it began anew.
GONE = ""

_LIVE = ("running", "waiting", "retrying")


@dataclass(frozen=True, slots=True)
class Change:
    """From an event on, `thing` (a stay or a line of states) has this status (a key of STATUSES), and these words."""

    thing: Stay | Line
    status: str
    words: str = ""


def changes_of(story: Story) -> list[list[Change]]:
    """Return what each event changes, in the order of the events."""
    marks = _Marks(story)
    return [list(marks.take(event)) for event in story.events]


class _Marks:
    """The statuses so far. Keys are objects: a stay or a line is one thing, whatever it is called."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._status: dict[Stay | Line, str] = {}
        self._said: dict[Stay | Line, tuple[str, str]] = {}
        self._live: dict[Stay | Line, None] = {}
        self._last: dict[tuple[Line, str], Stay] = {}
        self._done: dict[Stay, int] = {}
        self._inside: dict[Stay, list[Line]] = {}

    def take(self, event: Event) -> Iterator[Change]:
        """Yield what an event changes, and remember it."""
        for change in self._changes(event):
            now = change.status, change.words
            if self._said.get(change.thing) == now:
                continue
            self._said[change.thing] = now
            self._status[change.thing] = change.status
            if change.status in _LIVE:
                self._live[change.thing] = None
            else:
                self._live.pop(change.thing, None)
            yield change

    def _changes(self, event: Event) -> Iterator[Change]:
        place = self._story.place(event)
        stay, line = place.stay, place.line
        if event.type.startswith("Execution"):
            yield from self._of_execution(event)
        elif stay is None:
            return
        elif event.type.startswith("MapIteration"):
            yield from self._of_item(event, stay, line)
        elif event.type.endswith("StateEntered"):
            yield from self._entered(event, stay)
        elif event.type.endswith("StateExited"):
            yield from self._left(event, stay)
        elif event.type.endswith("StateAborted"):
            if self._status.get(stay) in _LIVE:
                yield from self._cut(stay)
                yield Change(stay.line, "aborted")
        elif event.type in ("ParallelStateStarted", "MapStateStarted"):
            yield from self._begun(event, stay)
        elif is_failure(event):
            yield from self._failed(event, stay)
        else:
            yield from self._under_way(event, stay)

    def _entered(self, event: Event, stay: Stay) -> Iterator[Change]:
        line = stay.line
        if self._status.get(line) is None and line.owner is not None:
            self._inside.setdefault(line.owner, []).append(line)
            yield Change(line, "running")
        before = self._last.get((line, stay.name))
        if before is not None:
            yield from self._forget(before)
        self._last[line, stay.name] = stay
        words = f"visit {stay.visit}" if stay.visit > 1 else ""
        if stay.type == "Wait":
            after = self._story.after(event, stay)
            words = duration(after.seconds - event.seconds) if after else words
        yield Change(stay, "waiting" if stay.type == "Wait" else "running", words)

    def _left(self, event: Event, stay: Stay) -> Iterator[Change]:
        status = "caught" if self._status.get(stay) == "caught" else "succeeded"
        yield Change(stay, status)
        line = stay.line
        if line.kind == "branch" and event.id not in self._story.entered_after:
            yield Change(line, "succeeded")

    def _begun(self, event: Event, stay: Stay) -> Iterator[Change]:
        again = sum(self._story.by_id[each].type == event.type for each in stay.events if each <= event.id)
        for line in self._inside.pop(stay, []):
            yield from self._forget_line(line)
        self._done[stay] = 0
        yield Change(stay, "running", f"try {again}" if again > 1 else "")

    def _of_item(self, event: Event, stay: Stay, line: Line) -> Iterator[Change]:
        if event.type.endswith("Started"):
            self._inside.setdefault(stay, []).append(line)
            yield Change(line, "running")
        elif event.type.endswith("Succeeded"):
            yield Change(line, "succeeded")
        elif event.type.endswith("Failed"):
            yield from self._broken(line)
        else:
            yield Change(line, "aborted")

    def _failed(self, event: Event, stay: Stay) -> Iterator[Change]:
        fate = fate_of(self._story, event, stay)
        if event.type.endswith("StateFailed"):
            yield from self._end_inside(event, stay)
        if fate.kind == "retried":
            yield Change(stay, "retrying", "" if fate.delay is None else duration(fate.delay))
            return
        yield Change(stay, fate.kind)
        if fate.kind == "failed" and stay.line.owner is not None:
            yield Change(stay.line, "failed")
        again = retried_around(self._story, event, stay.line) if fate.kind == "failed" else None
        if again is not None:
            yield Change(again[0], "retrying", duration(again[1]))

    def _end_inside(self, event: Event, stay: Stay) -> Iterator[Change]:
        """A Parallel or Map has failed as a whole: the line that failed, and those that were cut because of it."""
        cause = self._story.by_id.get(event.previous)
        failed = self._story.lines_above(self._story.place(cause).line) if cause else []
        for line in self._inside.get(stay, []):
            if line in failed:
                yield from self._broken(line)
            elif self._status.get(line) in _LIVE:
                yield Change(line, "aborted")
                if line.stay is not None and self._status.get(line.stay) in _LIVE:
                    yield from self._cut(line.stay)

    def _broken(self, line: Line) -> Iterator[Change]:
        yield Change(line, "failed")
        if line.stay is not None and self._status.get(line.stay) in _LIVE:
            yield Change(line.stay, "failed")

    def _cut(self, stay: Stay) -> Iterator[Change]:
        yield Change(stay, "aborted")
        for line in self._inside.get(stay, []):
            if self._status.get(line) in _LIVE:
                yield Change(line, "aborted")
                if line.stay is not None and self._status.get(line.stay) in _LIVE:
                    yield from self._cut(line.stay)

    def _under_way(self, event: Event, stay: Stay) -> Iterator[Change]:
        """The work of a state goes on, or waits for something; after a redrive so does all that is around it."""
        for each in self._around(stay):
            if self._status.get(each) not in (*_LIVE, None):
                yield Change(each, "running")
        if event.type.endswith(("Scheduled", "Submitted", "Started")):
            status, words = self._work(event, stay)
            yield Change(stay, status, words)

    def _work(self, event: Event, stay: Stay) -> tuple[str, str]:
        tries = sum(
            self._story.by_id[each].type.endswith("Scheduled") for each in stay.events if each <= event.id
        )
        again = f"try {tries}" if tries > 1 else ""
        if event.type == "ActivityScheduled":
            return "waiting", again or "for a worker"
        if event.type == "TaskSubmitted":
            token = event.text("resource").endswith("waitForTaskToken")
            return "waiting", again or ("for the token" if token else "for the job")
        return "running", again

    def _around(self, stay: Stay) -> Iterator[Stay | Line]:
        line: Line | None = stay.line
        while line is not None and line.owner is not None:
            yield line
            yield line.owner
            line = line.owner.line

    def _of_execution(self, event: Event) -> Iterator[Change]:
        if event.type == "ExecutionRedriven":
            stay = self._story.places.root.stay
            if stay is not None and self._status.get(stay) == "failed":
                yield Change(stay, "running", "redriven")
        elif event.type in ("ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"):
            yield from self._ended(event)

    def _ended(self, event: Event) -> Iterator[Change]:
        failed: list[Any] = []
        if event.type == "ExecutionFailed":
            cause = self._story.places.of.get(event.previous)
            line = cause.line if cause else self._story.places.root
            failed = [line.stay, line, *self._around(line.stay)] if line.stay else []
        for thing in list(self._live):
            yield Change(thing, "failed" if thing in failed else "aborted")

    def _forget(self, stay: Stay) -> Iterator[Change]:
        yield Change(stay, GONE)
        for line in self._inside.pop(stay, []):
            yield from self._forget_line(line)

    def _forget_line(self, line: Line) -> Iterator[Change]:
        yield Change(line, GONE)
        for stay in line.stays:
            if self._status.get(stay, GONE) != GONE:
                yield from self._forget(stay)
