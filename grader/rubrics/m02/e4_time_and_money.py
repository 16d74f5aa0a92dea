"""M02 E4, time and money: how long the customer waits, what is billed, and what a month of it costs, in three forms.

Three functions of plain numbers. Decided: numbers are compared to a thousandth of a millisecond and to a hundredth of a
cent, so that the order of adding does not matter; money is not rounded by the answer.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from course.facts import value
from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, hidden

FORMS = ("sequential", "concurrent", "asynchronous")
CALLS_TO_THE_QUEUE = 3  # send, receive, delete
PRICES: dict[str, float] = {
    "gb_second": value("price.lambda.gb_second"),
    "invocation": value("price.lambda.request") / 1_000_000,
    "queue_request": value("price.sqs.request") / 1_000_000,
}


def variant(rng: random.Random) -> dict[str, Any]:
    """A design: times in milliseconds, payments a month, memory of each function in GB."""
    return {
        "own_ms": rng.randint(11, 49),
        "service_ms": rng.sample(range(120, 3000), 3),
        "handover_ms": rng.randint(5, 10),
        "payments": rng.randint(50, 99) * 1000,
        "gb": rng.choice([0.125, 0.25, 0.5]),
    }


def designs(bench: Bench) -> list[dict[str, Any]]:
    """The designs that are reckoned: the learner's own, one with a single service, and hidden ones."""
    own = dict(bench.variant)
    single = {**own, "service_ms": own["service_ms"][:1], "gb": 1}
    equal = {**own, "service_ms": [250, 250, 250, 250], "payments": 1_000_000}
    return [own, single, equal, *more_designs(bench)]


@hidden
def more_designs(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """Many quick services, a slow one among quick ones, and a design of which nothing is known."""
    quick = [rng.randint(1, 20) for _ in range(rng.randint(5, 9))]
    slow = [*quick[:3], rng.randint(20_000, 60_000)]
    return [{**variant(rng), "service_ms": each} for each in (quick, slow, variant(rng)["service_ms"])]


def response(form: str, design: dict[str, Any]) -> float:
    """Return how long the customer waits, in milliseconds."""
    waits = {
        "sequential": sum(design["service_ms"]),
        "concurrent": max(design["service_ms"]),
        "asynchronous": design["handover_ms"],
    }
    return float(design["own_ms"] + waits[form])


def billed(form: str, design: dict[str, Any]) -> float:
    """Return what all functions together are billed for one payment, in milliseconds."""
    return response(form, design) + float(sum(design["service_ms"]))


def cost(form: str, design: dict[str, Any]) -> float:
    """Return what a month costs, in USD."""
    services = len(design["service_ms"])
    each = billed(form, design) / 1000 * design["gb"] * PRICES["gb_second"]
    each += (1 + services) * PRICES["invocation"]
    if form == "asynchronous":
        each += services * CALLS_TO_THE_QUEUE * PRICES["queue_request"]
    return float(design["payments"] * each)


def _times(name: str, right: Callable[[str, dict[str, Any]], float]) -> Callable[[Bench], Iterator[Finding]]:
    return lambda bench: _compared(bench, name, right, ("own_ms", "service_ms", "handover_ms"), 1e-3)


def _money(bench: Bench) -> Iterator[Finding]:
    names = ("own_ms", "service_ms", "handover_ms", "payments", "gb")
    return _compared(bench, "monthly_cost", cost, names, 1e-4, PRICES)


def _compared(
    bench: Bench,
    name: str,
    right: Callable[[str, dict[str, Any]], float],
    arguments: tuple[str, ...],
    exact: float,
    *more: Any,
) -> Iterator[Finding]:
    row = 0
    for design in designs(bench):
        for form in FORMS:
            row += 1
            bench.count()
            given = {"form": form} | {each: design[each] for each in arguments}
            expected = right(form, design)
            try:
                got = bench.answer(name)(*given.values(), *more)
            except AnswerError as error:
                yield error.finding(name, given=given, row=row)
                continue
            if not _is_number(got) or abs(got - expected) > exact:
                yield Finding(name, given, got, round(expected, 4), row)


def _is_number(got: Any) -> bool:
    return isinstance(got, int | float) and not isinstance(got, bool)


def _asked(bench: Bench, name: str, form: str) -> list[tuple[Any, dict[str, Any]]]:
    """Return what the answer says of each visible design with several services, and the design."""
    several = [each for each in designs(bench) if len(set(each["service_ms"])) > 1]
    return [
        (bench.answer(name)(form, each["own_ms"], each["service_ms"], each["handover_ms"]), each)
        for each in several
    ]


def _asynchronous_is_parallel(bench: Bench) -> bool:
    """Whether the slowest service is what the customer waits for, although the work is done afterwards."""
    asked = _asked(bench, "response_ms", "asynchronous")
    slowest = [(got, max(each["service_ms"]), each) for got, each in asked]
    return all(
        got in (most, most + each["own_ms"], most + each["own_ms"] + each["handover_ms"])
        for got, most, each in slowest
    )


def _caller_is_free(bench: Bench) -> bool:
    """Whether the time in which payments waits is not counted in the sequential form, and the services' time is."""
    counts_services = all(
        got >= sum(each["service_ms"])
        for got, each in _asked(bench, "billed_ms", "asynchronous")
        if _is_number(got)
    )
    return counts_services and all(
        got in (sum(each["service_ms"]), sum(each["service_ms"]) + each["own_ms"])
        for got, each in _asked(bench, "billed_ms", "sequential")
    )


EXERCISE = Exercise(
    id="m02.e4",
    title="Time and money",
    lesson="D1",
    deliver=("response_ms", "billed_ms", "monthly_cost"),
    variant=variant,
    parts=(
        Part("response_ms is what the customer waits", 3, "V", _times("response_ms", response)),
        Part("billed_ms is what all functions together run", 3, "V", _times("billed_ms", billed), "D7"),
        Part("monthly_cost is what a month of it costs", 4, "V", _money, "D7"),
    ),
    misconceptions=(
        Misconception(
            "K02.1",
            "asynchronous means in parallel",
            _asynchronous_is_parallel,
            "You computed the slowest service. Who is still waiting after the receipt?",
            about="the asynchronous form",
        ),
        Misconception(
            "K02.8",
            "billed time equals the services' time",
            _caller_is_free,
            "While payments waits, is it free?",
            about="the sequential form",
        ),
    ),
    hints=(
        (
            "Draw one payment as bars: one for payments, one for each service. Where does the customer's bar end in each of the "
            "three forms? And which bars are paid for?"
        ),
        (
            "A function is billed from its start to its end, waiting included. So in both synchronous forms payments is billed "
            "for the response time, and each service for its own time on top. In the asynchronous form payments ends with the "
            "receipt, and the services work as long as before. See lesson steps D1, D2 and D7."
        ),
        (
            "`sum(service_ms)`, `max(service_ms)` and `handover_ms` are what is added to `own_ms`. Billed is the response time plus "
            "`sum(service_ms)`. A month: payments times (billed seconds times GB times price, plus one invocation for each "
            "function, plus three requests to the queue for each service in the asynchronous form)."
        ),
        (
            "A neighbour: a claim takes 30 ms of its own and waits 400 ms for one assessor function. Response 430 ms; billed 430 + "
            "400 = 830 ms. With 0.5 GB that is 0.415 GB-seconds a claim, and two invocations."
        ),
    ),
)
