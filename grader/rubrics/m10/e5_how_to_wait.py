"""M10 E5, how to wait: nine situations, for each the pattern and what ends the wait.

Which nine a learner has, comes from the seed: one of each kind, so that each pattern and each end is asked for. Decided:

* What is expected is not told: whoever is wrong learns which half of which row is, and reads the situation again.
* The pattern and the end are graded apart, and rows that ask the same thing together: one wrong idea costs its own points.
* What is no pair is no answer to its row, and costs no other one. Words are compared without regard to case.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .situations import ENDS, PATTERNS, SITUATIONS, Happens, Heard, Situation

SHAPE = 'a dictionary of nine pairs, such as {"W-10": ("callback", "token"), ...}'
BY_CODE = {each.code: each for each in SITUATIONS}


# One situation of each of these a learner has.
KINDS = (
    (Heard.AT_ONCE, Happens.IT_COMES),
    (Heard.AS_A_JOB, Happens.IT_COMES),
    (Heard.BY_CALLING, Happens.IT_COMES),
    (Heard.BY_CALLING, Happens.NOBODY_ANSWERS),
    (Heard.BY_CALLING, Happens.PULSES_STOP),
    (Heard.BY_FETCHING, Happens.IT_COMES),
    (Heard.BY_FETCHING, Happens.NOBODY_ANSWERS),
    (Heard.IF_ASKED, Happens.IT_COMES),
    (Heard.NEVER, Happens.IT_COMES),
)


def variant(rng: random.Random) -> dict[str, Any]:
    """Draw a situation of each kind, by its code."""
    pools = ([each for each in SITUATIONS if (each.heard, each.happens) == kind] for kind in KINDS)
    return {"mine": [rng.choice(pool).code for pool in pools]}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the stories by their codes, in the order of these."""
    return {code: BY_CODE[code].story for code in sorted(values["mine"])}


def rows(chosen: Callable[[Situation], bool], half: int) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of one half of the chosen situations: 0 is the pattern, 1 what ends the wait."""
    known = (PATTERNS, ENDS)[half]

    def check(bench: Bench) -> Iterator[Finding]:
        answered = _answered(bench)
        for each in filter(chosen, _mine(bench)):
            bench.count()
            said, right = answered.get(each.code), (each.pattern, each.ends)[half]
            if said is None:
                yield Finding(each.code, each.story, "no such pair", 'a pair such as ("callback", "token")')
            elif said[half] not in known:
                yield Finding(each.code, each.story, said[half], f"one of {', '.join(known)}")
            elif said[half] != right:
                wanted = ("another pattern", "something else ends the wait")[half]
                yield Finding(each.code, each.story, said[half], wanted)

    return check


def _mine(bench: Bench) -> list[Situation]:
    return [BY_CODE[code] for code in bench.variant["mine"]]


def _answered(bench: Bench) -> dict[str, tuple[str, str]]:
    """Return the pairs by code, as far as they are pairs. Raises `AnswerError` where the answer is no dictionary."""
    answer = bench.answer("waits")
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(value, SHAPE)
    return {code: pair for code, each in value.items() if (pair := _pair(each))}


def _pair(value: Any) -> tuple[str, str] | None:
    if not (isinstance(value, list) and len(value) == 2):
        return None
    pattern, end = value
    if not (isinstance(pattern, str) and isinstance(end, str)):
        return None
    return pattern.strip().casefold(), end.strip().casefold()


def _says(half: int, word: str, of: tuple[Heard, ...]) -> Callable[[Bench], bool]:
    """Tell of an answer whether it says this word of a situation of these kinds."""

    def detect(bench: Bench) -> bool:
        answered = _answered(bench)
        return any(
            each.heard in of and each.code in answered and answered[each.code][half] == word
            for each in _mine(bench)
        )

    return detect


def _is_told_by_a_service(each: Situation) -> bool:
    return each.heard in (Heard.AT_ONCE, Heard.AS_A_JOB)


def _is_told_by_token(each: Situation) -> bool:
    return each.heard in (Heard.BY_CALLING, Heard.BY_FETCHING)


EXERCISE = Exercise(
    id="m10.e5",
    title="How to wait",
    lesson="D7",
    deliver=("waits",),
    variant=variant,
    shown=shown,
    parts=(
        Part(
            "The pattern, where a service tells of its end by itself",
            2,
            "V",
            rows(_is_told_by_a_service, 0),
            lesson="D1",
        ),
        Part(
            "The pattern, where a person, a partner or a worker has to tell",
            3,
            "V",
            rows(_is_told_by_token, 0),
            lesson="D5",
        ),
        Part(
            "The pattern, where nobody tells anything",
            2,
            "V",
            rows(lambda each: each.heard in (Heard.IF_ASKED, Heard.NEVER), 0),
        ),
        Part(
            "What ends the wait, where it comes as hoped",
            1,
            "V",
            rows(lambda each: each.happens is Happens.IT_COMES, 1),
            lesson="D1",
        ),
        Part(
            "What ends the wait, where it does not",
            2,
            "V",
            rows(lambda each: each.happens is not Happens.IT_COMES, 1),
            lesson="D4",
        ),
    ),
    misconceptions=(
        Misconception(
            "K10.12",
            ".sync expected for any service",
            _says(0, "run-a-job", (Heard.AT_ONCE, Heard.BY_CALLING, Heard.IF_ASKED)),
            "Only some services tell Step Functions when a job ends.",
            about="run-a-job",
        ),
        Misconception(
            "K10.8",
            "polling loop",
            _says(0, "polling", (Heard.BY_CALLING, Heard.BY_FETCHING)),
            "How many transitions is that per day? Who could call you instead?",
            about="polling",
        ),
        Misconception(
            "K10.3",
            "worker's return value thought to end the wait",
            _says(1, "reply", (Heard.BY_CALLING, Heard.BY_FETCHING)),
            "The reply of whoever takes the work is not the answer. Which call is?",
            about="what ends the wait",
        ),
    ),
    hints=(
        (
            "Ask of each situation, in this order: does the call itself bring what is needed? If not, who knows when it is there, "
            "and can they reach Step Functions? Can anything reach them? And if all goes wrong, what is hit first?"
        ),
        (
            "A reply that brings the result needs no waiting. Some services report the end of a job to Step Functions. Whoever "
            "can be handed a token can answer by it; whoever cannot be reached at all must come and fetch the work. Who tells "
            "nothing has to be asked again and again. And a date needs nobody. Lesson steps D1, D5, D7 and D8."
        ),
        (
            "Job integrations (`.sync`) exist for Glue, ECS, Batch, nested workflows and some more, not for Lambda, HTTP or "
            "any SDK call. With a token: SendTaskSuccess or SendTaskFailure end the wait; else HeartbeatSeconds counts the "
            "silence since the last sign of life, TimeoutSeconds the whole. The shorter one that runs out ends it."
        ),
        (
            "A neighbour: an optician's till gets our token with the bill through its own API, and calls Step Functions with it when "
            "the glasses are paid; they are never paid, and the state's limit is a month: callback, timeout. The same "
            "shop's till behind a firewall that lets nobody in, and that asks us for bills: activity, timeout. An AWS "
            "CodeBuild build that has to be finished: run-a-job, job."
        ),
    ),
)
