"""How a story should end, and the finding where it ends otherwise."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from grader.checks.bench import Bench
from grader.checks.exercise import Check, Finding, Place
from grader.checks.plain import same

from .places import line_of
from .story import Story

__all__ = ["ANY", "Ending", "Told", "differences", "stories"]

# Stands for whatever may be there.
ANY: Final = "<anything>"


@dataclass(frozen=True)
class Ending:
    """How an execution should end; what is left at its default is not compared.

    `output` is compared whole; `error` is a name, or several that are equally right. `called` holds, in order, what was to
    be called: names, or pairs of a name and its payload, in which `ANY` stands for every payload; `seconds` is how long it
    takes, `times` when each function is called.
    """

    output: Any = ANY
    error: str | tuple[str, ...] = ""
    status: str = ""
    called: Iterable[str | tuple[str, Any]] | None = None
    seconds: float | None = None
    times: dict[str, list[float]] | None = None

    @property
    def wanted(self) -> str:
        """The status that is expected: FAILED with an error, else SUCCEEDED unless said otherwise."""
        return self.status or ("FAILED" if self.error else "SUCCEEDED")


@dataclass(frozen=True)
class Told:
    """One row of a table of stories: the input, how it should end, and the row's name for the reader.

    `number` counts from 1 in the table of an exercise; without it, in the rows of the part.
    """

    given: Any
    ending: Ending
    where: str = ""
    number: int | None = None


def differences(
    story: Story, ending: Ending, where: str, *, row: int | None = None, place: Place | None = None
) -> Iterator[Finding]:
    """Yield one finding where a story did not end as it should: only what differs, and the path it took."""
    got, expected = _both(story, ending)
    if got:
        yield Finding(where, story.given, got, expected, row, place, story.drawn())


def stories(
    rows: Iterable[Told] | Callable[[Bench], Iterable[Told]],
    play: Callable[[Bench, Any], Story],
    hidden: Callable[[Bench], Iterable[Told]] = lambda _: (),
    *,
    name: str = "",
) -> Check:
    """Check that `play(bench, row.given)` ends as each row says, and as the `hidden` rows after them do.

    `name` is that of the delivered definition: a finding then names the line of the state in which the story ended.
    """

    def check(bench: Bench) -> Iterator[Finding]:
        visible = rows(bench) if callable(rows) else rows
        for place_in_part, row in enumerate([*visible, *hidden(bench)], start=1):
            number = row.number or place_in_part
            bench.count()
            story = play(bench, row.given)
            place = _place(bench, name, story) if name else None
            yield from differences(story, row.ending, row.where or f"row {number}", row=number, place=place)

    return check


def _both(story: Story, ending: Ending) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what came out and what was expected, both reduced to where they differ, with the end always told."""
    pairs = list(_compared(story, ending))
    differing = [pair for pair in pairs if not pair[3]]
    if not differing:
        return {}, {}
    told = [pair for pair in pairs if pair[0] == "ends" or not pair[3]]
    got = {key: found for key, found, _, _ in told}
    if ending.wanted == "SUCCEEDED" and story.cause and story.error != "EndlessLoop":
        got["because"] = story.cause
    return got, {key: expected for key, _, expected, _ in told}


def _compared(story: Story, ending: Ending) -> Iterator[tuple[str, Any, Any, bool]]:
    wanted = ending.wanted
    yield "ends", _end(story), _expected_end(ending), story.status == wanted and _error_fits(story, ending)
    if ending.output is not ANY and wanted == "SUCCEEDED" and story.status == "SUCCEEDED":
        yield "output", story.output, ending.output, same(story.output, ending.output)
    if ending.called is not None:
        calls = list(ending.called)
        got = [_shown(call.name, call.payload, calls, at) for at, call in enumerate(story.calls)]
        expected = [each if isinstance(each, str) else {each[0]: each[1]} for each in calls]
        yield "called", got, expected, same(got, expected)
    if ending.seconds is not None:
        yield "seconds", round(story.seconds, 3), ending.seconds, round(story.seconds, 3) == ending.seconds
    for name, times in (ending.times or {}).items():
        yield f"{name} is called at", story.times_of(name), times, same(story.times_of(name), times)


def _shown(name: str, payload: Any, calls: list[Any], at: int) -> Any:
    """Return a call in the form of the one that was expected at its place."""
    wanted = calls[at] if at < len(calls) else name
    if isinstance(wanted, str):
        return name
    return {name: ANY if wanted[1] is ANY or wanted[1] == ANY else payload}


def _end(story: Story) -> str:
    if story.status == "SUCCEEDED":
        return "succeeded"
    if story.error == "EndlessLoop":
        return str(story.cause)
    words = "timed out" if story.status == "TIMED_OUT" else story.status.lower()
    return f"{words} with {story.error}" if story.error else words


def _expected_end(ending: Ending) -> str:
    if ending.wanted == "SUCCEEDED":
        return "succeeded"
    names = (ending.error,) if isinstance(ending.error, str) else ending.error
    words = "timed out" if ending.wanted == "TIMED_OUT" else ending.wanted.lower()
    return f"{words} with {' or '.join(names)}" if any(names) else words


def _error_fits(story: Story, ending: Ending) -> bool:
    names = (ending.error,) if isinstance(ending.error, str) else ending.error
    return not any(names) or story.error in names


def _place(bench: Bench, name: str, story: Story) -> Place | None:
    visits = story.execution.visits
    if not visits or name not in bench.answers:
        return None
    answer = bench.answers[name]
    line = line_of(answer, "".join(f"/{step}" for step in visits[-1].path))
    if line is None:
        return None
    return Place(line, answer.source.splitlines()[line - 1].strip())
