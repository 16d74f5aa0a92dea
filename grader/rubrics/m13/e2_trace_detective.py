"""M13 E2, trace detective: five traces, for each the bottleneck, its own time, whether it waits or works, the first lever.

Which segment is slow, how long, and in which trace, comes from the seed. Decided:

* What is expected is not told: whoever is wrong learns which answer to which trace is, and looks at the trace again.
* The own time is a whole number of milliseconds, which may come as a float. The other three are words, compared without regard to case.
* What is no answer of four costs its own trace, and nothing else.
* Who is right about three of five traces knows how it is done, and slipped: that is worth most of the points.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .traces import KINDS, OUTERMOST, drawn, outline

SHAPE = 'a dictionary of five answers, such as {"T-10": ("mail", 1200, "working", "index"), ...}'
EXPECTED = ("another segment", "another number of milliseconds", "the other one", "another lever comes first")
STATEFUL = 1
MOST_OF_THEM = 3
CLOSE = 0.5


def variant(rng: random.Random) -> dict[str, Any]:
    """The code of each trace, its bottleneck and that one's own time."""
    codes = rng.sample(range(10, 100), len(KINDS))
    owns = rng.sample(range(1300, 2900), len(KINDS))
    return {
        str(number): {"code": f"T-{code}", "segment": rng.choice(kind.names), "own": own}
        for number, (kind, code, own) in enumerate(zip(KINDS, codes, owns, strict=True), start=1)
    }


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the traces by their codes, in no telling order."""
    traces = {
        each["code"]: drawn(random.Random(f"{each} {values}"), kind, each["segment"], each["own"])
        for each, kind in zip(values.values(), KINDS, strict=True)
    }
    return dict(sorted(traces.items()))


def _right(values: dict[str, Any]) -> dict[str, tuple[str, float, str, str]]:
    return {
        each["code"]: (each["segment"], each["own"], kind.does, kind.lever)
        for each, kind in zip(values.values(), KINDS, strict=True)
    }


def _answered(bench: Bench) -> dict[str, list[Any]]:
    """Return the answers by code, as far as they have four parts. Raises `AnswerError` where the answer is no dictionary."""
    answer = bench.answer("found")
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(value, SHAPE)
    return {
        code: [each.strip().casefold() if isinstance(each, str) else each for each in parts]
        for code, parts in value.items()
        if isinstance(parts, list | tuple) and len(parts) == len(EXPECTED)
    }


def looks(part: int, chosen: Callable[[int], bool] = lambda _: True) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of one part of the answers: 0 the segment, 1 its own time, 2 what it does, 3 the lever."""

    def check(bench: Bench) -> Iterator[Finding]:
        answered, traces = _answered(bench), shown(bench.variant)
        right = list(_right(bench.variant).items())
        for code, wanted in sorted(each for number, each in enumerate(right) if chosen(number)):
            bench.count()
            said = answered.get(code)
            if said is None:
                yield Finding(
                    code,
                    outline(traces[code]),
                    "no such answer",
                    'four parts, such as ("mail", 1200, "working", "index")',
                )
            elif not _is_same(said[part], wanted[part]):
                yield Finding(code, outline(traces[code]), said[part], EXPECTED[part])

    return check


def mostly(part: int) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that one part is right for most of the traces."""

    def check(bench: Bench) -> Iterator[Finding]:
        wrong = list(looks(part)(bench))
        if len(KINDS) - len(wrong) < MOST_OF_THEM:
            yield from wrong

    return check


def _is_same(said: Any, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return bool(said == wanted)
    return isinstance(said, int | float) and not isinstance(said, bool) and abs(said - wanted) <= CLOSE


def _blames_the_outermost(bench: Bench) -> bool:
    """Whether the segment that contains all others is called the bottleneck."""
    codes = _right(bench.variant)
    return any(parts[0] == OUTERMOST for code, parts in _answered(bench).items() if code in codes)


def _grows_what_remembers(bench: Bench) -> bool:
    """Whether a service that keeps its customers' state is to be enlarged or copied as it is."""
    code = list(_right(bench.variant))[STATEFUL]
    said = _answered(bench).get(code)
    return said is not None and said[3] in ("larger", "copies")


EXERCISE = Exercise(
    id="m13.e2",
    title="Trace detective",
    lesson="D3",
    deliver=("found",),
    variant=variant,
    shown=shown,
    parts=(
        Part("The bottleneck is found, in at least three of the traces", 2, "V", mostly(0)),
        Part("The bottleneck is found in all five", 1, "V", looks(0)),
        Part("Its own time is right, in at least three of the traces", 2, "V", mostly(1)),
        Part("Its own time is right in all five", 1, "V", looks(1)),
        Part("It is told whether it waits or works, in all five", 1, "V", looks(2)),
        Part("The lever that comes first, in at least three of the traces", 1, "V", mostly(3), "D10"),
        Part(
            "The lever that comes first, wherever nothing is kept in memory",
            1,
            "V",
            looks(3, lambda at: at != STATEFUL),
            "D10",
        ),
        Part(
            "The lever that comes first, where something is",
            1,
            "V",
            looks(3, lambda at: at == STATEFUL),
            "D8",
        ),
    ),
    misconceptions=(
        Misconception(
            "K13.1",
            "segment with the longest total blamed",
            _blames_the_outermost,
            "That bar contains the others. What is its own time?",
            about="the segment `gateway`",
        ),
        Misconception(
            "K13.12",
            "larger or copied with its state inside",
            _grows_what_remembers,
            "What has to move before a second copy can help?",
            about="the service that keeps something in its memory",
        ),
    ),
    hints=(
        (
            "Somebody was away for three hours: one at the hairdresser's, two waiting for the bus. Where did the time go? And which "
            "of the two would a faster hairdresser help?"
        ),
        (
            "Own time is the segment's length, less the time in which at least one segment directly within it went on; two at once "
            "count once. The largest own time is the bottleneck. Is it busy, it works; is it not, it waits. Lesson steps D3, D8 and D10."
        ),
        (
            "Write down, for each segment, its direct parts (those one step further in), and join those that overlap: from the first "
            "begin to the last end. Subtract. The note beside the bottleneck tells which row of the table of levers applies. "
            '`found = {"T-10": ("mail", 1200, "working", "index"), ...}`.'
        ),
        (
            "A neighbour: `orders` from 100 to 900 has within it `stock` from 200 to 400 and `prices` from 390 to 450. Together these two "
            "go from 200 to 450: 250 ms. Own time of `orders`: 800 - 250 = 550 ms. It is busy for 96 % of it, and read 40,000 items "
            "to return 2: working, index."
        ),
    ),
)
