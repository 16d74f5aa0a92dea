"""M08 E2, keep what you had: three calls in a row, of which each takes the place of what came in.

Judged by the final document and by what the functions are handed, in either query language. Decided:

* A function may be called through `lambda:invoke` or by its ARN, and may be handed more than the payment.
* The customer service answers as to a web request: its body is JSON text, and the balance in it a number.
* "Nothing else is there" earns nothing by itself: something of what is wanted has to be there, too, and there has to be
  an answer to the notification that could have been kept.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench, Exercise, Finding, Part, hidden, same
from grader.checks.machines import Ending, State, Story, differences, document, machine, played, states_of
from grader.rubrics.insurer import fact, prefix

from .misconceptions import (
    envelope_kept,
    mark_missing,
    mark_on_a_fixed_value,
    output_path_places,
    result_replaces,
)
from .services import actors, foreign, kept_envelope, keys_of, names, told, within
from .templates import templates_of


@dataclass(frozen=True)
class Row:
    """One payment, with what the services answer to it."""

    payment: dict[str, Any]
    balance: float
    lead: str

    @property
    def wanted(self) -> dict[str, Any]:
        """The final document."""
        return {
            "payment": self.payment,
            "customer": {"balance": self.balance},
            "sales": {"leadId": self.lead},
        }


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the functions' names."""
    return {"prefix": prefix(rng)}


def rows(bench: Bench) -> list[Row]:
    """The payment of the task's example, and one with a field more."""
    rng = random.Random(f"{bench.variant}")
    shown = {
        "policyId": "POL-1042",
        "customerId": "C-77",
        "amount": 129.5,
        "period": "2025-03",
        "channel": "web",
    }
    first = fact(rng, 123, **shown, paidAt="2025-03-01T08:00:00Z")
    return [
        Row(first, 412.75, "L-4711"),
        Row(fact(rng, 124, note="paid by a relative"), -18, "L-4712"),
        *more_rows(bench),
    ]


@hidden
def more_rows(_: Bench, rng: random.Random) -> list[Row]:
    """A balance of nothing, and a payment with an object inside."""
    split = {"split": {"parts": rng.randint(2, 9)}}
    one, other = fact(rng, rng.randint(200, 500)), fact(rng, rng.randint(501, 900), **split)
    owed = rng.randint(100, 9999) / 100
    return [Row(one, 0, f"L-{rng.randint(5000, 6999)}"), Row(other, owed, f"L-{rng.randint(7000, 9999)}")]


def plays(bench: Bench) -> list[tuple[Row, Story]]:
    """Every row with its execution."""
    bench.answer("keep")  # where it is known not to work, one finding says so
    return bench.once(_plays)


def _plays(bench: Bench) -> list[tuple[Row, Story]]:
    found, name = machine(bench, "keep"), bench.variant["prefix"]
    return [
        (row, played(found, {"payment": row.payment}, actors(name, row.balance, row.lead)))
        for row in rows(bench)
    ]


def final(*keys: str, wanted: Callable[[Row], Any]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that the final document has this under these keys."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, (row, story) in enumerate(plays(bench), start=1):
            bench.count()
            failed = list(_failed(story, number))
            yield from failed
            got = within(story.output, *keys)
            if not failed and not same(got, wanted(row)):
                where = f"payment {number}, {'.'.join(keys)} of the final document"
                yield Finding(
                    where, story.given, told(got, wanted(row)), wanted(row), number, run=story.drawn()
                )

    return check


def nothing_else(bench: Bench) -> Iterator[Finding]:
    """The final document has no more than was asked for."""
    for number, (row, story) in enumerate(plays(bench), start=1):
        bench.count()
        failed = list(_failed(story, number))
        yield from failed
        wrong = "" if failed else _wrong_as_a_whole(bench, row, story)
        if wrong:
            got = {wrong: story.output}
            yield Finding(
                f"payment {number}, final document", story.given, got, row.wanted, number, run=story.drawn()
            )


def _wrong_as_a_whole(bench: Bench, row: Row, story: Story) -> str:
    more = list(foreign(story.output, row.wanted))
    if more:
        return f"it holds {', '.join(more)} besides"
    if not any(same(within(story.output, key), row.wanted[key]) for key in row.wanted):
        return "it holds nothing of what is wanted"
    notified = names(bench.variant["prefix"])[-1]
    return "" if story.calls_of(notified) else f"{notified}, whose answer is to be dropped, is not called"


def three_calls(bench: Bench) -> Iterator[Finding]:
    """The three functions are called once each, in order, with the payment; and no state only moves data."""
    called = names(bench.variant["prefix"])
    for number, (row, story) in enumerate(plays(bench), start=1):
        bench.count()
        if list(story.called) != called:
            yield Finding(
                f"payment {number}, calls", story.given, story.called, called, number, run=story.drawn()
            )
        for call in story.calls:
            if not same(within(call.payload, "payment"), row.payment):
                where = f"payment {number}, what {call.name} is handed"
                wanted = {"payment": row.payment}
                yield Finding(where, story.given, call.payload, wanted, number, run=story.drawn())
    for state in _states(bench):
        if state.type == "Pass":
            yield Finding(
                f"state {state.name}", None, "a Pass state", "the three Task states do it by themselves"
            )


def _failed(story: Story, number: int) -> Iterator[Finding]:
    yield from differences(story, Ending(), f"payment {number}", row=number)


def _states(bench: Bench) -> list[State]:
    return list(states_of(document(bench, "keep")))


def _templates(bench: Bench) -> list[Any]:
    return templates_of(_states(bench))


def _output_path_places(bench: Bench) -> bool:
    """Whether a task that places nothing has an OutputPath that names the place where its result should be."""
    return any(
        state.type == "Task"
        and _replaces(state)
        and str(state.fields.get("OutputPath")).startswith(("$.customer", "$.sales"))
        for state in _states(bench)
    )


def _replaces(state: State) -> bool:
    """Whether nothing in a state says that its result should be anything but its output."""
    fields = state.fields
    return "Output" not in fields if state.language == "JSONata" else fields.get("ResultPath", "$") == "$"


def _loses(bench: Bench) -> bool:
    """Whether a task had the payment and did not hand it on, since its result took the whole place.

    Where variables are used, the payment may well be kept there.
    """
    states = _states(bench)
    if any("Assign" in state.fields for state in states):
        return False
    replacing = {state.name for state in states if state.type == "Task" and _replaces(state)}
    return any(
        visit.name in replacing
        and "payment" in keys_of(visit.input)
        and "payment" not in keys_of(visit.output)
        for _, story in plays(bench)
        for visit in story.execution.visits
        if visit.left is not None
    )


def _envelope_kept(bench: Bench) -> bool:
    """Whether an execution ended with an envelope in its output, or with a text where its letter should be."""
    return any(
        kept_envelope(story.output, row.balance) for row, story in plays(bench) if story.status == "SUCCEEDED"
    )


EXERCISE = Exercise(
    id="m08.e2",
    title="Keep what you had",
    lesson="D2",
    deliver=("keep",),
    variant=variant,
    parts=(
        Part("The payment is in the final document, as it came in", 2, "B", final("payment", wanted=lambda row: row.payment)),
        Part(
            "customer.balance is there, a number",
            2,
            "B",
            final("customer", "balance", wanted=lambda row: row.balance),
            lesson="D1",
        ),
        Part("sales.leadId is there", 2, "B", final("sales", "leadId", wanted=lambda row: row.lead), lesson="D1"),
        Part("Nothing else is there: no envelope, no answer to the notification", 2, "B", nothing_else, lesson="D8"),
        Part("Three calls in order, each handed the payment, without a Pass state", 2, "N", three_calls),
    ),
    misconceptions=(
        mark_on_a_fixed_value(_templates),
        mark_missing(_templates),
        output_path_places(_output_path_places),
        result_replaces(_loses),
        envelope_kept(_envelope_kept),
    ),
    hints=(
        (
            "Follow the payment through the three states with the stepper. After which state is it gone, and what stands in its "
            "place? Which of the answers do you want to keep, and how much of each?"
        ),
        (
            "Each state may say three things about its result: how much of it is kept, where in the state's input it is put, or "
            "that it is not wanted at all. Lesson steps D1 and D2 show the fields; D8 shows what lambda:invoke puts around an "
            "answer."
        ),
        (
            "ResultSelector is a template in which $ is the raw result; ResultPath is a path to the place, or null for a result "
            "that nobody needs. A text of JSON becomes data by States.StringToJson(path). In JSONata, Output builds the whole "
            "output from $states.input and $states.result, for instance with $merge, and $parse reads a text."
        ),
        (
            'A neighbour: a state asks a tariff service through lambda:invoke for {"trip": {...}}, whose answer has a body '
            'of text as well, "480". Wanted: {"trip": {...}, "price": {"cents": 480}}\n'
            "```json\n"
            '"ResultSelector": {"cents.$": "States.StringToJson($.Payload.body)"},\n'
            '"ResultPath": "$.price"\n'
            "```\n"
            'and the next state, which only rings a bell, has "ResultPath": null.'
        ),
    ),
)  # fmt: skip
