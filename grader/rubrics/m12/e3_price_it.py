"""M12 E3, price it, then make it cheaper: what a run costs, from its history; and a design that does the same with less.

Both designs are played, and their transitions counted from their histories. Decided:

* The price of a design is that of all requests together that end well, each once, those with retries among them.
* A design is compared in price only in requests of which it makes the same as the given one: doing less is no saving.
* A run in Express lasts no whole number of the steps that are billed, so that rounding is no question of floats.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine
from course.clock import Clock
from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, Fault, Story, differences, machine, played
from grader.rubrics.insurer import prefix

from .bills import PRICES, express, milliseconds, standard, transitions
from .cooling_off import Case, cooling_off, play

COST, DESIGN, TYPE = "cost", "redesign", "redesign_type"
RUNS = 1_000_000
EXACT = 1e-6
CHEAPER = 0.4
DEAR = {"transition": 0.00003, "request": 0.0000012, "gb_second": 0.00002}


@dataclass(frozen=True)
class Run:
    """A run whose price is asked for: its history, its type, the prices."""

    where: str
    history: list[dict[str, Any]]
    type: str
    prices: dict[str, float]

    @property
    def price(self) -> float:
        """What a million of it cost."""
        if self.type == "STANDARD":
            return RUNS * standard(transitions(self.history), self.prices)
        return RUNS * express(milliseconds(self.history), self.prices)


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


def given_stories(bench: Bench) -> list[tuple[Case, Story]]:
    """Play the given design."""
    values = bench.variant
    given = StateMachine.of(cooling_off(values["prefix"], values["limit"], values["cooling_off_seconds"]))
    return [(case, play(given, case, values)) for case in (*cases(bench), *failures(bench))]


def own_stories(bench: Bench) -> list[Story]:
    """Play the learner's design."""
    found = machine(bench, DESIGN, type=_type(bench))
    return [play(found, case, bench.variant) for case in (*cases(bench), *failures(bench))]


def _type(bench: Bench) -> Any:
    answer = bench.answer(TYPE)
    if answer.value not in ("STANDARD", "EXPRESS"):
        raise answer.refused(answer.value, '"STANDARD" or "EXPRESS"')
    return answer.value


def histories(bench: Bench) -> list[tuple[str, list[dict[str, Any]]]]:
    """Runs of the given design, and of other workflows."""
    found = [(case.where, _events(story)) for case, story in bench.once(given_stories)[:3]]
    more = [run for sizes in more_sizes(bench) for run in _others(*sizes)]
    return [*found, *_others((3, 1), 20, 2), *more]


@hidden
def more_sizes(_: Bench, rng: random.Random) -> list[tuple[tuple[int, int], int, int]]:
    """Other workflows of the same kinds: items and busy tries of a Map, seconds of a lane, tries of a task."""
    return [((rng.randint(4, 7), 2), rng.randint(30, 90), rng.randint(3, 5))]


def _others(of_map: tuple[int, int], seconds: int, tries: int) -> list[tuple[str, list[dict[str, Any]]]]:
    return [_run_of_a_map(*of_map), _run_of_lanes(seconds), _run_that_fails(tries)]


def _events(story: Story) -> list[dict[str, Any]]:
    return [dict(event) for event in story.execution.history]


def _run_of_a_map(items: int, busy: int) -> tuple[str, list[dict[str, Any]]]:
    """A Map around a task of a service, which is busy at first."""
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": "reminders", "MessageBody": "now"},
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}],
        "End": True,
    }
    item = {"StartAt": "Send", "States": {"Send": task}}
    each = {"Type": "Map", "ItemProcessor": item, "End": True}
    script = [Fault("sqs:sendMessage", "Sqs.Busy", attempts=tuple(range(1, busy + 1)))]
    return f"a Map of {items} items", _played(
        {"StartAt": "Each", "States": {"Each": each}}, [1] * items, script
    )


def _run_of_lanes(seconds: int) -> tuple[str, list[dict[str, Any]]]:
    """Two lanes: one waits, one chooses."""
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": seconds, "End": True}}}
    choice = {
        "Type": "Choice",
        "Choices": [{"Variable": "$", "IsPresent": True, "Next": "End"}],
        "Default": "End",
    }
    choose = {"StartAt": "Choose", "States": {"Choose": choice, "End": {"Type": "Succeed"}}}
    both = {"Type": "Parallel", "Branches": [wait, choose], "Next": "Note"}
    states = {"Both": both, "Note": {**_TASK, "End": True}}
    return "a Parallel of two lanes", _played({"StartAt": "Both", "States": states}, {}, [])


def _run_that_fails(tries: int) -> tuple[str, list[dict[str, Any]]]:
    """A task that fails at each try, is caught, and leads to a Fail."""
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": tries - 1}]
    task = {
        **_TASK,
        "Retry": retry,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Give up"}],
        "End": True,
    }
    definition = {"StartAt": "Note", "States": {"Note": task, "Give up": {"Type": "Fail", "Error": "Gone"}}}
    return "a task that fails at each try", _played(definition, {}, [Fault("note", "Gone")])


_TASK = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:note"}


def _played(definition: dict[str, Any], given: Any, script: list[Fault]) -> list[dict[str, Any]]:
    clock = Clock()

    def work(_: Any) -> dict[str, Any]:
        clock.sleep(0.0137)
        return {}

    actors = {"note": work, "sqs:sendMessage": work}
    return _events(played(StateMachine.of(definition), given, actors, script=script, clock=clock))


def runs(bench: Bench, kind: str) -> list[Run]:
    """All histories as runs of this type, the last ones at other prices."""
    found = [Run(where, history, kind, PRICES) for where, history in bench.once(histories)]
    return [*found, Run(f"{found[0].where}, at other prices", found[0].history, kind, DEAR)]


def costs(kind: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of `cost` for one type."""

    def check(bench: Bench) -> Iterator[Finding]:
        for row, run in enumerate(runs(bench, kind), start=1):
            bench.count()
            given = {"history": _brief(run.history), "type": run.type, "prices": run.prices}
            try:
                got = bench.answer(COST)(run.history, run.type, run.prices)
            except AnswerError as error:
                yield error.finding(run.where, given=given, row=row)
                if bench.answers[COST].stuck:
                    return
                continue
            if not _is_number(got) or abs(got - run.price) > EXACT:
                yield Finding(run.where, given, got, round(run.price, 6), row)

    return check


def _brief(history: list[dict[str, Any]]) -> list[str]:
    """Return a history for a reader: of each event when it was, in seconds, and its type."""
    begin = history[0]["timestamp"]
    return [f"{(event['timestamp'] - begin).total_seconds():.4f} s {event['type']}" for event in history]


def _is_number(got: Any) -> bool:
    return isinstance(got, int | float) and not isinstance(got, bool)


def behaves(bench: Bench) -> Iterator[Finding]:
    """The redesign calls the same functions with the same, at the same times, and ends alike."""
    for row, (case, given, story) in enumerate(_compared(bench), start=1):
        bench.count()
        yield from differences(story, _ending(given), case.where, row=row)


def _ending(given: Story) -> Ending:
    return Ending(
        output=given.output,
        error=given.error or "",
        status=given.status,
        called=[(call.name, call.payload) for call in given.calls],
        times={name: given.times_of(name) for name in set(given.called)},
    )


def is_cheaper(bench: Bench) -> Iterator[Finding]:
    """The requests that end well cost at least forty percent less, in total, where both designs behave alike."""
    pairs = [(given, own) for _, given, own in _compared(bench)[: len(cases(bench))]]
    alike = [(given, own) for given, own in pairs if not any(differences(own, _ending(given), ""))]
    if len(alike) < len(pairs) / 2:
        raise AnswerError(
            DESIGN, "it does something else than the given one", "first the same behaviour, then its price"
        )
    kind, many = _type(bench), RUNS / len(alike)
    old = many * sum(_price(given, "STANDARD") for given, _ in alike)
    new = many * sum(_price(own, kind) for _, own in alike)
    bench.count()
    if new > old * (1 - CHEAPER):
        got = {"given": round(old, 2), "yours": round(new, 2), "cheaper by": f"{1 - new / old:.0%}"}
        where = f"a million runs as {kind}, in USD"
        yield Finding(where, [own.given for _, own in alike], got, {"cheaper by": f"at least {CHEAPER:.0%}"})


def _compared(bench: Bench) -> list[tuple[Case, Story, Story]]:
    own = bench.once(own_stories)
    return [(case, given, each) for (case, given), each in zip(bench.once(given_stories), own, strict=True)]


def _price(story: Story, kind: str) -> float:
    history = story.execution.history
    return standard(transitions(history)) if kind == "STANDARD" else express(milliseconds(history))


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
    return _type(bench) == "EXPRESS" and not any(behaves(bench)) and any(is_cheaper(bench))


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
