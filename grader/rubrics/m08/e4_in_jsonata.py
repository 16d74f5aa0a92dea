"""M08 E4, in JSONata: three calls, two values computed from a list, and a variable that remembers the request.

Judged by the final document, for lists of many, of one and of no payment. Decided:

* Lists of no payment count where they matter: for the total and the channels. A run that an expression ends counts against
  the value whose expression AWS names, and against both where it names neither.
* Channels may come in any order. Amounts are multiples of a quarter, so no sum depends on the order either.
* That no JSONPath is left earns nothing by itself: something of the final document has to be right.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, canonical, hidden, same
from grader.checks.machines import Ending, Story, differences, document, machine, played, refusals
from grader.rubrics.insurer import CHANNELS, prefix

from .languages import assigned_in_scopes, left_of_jsonpath, mixed_up, reads_what_it_assigns
from .misconceptions import envelope_kept
from .services import actors, foreign, kept_envelope, names, told, within

Payments = list[tuple[str, float]]

NAMES = ("asked", "received", "original", "begun", "brought")
SHOWN: Payments = [("web", 129.5), ("app", 20.25), ("web", 30)]


@dataclass(frozen=True)
class Row:
    """One request, with what the services answer to it."""

    request: dict[str, Any]
    balance: float
    lead: str

    @property
    def wanted(self) -> dict[str, Any]:
        """The final document, its channels in sorted order."""
        payments = self.request["payments"]
        return {
            "request": self.request,
            "customer": {"balance": self.balance},
            "sales": {"leadId": self.lead},
            "total": sum(payment["amount"] for payment in payments),
            "channels": sorted({payment["channel"] for payment in payments}),
        }


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the functions' names, and the name of the variable."""
    return {"prefix": prefix(rng), "variable": rng.choice(NAMES)}


def rows(bench: Bench) -> list[Row]:
    """Three payments, one and none; in grading more of them."""
    lists: list[Payments] = [SHOWN, [("branch", 75)], []]
    shown = [Row(_request(number, each), 412.75, "L-4711") for number, each in enumerate(lists, start=1)]
    return [*shown, *more_rows(bench)]


@hidden
def more_rows(_: Bench, rng: random.Random) -> list[Row]:
    """Several payments through one channel, a long list, and a single one of nothing."""
    alike: Payments = [(rng.choice(CHANNELS), rng.randint(1, 400) / 4)] * rng.randint(2, 4)
    many = [(rng.choice(CHANNELS), rng.randint(1, 4000) / 4) for _ in range(rng.randint(6, 9))]
    lists: list[Payments] = [alike, many, [(rng.choice(CHANNELS), 0)]]
    return [
        Row(_request(rng.randint(100, 900), each), rng.randint(-99, 999) / 4, f"L-{rng.randint(5000, 9999)}")
        for each in lists
    ]


def _request(number: int, payments: Payments) -> dict[str, Any]:
    listed = [
        {"paymentId": f"PAY-{number:03}{place:03}", "amount": amount, "channel": channel}
        for place, (channel, amount) in enumerate(payments)
    ]
    return {"policyId": "POL-1042", "customerId": f"C-{number}", "period": "2025-03", "payments": listed}


def plays(bench: Bench) -> list[tuple[Row, Story]]:
    """Every row with its execution."""
    bench.answer("in_jsonata")  # where it is known not to work, one finding says so
    return bench.once(_plays)


def _plays(bench: Bench) -> list[tuple[Row, Story]]:
    found, name = machine(bench, "in_jsonata"), bench.variant["prefix"]
    return [(row, played(found, row.request, actors(name, row.balance, row.lead))) for row in rows(bench)]


def _with_payments(bench: Bench) -> Iterator[tuple[int, Row, Story]]:
    for number, (row, story) in enumerate(plays(bench), start=1):
        if row.request["payments"]:
            bench.count()
            yield number, row, story


def remembered(bench: Bench) -> Iterator[Finding]:
    """The request and what the services answered are in the final document."""
    for number, row, story in _with_payments(bench):
        failed = list(_failed(story, number))
        yield from failed
        for keys in (("request",), ("customer", "balance"), ("sales", "leadId")):
            got, wanted = within(story.output, *keys), within(row.wanted, *keys)
            if not failed and not same(got, wanted):
                where = f"request {number}, {'.'.join(keys)} of the final document"
                yield Finding(where, story.given, told(got, wanted), wanted, number, run=story.drawn())


def computed(key: str, other: str) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that the final document has the right value under a key; the expression of another may have failed."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, (row, story) in enumerate(plays(bench), start=1):
            bench.count()
            if story.status != "SUCCEEDED":
                yield from () if _blames(story, other) else _failed(story, number)
                continue
            got, wanted = within(story.output, key), row.wanted[key]
            if not same(_unordered(got), wanted):
                where = f"request {number}, {key} of the final document"
                yield Finding(where, story.given, told(got, wanted), wanted, number, run=story.drawn())

    return check


def three_calls(bench: Bench) -> Iterator[Finding]:
    """The three functions are called in order with the payments, and nothing of theirs is left over."""
    called = names(bench.variant["prefix"])
    for number, row, story in _with_payments(bench):
        if list(story.called) != called:
            where = f"request {number}, calls"
            yield Finding(where, story.given, story.called, called, number, run=story.drawn())
        for call in story.calls:
            if not same(within(call.payload, "payments"), row.request["payments"]):
                where = f"request {number}, payments that {call.name} is handed"
                wanted = row.request["payments"]
                yield Finding(
                    where, story.given, call.payload, {"payments": wanted}, number, run=story.drawn()
                )
        more = list(foreign(story.output, row.wanted))
        if more:
            where = f"request {number}, final document"
            yield Finding(where, story.given, {"besides": more}, "nothing else", number, run=story.drawn())


def one_language(bench: Bench) -> Iterator[Finding]:
    """Every state is in JSONata, and none has anything of JSONPath's."""
    bench.count()
    for where, found in left_of_jsonpath(document(bench, "in_jsonata")):
        yield Finding(where, None, found, "JSONata, and nothing of JSONPath")
    every = [(row, story) for row, story in plays(bench) if row.request["payments"]]
    if not any(_right(every, key) for key in every[0][0].wanted):
        _, story = every[0]
        yield Finding("the final document", story.given, story.output, "at least something of it is right")


def _right(every: list[tuple[Row, Story]], key: str) -> bool:
    return all(same(_unordered(within(story.output, key)), row.wanted[key]) for row, story in every)


def variable(bench: Bench) -> Iterator[Finding]:
    """The variable of this learner's name holds the request at the end."""
    name = bench.variant["variable"]
    for number, row, story in _with_payments(bench):
        values = [json.loads(assigned[name]) for assigned in _assignments(story) if name in assigned]
        got = values[-1] if values else "it is never assigned"
        if not same(got, row.request):
            yield Finding(f"request {number}, variable ${name}", story.given, got, row.request, number)


def _assignments(story: Story) -> Iterator[dict[str, str]]:
    for event in story.execution.history:
        yield event.get("stateExitedEventDetails", {}).get("assignedVariables") or {}


def _failed(story: Story, number: int) -> Iterator[Finding]:
    yield from differences(story, Ending(), f"request {number}", row=number)


def _blames(story: Story, key: str) -> bool:
    """Whether AWS says that the expression for this key ended the execution."""
    return f"/{key}'" in (story.cause or "")


def _unordered(value: Any) -> Any:
    return sorted(value, key=canonical) if isinstance(value, list) else value


def _two_languages(bench: Bench) -> bool:
    """Whether a field is of the other language, or an expression begins with the `$` of JSONPath, which AWS refuses."""
    return mixed_up(document(bench, "in_jsonata")) or any(
        each.message.startswith("Reference to '$'") for each in refusals(bench, "in_jsonata")
    )


def _new_value_expected(bench: Bench) -> bool:
    found = document(bench, "in_jsonata")
    return any(reads_what_it_assigns(found, story.path) for _, story in plays(bench))


def _list_vanished(bench: Bench) -> bool:
    """Whether a single channel comes without its list."""
    return any(
        same([within(story.output, "channels")], row.wanted["channels"]) for row, story in plays(bench)
    )


def _envelope_kept(bench: Bench) -> bool:
    return any(
        kept_envelope(story.output, row.balance) for row, story in plays(bench) if story.status == "SUCCEEDED"
    )


EXERCISE = Exercise(
    id="m08.e4",
    title="In JSONata",
    lesson="D4",
    deliver=("in_jsonata",),
    languages=("JSONata",),
    variant=variant,
    parts=(
        Part("The final document has the request, the balance and the lead", 2, "B", remembered),
        Part("total is the sum of the amounts, also of one and of none", 2, "B", computed("total", "channels")),
        Part("channels has each channel once, and is always a list", 2, "B", computed("channels", "total")),
        Part("Three calls in order, each handed the payments; nothing else at the end", 1, "B", three_calls, lesson="D8"),
        Part("No JSONPath is left", 2, "S", one_language),
        Part("Your variable holds the request", 1, "V", variable, lesson="D5"),
    ),
    misconceptions=(
        Misconception(
            "K08.8",
            "JSONPath field in a JSONata state, or `$.x` inside an expression",
            _two_languages,
            "One state, one language. What is the input called here?",
            about="the query language",
        ),
        Misconception(
            "K08.13",
            "assigning in an inner scope to change an outer variable",
            lambda bench: assigned_in_scopes(document(bench, "in_jsonata")),
            "Inner scopes may read outer variables. How does a value get out?",
            about="a variable that is assigned inside and outside",
        ),
        Misconception(
            "K08.9",
            "Output expects the newly assigned variable",
            _new_value_expected,
            "All expressions of a state see the values from its start.",
            about="a state that assigns a variable and reads it",
        ),
        Misconception(
            "K08.10",
            "one-item list turned into a single value",
            _list_vanished,
            "With one item, the list disappeared. How do you insist on a list?",
            about="channels",
        ),
        envelope_kept(_envelope_kept),
    ),
    hints=(
        (
            "Which document does an expression see as the state's input, and which as the result? When is your variable there for "
            "the first time: in the state that assigns it, or in the next? And what do your two expressions make of a list of "
            "one payment, and of an empty one?"
        ),
        (
            "A JSONata state has Arguments for what goes out, Output for what comes of it, and Assign for what is to be "
            "remembered. All three see the same moment: the variables as they were when the state was entered. A path that finds "
            "one value gives that value, and one that finds none gives nothing at all; a pair of brackets around it makes a list "
            "of whatever there is. Lesson steps D4 and D5."
        ),
        (
            '{% $states.input %} is the input, {% $states.result %} the result. "Assign": {"first": "{% $states.input %}"} sets '
            "$first, which the next state can read. $sum, $distinct, $merge and $parse are functions; $sum([...]) of nothing is "
            "0, and [$distinct(...)] is a list also of one or none."
        ),
        (
            'A neighbour: a state gets {"trips": [{"km": 12, "region": "north"}]}, asks a tariff service, remembers the trips '
            "and puts out the longest trip and the regions\n"
            "```json\n"
            '"Arguments": {"FunctionName": "tariff", "Payload": "{% $states.input %}"},\n'
            '"Assign": {"trips": "{% $states.input.trips %}"},\n'
            '"Output": {"longest": "{% $max([0, $states.input.trips.km]) %}", "regions": "{% [$distinct($states.input.trips.region)] %}",\n'
            '           "price": "{% $parse($states.result.Payload.body).cents %}"}\n'
            "```\n"
            "The next state may write {% $count($trips) %}."
        ),
    ),
)  # fmt: skip
