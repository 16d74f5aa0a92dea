"""M12 E1, which type: ten pieces of work, for each the type and what decides.

The numbers of each story come from the seed, and so does which code it has. Decided:

* What is expected is not told: whoever is wrong learns which half of which row is, and reads the story again.
* Several reasons may hold. The task gives the order in which they are asked for, so that one is right.
* Where the price decides, one type costs at least a third more than the other: nothing hangs on rounding.
* What is no pair is no answer to its row, and costs no other one. Words are compared without regard to case.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .bills import MEMORY_GB, PRICES, STEP_MS
from .workloads import KINDS, REASONS, TYPES, Workload, workload, works

SHAPE = 'a dictionary of ten pairs, such as {"W-10": ("STANDARD", "duration"), ...}'
PROMISES = ("once", "history")


def variant(rng: random.Random) -> dict[str, Any]:
    """The code of each kind of work; its numbers follow from all of them."""
    codes = (f"W-{number}" for number in rng.sample(range(10, 100), len(KINDS)))
    return {"codes": dict(zip(map(str, range(1, len(KINDS) + 1)), codes, strict=True))}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the stories by their codes, and the prices."""
    rng = random.Random(f"words {values}")
    names = works(rng)
    told = {
        code: each.told(rng, name) for (code, each), name in zip(_works(values).items(), names, strict=True)
    }
    prices = {
        "Standard, a transition": f"{PRICES['transition']:.6f} USD",
        "Express, a run": f"{PRICES['request']:.6f} USD",
        "Express, a GB-second": f"{PRICES['gb_second']:.8f} USD",
        "Express, memory and time": f"{MEMORY_GB * 1024:.0f} MB, in steps of {STEP_MS} ms",
    }
    return dict(sorted(told.items())) | prices


def _works(values: dict[str, Any]) -> dict[str, Workload]:
    return {
        code: workload(kind, random.Random(f"{kind} {values}"))
        for code, kind in zip(values["codes"].values(), KINDS, strict=True)
    }


def rows(chosen: Callable[[Workload], bool], half: int) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of one half of the chosen pieces of work: 0 is the type, 1 the reason."""
    known = (TYPES, REASONS)[half]

    def check(bench: Bench) -> Iterator[Finding]:
        answered, stories = _answered(bench), shown(bench.variant)
        for code, each in sorted(_works(bench.variant).items()):
            if not chosen(each):
                continue
            bench.count()
            said, right = answered.get(code), (each.type, each.reason)[half].casefold()
            if said is None:
                yield Finding(code, stories[code], "no such pair", 'a pair such as ("STANDARD", "duration")')
            elif said[half] not in map(str.casefold, known):
                yield Finding(code, stories[code], said[half], f"one of {', '.join(known)}")
            elif said[half] != right:
                wanted = ("the other type", "something else decides")[half]
                yield Finding(code, stories[code], said[half], wanted)

    return check


def _answered(bench: Bench) -> dict[str, tuple[str, str]]:
    """Return the pairs by code, as far as they are pairs. Raises `AnswerError` where the answer is no dictionary."""
    answer = bench.answer("types")
    value = answer.value
    if not isinstance(value, dict):
        raise answer.refused(value, SHAPE)
    return {code: pair for code, each in value.items() if (pair := _pair(each))}


def _pair(value: Any) -> tuple[str, str] | None:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)):
        return None
    return value[0].strip().casefold(), value[1].strip().casefold()


def _express_for(chosen: Callable[[Workload, str], bool]) -> Callable[[Bench], bool]:
    """Tell of an answer whether it takes Express for such a piece of work; the second argument is its reason."""

    def detect(bench: Bench) -> bool:
        answered = _answered(bench)
        return any(
            answered[code][0] == "express" and chosen(each, answered[code][1])
            for code, each in _works(bench.variant).items()
            if code in answered
        )

    return detect


def _is_dear_in_express(each: Workload, said: str) -> bool:
    """Whether Express is taken for its price where Standard is cheaper, or for what lies idle for long."""
    idle = each.reason == "duration" and each.type == "STANDARD"
    return said == "price" and (idle or (each.reason == "price" and each.type == "STANDARD"))


def _is_impossible(each: Workload) -> bool:
    return each.reason in ("pattern", "duration")


def _breaks_promise(each: Workload) -> bool:
    return each.reason in PROMISES


def _is_priced(each: Workload) -> bool:
    return each.reason == "price"


EXERCISE = Exercise(
    id="m12.e1",
    title="Which type",
    lesson="D1",
    deliver=("types",),
    variant=variant,
    shown=shown,
    parts=(
        Part(
            "The type, where something rules Express out", 2, "V", rows(lambda each: not _is_priced(each), 0)
        ),
        Part("The type, where only the price decides", 3, "V", rows(_is_priced, 0)),
        Part("The reason, where Express could not do it at all", 2, "V", rows(_is_impossible, 1)),
        Part(
            "The reason, where Express could do it, and must not",
            2,
            "V",
            rows(_breaks_promise, 1),
            lesson="D2",
        ),
        Part("The reason, where only the price decides", 1, "V", rows(_is_priced, 1)),
    ),
    misconceptions=(
        Misconception(
            "K12.3",
            "callback, job or activity in Express",
            _express_for(lambda each, _: each.reason == "pattern"),
            "This work waits for someone. Which type can?",
            about="work that waits for a person, a job or a worker",
        ),
        Misconception(
            "K12.1",
            "Express thought exactly-once",
            _express_for(lambda each, _: each.reason == "once"),
            "A step of it may run twice. Is that all right for money?",
            about="work that must not be done twice",
        ),
        Misconception(
            "K12.2",
            "Express always cheaper",
            _express_for(_is_dear_in_express),
            "What are you paying for: steps or time?",
            about="the price",
        ),
    ),
    hints=(
        (
            "Ask of each piece of work: for whom does it wait? How long does a run last as a whole? What if a step were done "
            "once more? Who reads the runs later? Where all four let you choose, there are two prices to compare."
        ),
        (
            "Express lasts five minutes, waits for nobody's token, job or activity, and holds no Distributed Map. Started "
            "asynchronously it may run a step twice, and it keeps no history by itself. What costs in Standard is steps; what "
            "costs in Express is time. Lesson steps D1 and D2."
        ),
        (
            "Reckon both prices with your table: transitions times the price of one; and the price of a run, plus seconds times "
            '0.0625 GB times the price of a GB-second. A dictionary of pairs: `types = {"W-10": ("STANDARD", "once"), ...}`.'
        ),
        (
            "A neighbour: five transitions in 200 seconds, nothing else. Standard: 5 x 0.000025 = 0.000125 USD. Express: "
            "0.000001 + 200 x 0.0625 x 0.00001667 = 0.00020938 USD. So STANDARD, price. The same in 20 seconds: Express 0.00002184 "
            "USD, so EXPRESS, price. And with a manager's decision in it: STANDARD, pattern, whatever it costs."
        ),
    ),
)
