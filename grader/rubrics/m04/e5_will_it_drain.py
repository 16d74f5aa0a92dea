"""M04 E5, will it drain: backlog, the minute in which it is gone, and how many workers a deadline takes.

Three functions of plain numbers, compared with what a minute-by-minute account of the queue gives. Decided: whole numbers
may come as floats (12.0); anything that equals the right number is right, however it was worked out.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Part, Row, hidden, table

SERVICE_SECONDS = (2, 3, 4, 5, 6, 10, 12, 15)


def variant(rng: random.Random) -> dict[str, Any]:
    """A morning: how many messages arrive in each minute, seconds of work each, and how many workers there are."""
    service = rng.choice(SERVICE_SECONDS)
    workers = rng.randint(2, 5)
    return {
        "arrivals": _arrivals(rng, workers * 60 // service),
        "service_seconds": service,
        "workers": workers,
    }


def _arrivals(rng: random.Random, capacity: int) -> list[int]:
    """Return a quiet time, a burst of several times what the workers can do, and a quiet time again."""
    before = [rng.randint(0, capacity) for _ in range(rng.randint(1, 3))]
    burst = [rng.randint(2 * capacity, 4 * capacity) for _ in range(rng.randint(2, 4))]
    after = [rng.randint(0, capacity // 2) for _ in range(rng.randint(3, 6))]
    return [*before, *burst, *after]


def mornings(bench: Bench) -> list[dict[str, Any]]:
    """The mornings that are asked about: the learner's own, a quiet one, bursts early and late, and hidden ones."""
    own = {key: bench.variant[key] for key in ("arrivals", "service_seconds", "workers")}
    capacity = own["workers"] * 60 // own["service_seconds"]
    quiet = {**own, "arrivals": [capacity, 0, capacity]}
    just_over = {**own, "arrivals": [0, capacity + 1, capacity, capacity - 1, 3]}
    late = {**own, "arrivals": [1, 2, 5 * capacity]}
    at_once = {**own, "arrivals": [2 * capacity + 1]}
    return [own, quiet, just_over, late, at_once, *more_mornings(bench)]


@hidden
def more_mornings(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """Bursts of other sizes, one of them in two waves, of which the second is the smaller one; and nothing at all."""
    found = []
    for _ in range(3):
        service, workers = rng.choice(SERVICE_SECONDS), rng.randint(1, 9)
        capacity = workers * 60 // service
        waves = [*_arrivals(rng, capacity), *[0] * 40, *_arrivals(rng, max(capacity // 2, 1))]
        arrivals = rng.choice([_arrivals(rng, capacity), waves])
        found.append({"arrivals": arrivals, "service_seconds": service, "workers": workers})
    nothing = {"arrivals": [0] * rng.randint(2, 5), "service_seconds": 4, "workers": 2}
    return [*found, nothing, {**nothing, "arrivals": []}]


def backlogs(arrivals: list[int], service_seconds: int, workers: int) -> list[int]:
    """Return how many messages wait at the end of each minute, up to the one at whose end none is left after the last."""
    waiting, found = 0, []
    capacity = workers * 60 // service_seconds
    for minute in range(len(arrivals) + sum(arrivals) + 1):
        waiting = max(0, waiting + (arrivals[minute] if minute < len(arrivals) else 0) - capacity)
        found.append(waiting)
        if minute >= len(arrivals) - 1 and not waiting:
            break
    return found


def most(arrivals: list[int], service_seconds: int, workers: int) -> int:
    """Return the largest backlog at the end of any minute."""
    return max(backlogs(arrivals, service_seconds, workers))


def drained_in(arrivals: list[int], service_seconds: int, workers: int) -> int:
    """Return the minute, from 1, at whose end nothing waits for the first time after the largest backlog; 0 without one."""
    by_minute = list(enumerate(backlogs(arrivals, service_seconds, workers), start=1))
    largest = max(waiting for _, waiting in by_minute)
    peak = next(minute for minute, waiting in by_minute if waiting == largest)
    return next(minute for minute, waiting in by_minute[peak - 1 :] if not waiting) if largest else 0


def needed(arrivals: list[int], service_seconds: int, deadline: int) -> int:
    """Return the smallest number of workers with which nothing waits after the minute `deadline`, or ever again."""
    workers = 1
    while any(backlogs(arrivals, service_seconds, workers)[max(deadline - 1, 0) :]):
        workers += 1
    return workers


def _largest(bench: Bench) -> Iterator[Row]:
    for each in mornings(bench):
        yield Row(each, most(**each), "max_backlog")


def _drained(bench: Bench) -> Iterator[Row]:
    for each in mornings(bench):
        yield Row(each, drained_in(**each), "drain_minute")


def _needed(bench: Bench) -> Iterator[Row]:
    """Ask for deadlines from the middle of the burst to long after it."""
    for each in mornings(bench):
        arrivals, service = each["arrivals"], each["service_seconds"]
        for deadline in sorted({max(len(arrivals) // 2, 1), len(arrivals) + 1, len(arrivals) + 20}):
            given = {"arrivals": arrivals, "service_seconds": service, "deadline": deadline}
            yield Row(given, needed(arrivals, service, deadline), "workers_needed")


def _asked(name: str) -> Any:
    return lambda bench, given: bench.answer(name)(*given.values())


EXERCISE = Exercise(
    id="m04.e5",
    title="Will it drain?",
    lesson="D1",
    deliver=("max_backlog", "drain_minute", "workers_needed"),
    variant=variant,
    parts=(
        Part("max_backlog is the largest number that waits", 3, "V", table(_largest, _asked("max_backlog"))),
        Part("drain_minute is when nothing waits any more", 3, "V", table(_drained, _asked("drain_minute"))),
        Part(
            "workers_needed keeps the deadline, with nobody idle",
            4,
            "V",
            table(_needed, _asked("workers_needed")),
        ),
    ),
    hints=(
        (
            "Do the first three minutes of your morning on paper: how many are there at the beginning of the minute, how many "
            "come, how many can be handled, and what is left for the next one?"
        ),
        (
            "The backlog at the end of a minute is the one before, plus what arrived, less what the workers can handle, and "
            "never below nought. After the last arrival it goes on shrinking, so count on until it is gone. "
            "See lesson step D1."
        ),
        (
            "In a minute, so many workers handle `workers * 60 // service_seconds` messages. One function that returns the list "
            "of backlogs, minute by minute, serves all three; the number of workers is found by trying 1, 2, 3 and so on."
        ),
        (
            "A neighbour: a bath with a tap. Each minute so many litres come in, up to 12 flow out.\n"
            "```python\n"
            "level, levels = 0, []\n"
            "for litres in inflow:\n"
            "    level = max(0, level + litres - 12)\n"
            "    levels.append(level)\n"
            "while level:\n"
            "    level = max(0, level - 12)\n"
            "    levels.append(level)\n"
            "```"
        ),
    ),
)
