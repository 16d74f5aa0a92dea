"""M09 E4, nothing hangs: limits for six tasks and for the machine, and a person who takes over what was ended.

What a limit is, is measured and not read: each task is hung in turn, and the time until the hand-over is its limit. So
numbers, paths and expressions are equally right, and so is a retry that still comes in time. Decided along the way:

* What ends nothing ends nothing too early either; that is no merit, so the part about what works asks for a limit first.
* The machine's limit has to be there, and to leave room: each task takes as long as its own limit lets it, and the last
  one hangs. A machine that ends before the hand-over has done its work is too impatient.
* A heartbeat is seen by a worker who dies at once. One who reports for ever and never answers is the timeout's matter.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Story, document, machine, states_of

from .detectors import forgets_whom, named_errors
from .office import FUNCTIONS, HAND_OVER, PAYMENT, REPORTING, TASKS, Way, play

DAY = 86_400
# How much longer than the slowest a limit may be, and how many reports may be missed.
ROOM, MISSED = 2, 3
SLOW_HAND_OVER = 30.0
OWN_ERROR = "AccountClosed"
# On the longest way.
ORDER = ("charge", "review", "customer", "print", "sales", "confirm")


def variant(rng: random.Random) -> dict[str, Any]:
    """How long each task takes at most while all is well, and how often the two workers report."""
    functions = dict(zip(FUNCTIONS, rng.sample(range(7, 60), len(FUNCTIONS)), strict=True))
    return {f"{task}_seconds": seconds for task, seconds in functions.items()} | {
        "review_seconds": rng.randint(901, 5_000),
        "review_reports_every": rng.randint(101, 290),
        "print_seconds": rng.randint(301, 899),
        "print_reports_every": rng.randint(61, 99),
    }


def slowest(bench: Bench, task: str) -> Way:
    """Return how a task behaves that is slow, and well."""
    return Way(bench.variant[f"{task}_seconds"], bench.variant.get(f"{task}_reports_every"))


def hung(bench: Bench, task: str) -> Way:
    """Return how a task behaves that never answers, and still reports, if it does so at all."""
    return Way(None, bench.variant.get(f"{task}_reports_every"))


def all_hung(bench: Bench) -> dict[str, Story]:
    """Hang each task in turn, the others answering at once."""
    return {task: play(machine(bench, "bounded"), {task: hung(bench, task)}) for task in TASKS}


def limit_of(story: Story, task: str) -> float | None:
    """Return after how many seconds a task's work was handed over; None where it never was."""
    begun, ended = story.times_of(TASKS[task]), story.times_of(HAND_OVER)
    return round(ended[0] - begun[0], 3) if begun and ended else None


def handed_over(tasks: tuple[str, ...]) -> Any:
    """Make the check that each of these tasks is ended in time, and its payment handed over once."""

    def check(bench: Bench) -> Iterator[Finding]:
        for task in tasks:
            bench.count()
            story, most = bench.once(all_hung)[task], ROOM * bench.variant[f"{task}_seconds"]
            reports = " but goes on reporting" if task in REPORTING else ""
            yield from _in_time(story, task, f"{task} never answers{reports}", most)

    return check


def beats(bench: Bench) -> Iterator[Finding]:
    """A worker that dies is noticed by its silence; one that is slow and reports is left alone."""
    for task in REPORTING:
        bench.count()
        every = bench.variant[f"{task}_reports_every"]
        story = play(machine(bench, "bounded"), {task: Way(None)})
        yield from _in_time(story, task, f"{task} falls silent at once", MISSED * every)
        bench.count()
        # Late, as reports are at times, and done before any timeout.
        story = play(machine(bench, "bounded"), {task: Way(2 * every, every)})
        yield from _left_alone(story, f"{task} reports every {every} s, and answers after {2 * every} s")


def works(bench: Bench) -> Iterator[Finding]:
    """What is slow and well comes to its end; and only what took too long is handed over."""
    bench.count()
    if all(story.seconds > DAY for story in bench.once(all_hung).values()):
        wanted = "what hangs is ended, and nothing else"
        yield Finding("the limits", "each task hangs, in turn", "none of them is ever ended", wanted)
        return
    for given, payment in payments(bench):
        bench.count()
        story = play(machine(bench, "bounded"), {task: slowest(bench, task) for task in TASKS}, payment)
        yield from _left_alone(story, given)
    for task in FUNCTIONS:
        bench.count()
        story = play(machine(bench, "bounded"), {task: Way(error=OWN_ERROR)})
        got = {"ends": _end(story), "hand-over": _often(story)}
        expected = {"ends": f"failed with {OWN_ERROR}", "hand-over": "not called"}
        if got != expected:
            yield Finding(task, f"{task} fails with {OWN_ERROR}", got, expected, run=story.drawn())


def payments(bench: Bench) -> list[tuple[str, dict[str, Any]]]:
    """The ways that a payment may take: with both long tasks, or with none or one of them."""
    small, on_line = {"amount": 10.0}, {"channel": "web"}
    return [
        ("all six tasks take as long as they may", PAYMENT),
        ("a small payment on line: four tasks take as long as they may", PAYMENT | small | on_line),
        *more_payments(bench),
    ]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[tuple[str, dict[str, Any]]]:  # noqa: ARG001  see above
    """One of the long tasks, for other sums."""
    return [
        ("a small payment at a branch, all is slow", PAYMENT | {"amount": float(rng.randint(5, 900))}),
        (
            "a large payment on line, all is slow",
            PAYMENT | {"amount": float(rng.randint(1_100, 9_000)), "channel": "app"},
        ),
    ]


def has_a_limit_of_its_own(bench: Bench) -> Iterator[Finding]:
    """The machine's limit is there, and each task may use up its own before."""
    bench.count(2)
    definition = machine(bench, "bounded").definition
    limit = definition.get("TimeoutSeconds")
    if not isinstance(limit, int | float) or limit > DAY:
        got = "there is none" if limit is None else limit
        yield Finding(
            "TimeoutSeconds of the machine", None, got, f"a number of seconds, at most {DAY} (a day)"
        )
        return
    limits = {task: limit_of(story, task) for task, story in bench.once(all_hung).items()}
    limited = {task: most for task in ORDER if (most := limits[task])}
    if not limited:
        wanted = "tasks with limits, whose sum is under the machine's"
        yield Finding("the tasks", "each task hangs, in turn", "none is ever handed over", wanted)
        return
    ways = {task: Way(most - 0.5, hung(bench, task).reports) for task, most in limited.items()}
    last = list(limited)[-1]
    story = play(machine(bench, "bounded"), {**ways, last: Way(None), "hand-over": Way(SLOW_HAND_OVER)})
    if story.status != "SUCCEEDED" or HAND_OVER not in story.called:
        given = f"every task takes nearly as long as its own limit lets it, and then {last} hangs"
        got = {"ends": _end(story), "after seconds": story.seconds, "hand-over": _often(story)}
        expected = {"ends": "succeeded", "hand-over": "called once"}
        yield Finding("TimeoutSeconds of the machine", given, got, expected, run=story.drawn())


def _in_time(story: Story, task: str, given: str, most: float) -> Iterator[Finding]:
    took, told = limit_of(story, task), [call.payload for call in story.calls_of(HAND_OVER)]
    in_time = took is not None and took <= most
    knows = all(isinstance(each, dict) and PAYMENT.items() <= each.items() for each in told)
    if in_time and knows and len(told) == 1 and story.status == "SUCCEEDED":
        return
    got: dict[str, Any] = {"ends": _end(story), "hand-over": _often(story), "called after seconds": took}
    expected: dict[str, Any] = {
        "ends": "succeeded",
        "hand-over": "called once",
        "called after seconds": f"at most {most}",
    }
    if not knows:
        got, expected = got | {"with": told[0]}, expected | {"with": PAYMENT}
    yield Finding(task, given, got, expected, run=story.drawn())


def _left_alone(story: Story, given: str) -> Iterator[Finding]:
    if story.status != "SUCCEEDED" or HAND_OVER in story.called:
        got = {"ends": _end(story), "hand-over": _often(story), "after seconds": story.seconds}
        expected = {"ends": "succeeded", "hand-over": "not called"}
        last = story.calls[-2 if HAND_OVER in story.called else -1] if story.calls else None
        yield Finding(last.state if last else "the start", given, got, expected, run=story.drawn())


def _end(story: Story) -> str:
    if story.status == "SUCCEEDED":
        return "succeeded"
    years = " (after a year, as every execution does)" if story.seconds > 360 * DAY else ""
    named = f" with {story.error}" if story.error else ""
    return f"{story.status.lower().replace('_', ' ')}{named}{years}"


def _often(story: Story) -> str:
    calls = len(story.calls_of(HAND_OVER))
    return "called once" if calls == 1 else f"called {calls} times" if calls else "not called"


def _beats_after_the_timeout(bench: Bench) -> bool:
    """Whether a state's heartbeat is not under its timeout, by the numbers in the definition."""
    numbers = [
        (state.fields.get("HeartbeatSeconds"), state.fields.get("TimeoutSeconds"))
        for state in states_of(document(bench, "bounded"))
    ]
    return any(
        isinstance(beat, int | float) and isinstance(limit, int | float) and beat >= limit
        for beat, limit in numbers
    )


def _leaves_timeouts_to_task_failed(bench: Bench) -> bool:
    """Whether a timeout ends the execution, though a catcher names States.TaskFailed."""
    names = set(named_errors(document(bench, "bounded")))
    ends = {story.error for story in bench.once(all_hung).values() if story.status == "FAILED"}
    return (
        "States.TaskFailed" in names
        and not names & {"States.Timeout", "States.ALL"}
        and ends <= {"States.Timeout"}
    )


EXERCISE = Exercise(
    id="m09.e4",
    title="Nothing hangs",
    lesson="D7",
    deliver=("bounded",),
    variant=variant,
    parts=(
        Part(
            "Each function that hangs is ended in time, and handed over",
            2,
            "FV",
            handed_over(tuple(FUNCTIONS)),
        ),
        Part(
            "Each worker that never answers is ended in time, and handed over",
            2,
            "FV",
            handed_over(tuple(REPORTING)),
        ),
        Part("What is slow is left alone, and only what took too long is handed over", 2, "FV", works),
        Part("A worker that falls silent is noticed long before its timeout", 2, "SV", beats),
        Part("The machine has a limit, above the sum of its longest path", 2, "S", has_a_limit_of_its_own),
    ),
    misconceptions=(
        Misconception(
            "K09.11",
            "heartbeat longer than timeout",
            _beats_after_the_timeout,
            "The pulse check comes after the patient has been declared gone.",
            about="HeartbeatSeconds",
        ),
        Misconception(
            "K09.8",
            "States.TaskFailed expected to take timeouts",
            _leaves_timeouts_to_task_failed,
            "One error is deliberately left out of that group.",
            about="States.TaskFailed",
        ),
        Misconception(
            "K09.4",
            "Catch without a place for the error",
            lambda bench: any(forgets_whom(story, "paymentId") for story in bench.once(all_hung).values()),
            "Your handler knows what broke, but not for whom.",
            about="Catch",
        ),
    ),
    hints=(
        (
            "For each of the six: who would notice today if it never answered, and after how long? A worker that reports tells "
            "you more than one that does not: what could you know after its third silent minute?"
        ),
        (
            "A Task may have two limits, one for the whole work and one for the silence between two reports; the machine has one "
            "for everything. A limit that is hit is an error with a name, and can be caught like any other. Lesson step D7."
        ),
        (
            "`TimeoutSeconds` and `HeartbeatSeconds` (the shorter one) stand in the Task, `TimeoutSeconds` also beside StartAt. The "
            "error of both is States.Timeout (silence alone has the narrower name States.HeartbeatTimeout). "
            'A catcher: `{"ErrorEquals": [...], "ResultPath": "$.error", "Next": "Hand over"}`. What the machine\'s own limit ends '
            "is over: no Catch takes it."
        ),
        (
            "A neighbour: scanning a claim takes at most 300 s and reports every 20 s; filing it takes at most 10 s.\n"
            "```json\n"
            '"Scan": {..., "TimeoutSeconds": 500, "HeartbeatSeconds": 50, "Catch": [{"ErrorEquals": ["States.Timeout"], '
            '"ResultPath": "$.error", "Next": "By hand"}]}, "File": {..., "TimeoutSeconds": 15, '
            '"Catch": [...]}, "By hand": {..., "TimeoutSeconds": 30, "End": true}\n'
            "```\n"
            'and beside StartAt "TimeoutSeconds": 600, since 500 + 15 + 30 is 545.'
        ),
    ),
)
