"""M12 E3, price it, then make it cheaper: what a run costs, from its history; and a design that does the same with less.

Both designs are played, and their transitions counted from their histories. Decided:

* The price of a design is that of all requests together that end well, each once, those with retries among them.
* A design is compared in price only in requests of which it makes the same as the given one: doing less is no saving.
* A run in Express lasts no whole number of the steps that are billed, so that rounding is no question of floats.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Story, differences
from grader.rubrics.insurer import prefix

from .bills import PRICES, standard
from .cooling_off import Case
from .priced_runs import RUNS, History, Run, brief, events, others, run_of_no_time, run_with_a_slow_start
from .redesigns import DESIGN, TYPE, chosen_type, ending, given_stories, own_stories, price

COST = "cost"
EXACT = 1e-6
CHEAPER = 0.4
DEAR = {"transition": 0.00003, "request": 0.0000012, "gb_second": 0.00002}


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the functions, the limit above which the risk is asked for, and how long a customer can say no."""
    return {
        "prefix": prefix(rng),
        "limit": rng.randrange(520, 980, 10),
        "cooling_off_seconds": rng.randint(201, 279),
    }


def cases(bench: Bench) -> list[Case]:
    """Requests that end well: small and large ones, at the limit, with a ledger that is busy."""
    limit = bench.variant["limit"]
    return [
        Case("a small request", limit - 300, 20),
        Case("a large request", limit + 200, 30),
        Case("a large request, the ledger busy twice", limit + 150, 25, "high", busy=2),
        Case("a request of just the limit", limit - 40, 40),
        *more_cases(bench),
    ]


@hidden
def more_cases(bench: Bench, rng: random.Random) -> list[Case]:
    """A little more than the limit; a small one with a busy ledger."""
    limit, fee = bench.variant["limit"], rng.randint(20, 60)
    return [
        Case("one more than the limit", limit - fee + 1, fee, rng.choice(("low", "middle"))),
        Case("a small request, the ledger busy", limit - rng.randint(200, 400), fee, busy=3),
    ]


def failures(bench: Bench) -> list[Case]:
    """Requests that do not end well."""
    limit = bench.variant["limit"]
    return [
        Case("no quote", limit, 20, fails="quote"),
        Case("the risk is not answered", limit + 90, 20, fails="risk"),
        Case("the ledger stays busy", limit - 90, 20, busy=9),
        Case("the ledger refuses", limit - 50, 20, fails="book"),
    ]


def given(bench: Bench) -> list[tuple[Case, Story]]:
    """What the given design makes of each request."""
    return given_stories(bench, [*cases(bench), *failures(bench)])


def own(bench: Bench) -> list[Story]:
    """What the learner's design makes of each."""
    return own_stories(bench, [*cases(bench), *failures(bench)])


def histories(bench: Bench) -> list[History]:
    """Runs of the given design, and of other workflows."""
    found = [(case.where, events(story)) for case, story in bench.once(given)[:3]]
    more = [run for sizes in more_sizes(bench) for run in others(*sizes)]
    return [*found, *others((3, 1), 20, 2), run_of_no_time(), run_with_a_slow_start(), *more]


@hidden
def more_sizes(_: Bench, rng: random.Random) -> list[tuple[tuple[int, int], int, int]]:
    """Other workflows of the same kinds: items and busy tries of a Map, seconds of a lane, tries of a task."""
    return [((rng.randint(4, 7), 2), rng.randint(30, 90), rng.randint(3, 5))]


def runs(bench: Bench, kind: str) -> list[Run]:
    """All histories as runs of this type, the last ones at other prices."""
    found = [Run(where, history, kind, PRICES) for where, history in bench.once(histories)]
    return [*found, Run(f"{found[0].where}, at other prices", found[0].history, kind, DEAR)]


def costs(kind: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of `cost` for one type."""

    def check(bench: Bench) -> Iterator[Finding]:
        for row, run in enumerate(runs(bench, kind), start=1):
            bench.count()
            asked = {"history": brief(run.history), "type": run.type, "prices": run.prices}
            try:
                got = bench.answer(COST)(run.history, run.type, run.prices)
            except AnswerError as error:
                yield error.finding(run.where, given=asked, row=row)
                if bench.answers[COST].stuck:
                    return
                continue
            if not _is_number(got) or abs(got - run.price) > EXACT:
                yield Finding(run.where, asked, got, round(run.price, 6), row)

    return check


def _is_number(got: Any) -> bool:
    return isinstance(got, int | float) and not isinstance(got, bool)


def compared(bench: Bench) -> list[tuple[Case, Story, Story]]:
    """Each request, with what the given design made of it, and what the learner's did."""
    return [(case, old, new) for (case, old), new in zip(bench.once(given), bench.once(own), strict=True)]


def behaves(bench: Bench) -> Iterator[Finding]:
    """The redesign calls the same functions with the same, at the same times, and ends alike."""
    for row, (case, old, new) in enumerate(compared(bench), start=1):
        bench.count()
        yield from differences(new, ending(old), case.where, row=row)


def is_cheaper(bench: Bench) -> Iterator[Finding]:
    """The requests that end well cost at least forty percent less, in total, where both designs behave alike."""
    pairs = [(old, new) for _, old, new in compared(bench)[: len(cases(bench))]]
    alike = [(old, new) for old, new in pairs if not any(differences(new, ending(old), ""))]
    if len(alike) < len(pairs) / 2:
        raise AnswerError(
            DESIGN, "it does something else than the given one", "first the same behaviour, then its price"
        )
    kind, many = chosen_type(bench), RUNS / len(alike)
    was = many * sum(price(old, "STANDARD") for old, _ in alike)
    is_now = many * sum(price(new, kind) for _, new in alike)
    bench.count()
    if is_now > was * (1 - CHEAPER):
        got = {"given": round(was, 2), "yours": round(is_now, 2), "cheaper by": f"{1 - is_now / was:.0%}"}
        where = f"a million runs as {kind}, in USD"
        yield Finding(where, [new.given for _, new in alike], got, {"cheaper by": f"at least {CHEAPER:.0%}"})


def _asked(bench: Bench) -> list[tuple[Any, Run]]:
    """Return what `cost` says of each run as Standard."""
    return [(bench.answer(COST)(run.history, run.type, run.prices), run) for run in runs(bench, "STANDARD")]


def _ignores_retries(bench: Bench) -> bool:
    """Whether every state entered is paid for, and no further try."""
    asked = [(got, run, _entered(run)) for got, run in _asked(bench)]
    differing = [each for each in asked if abs(each[2] - each[1].price) > EXACT]
    return bool(differing) and all(
        _is_number(got) and abs(got - entered) <= EXACT for got, _, entered in asked
    )


def _entered(run: Run) -> float:
    entered = sum(event["type"].endswith("StateEntered") for event in run.history)
    return RUNS * standard(entered, run.prices)


def _pays_for_time(bench: Bench) -> bool:
    """Whether the redesign does the same in Express, where the time in which it idles has to be paid."""
    return chosen_type(bench) == "EXPRESS" and not any(behaves(bench)) and any(is_cheaper(bench))


EXERCISE = Exercise(
    id="m12.e3",
    title="Price it, then halve it",
    lesson="D3",
    deliver=(COST, DESIGN, TYPE),
    variant=variant,
    parts=(
        Part("`cost` of a Standard run", 3, "V", costs("STANDARD")),
        Part("`cost` of an Express run", 2, "V", costs("EXPRESS"), lesson="D1"),
        Part("The redesign does what the given design does", 2, "BF", behaves),
        Part("It costs at least 40 % less", 3, "V", is_cheaper),
    ),
    misconceptions=(
        Misconception(
            "K12.12",
            "ignores retries in cost",
            _ignores_retries,
            "Does a second try cost nothing?",
            about="what a Standard run costs",
        ),
        Misconception(
            "K12.2",
            "Express always cheaper",
            _pays_for_time,
            "What are you paying for: steps or time?",
            about="the type of your design",
        ),
    ),
    hints=(
        (
            "Which events of a history cost something in Standard, and what do these have in common? Which two events are enough to "
            "price a run in Express? And of the given design: which states do nothing that a neighbour could not do as well?"
        ),
        (
            "Standard: each state that is entered, and each further attempt of a task. Express: the run itself, and its time, "
            "rounded up to whole steps. A Pass that only moves data can go into the Output of the state before it, or into the "
            "Arguments of the next. A state that only ends can be left out. And time costs nothing in Standard. Lesson steps D1 and D3."
        ),
        (
            '`event["type"]` ends in `StateEntered`; an attempt has an event `TaskScheduled` or `LambdaFunctionScheduled`, and a '
            "task's first attempt goes with its `TaskStateEntered`. `math.ceil(ms / 100)` and `64 / 1024`. In JSONata a Task's `Output` "
            "can make any document of `$states.input` and `$states.result`; a Choice rule may have an `Output`, and the `Default` of a "
            "Choice leaves `$states.input` as it was: `$exists($states.input.risk)`."
        ),
        (
            'A neighbour: "Ask" (Task), "Take price" (Pass), "Add tax" (Pass), "Tell" (Task), "Done" (Succeed): five transitions. '
            'The same in two: "Ask" with `"Output": {"price": "{% $states.result.price %}", "tax": "{% $states.result.price * 0.2 %}"}`, '
            'and "Tell" with `"End": true`. Were "Ask" tried three times in a run, that run would make four.'
        ),
    ),
)
