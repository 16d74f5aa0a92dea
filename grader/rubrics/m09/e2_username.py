"""M09 E2, choose a username: a conditional write, a busy table, a taken name, and a customer who has to be asked.

Customers register one after the other in one account; a row each says who was asked what, how it ended, what was
written. Decided along the way:

* Any way to write only where nothing is counts, and a read before the write does no harm. A read in its place is seen by
  the customer to whom somebody else is faster.
* The functions take whatever they are called with, and note it: who forgets whom a message is about loses that part, and
  not the way through the states.
* The same error has another beginning in an SDK integration (`DynamoDb.`) than in the optimised one (`DynamoDB.`); what
  goes wrong here has the one that belongs to the delivered definition.
* Where the name is accepted and then taken by somebody else, the customer is asked again: each question counts.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import document, machine
from grader.rubrics.insurer import prefix

from .detectors import (
    catches_where_nothing_fails,
    forgets_whom,
    has_wildcard_out_of_place,
    waits_for_exception,
)
from .registration import BUSY, DENIED, Customer, Outcome, Turn, customer, register

# What each function is told about, and whom it must know besides.
ABOUT = {"suggest": "username", "ask": "suggestion", "confirm": "username"}
WHOM = {"suggest": ("customerId",), "ask": ("customerId", "email"), "confirm": ("customerId", "email")}

ACCEPTS, REFUSES = Turn(accepts=True), Turn(accepts=False)
ACCEPTS_IN_VAIN, REFUSES_IN_VAIN = Turn(accepts=True, then_taken=True), Turn(accepts=False, then_taken=True)


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, and how often a customer is asked at most."""
    return {"prefix": prefix(rng), "rounds": rng.randint(3, 5)}


def customers(bench: Bench) -> list[Customer]:
    """The ten of the table, then those of the grading."""
    rng, rounds = random.Random(f"{bench.variant}"), bench.variant["rounds"]
    turns: list[tuple[Turn, ...]] = [
        (),
        (ACCEPTS,),
        (REFUSES,),
        (REFUSES_IN_VAIN, ACCEPTS),
        (REFUSES_IN_VAIN,) * (rounds - 1) + (REFUSES,),
        (REFUSES_IN_VAIN,) * rounds,
    ]
    told = [customer(rng, number, each) for number, each in enumerate(turns, start=1)]
    told += [
        customer(rng, 7, (ACCEPTS_IN_VAIN, ACCEPTS), race=2),
        customer(rng, 8, busy=1),
        customer(rng, 9, busy=2),
        customer(rng, 10, broken=DENIED),
    ]
    return [*told, *more_customers(bench)]


@hidden
def more_customers(bench: Bench, rng: random.Random) -> list[Customer]:
    """Others, who answer as they like: the last question that may be put, one name too many, a table that stays busy."""
    rounds = bench.variant["rounds"]
    vain = [rng.choice((ACCEPTS_IN_VAIN, REFUSES_IN_VAIN)) for _ in range(rounds)]
    return [
        customer(rng, 11, (*vain[:-1], ACCEPTS)),
        customer(rng, 12, tuple(vain)),
        customer(rng, 13, (rng.choice((ACCEPTS, REFUSES)),)),
        customer(rng, 14, broken=BUSY),
        customer(rng, 15, busy=rng.randint(1, 2)),
    ]


def registered(bench: Bench) -> list[Outcome]:
    """Let all of them register."""
    definition = machine(bench, "choose_username")
    with bench.account() as account:
        return register(account, definition, bench.variant["prefix"], customers(bench))


def goes_its_way(rows: Callable[[Bench, Customer], bool]) -> Callable[[Bench], Iterator[Finding]]:
    """Check for the customers that `rows` picks who was asked what, in which order, and how it ended."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, seen in _outcomes(bench):
            if not rows(bench, seen.customer):
                continue
            bench.count()
            calls, error, _ = seen.customer.expected(bench.variant["rounds"])
            asked = [{name: _of(payload, ABOUT[name])} for name, payload in seen.calls]
            got: dict[str, Any] = {"ends": _end(seen), "called": asked}
            expected: dict[str, Any] = {"ends": _words(error), "called": calls}
            if seen.customer.broken == DENIED:
                got, expected = got | {"writes tried": seen.writes}, expected | {"writes tried": 1}
            if (asked, got.get("writes tried", 1)) != (calls, 1) or not _ends_with(seen, error):
                yield _finding(number, seen, got, expected)

    return check


def one_row_and_confirmation(bench: Bench) -> Iterator[Finding]:
    """Who got a name has one row and one confirmation, who got none has neither; and nobody lost theirs.

    The first customer has to get one: of all others it counts what became of them, not which way they went.
    """
    for number, seen in _outcomes(bench):
        bench.count()
        confirmed = [_of(payload, "username") for about, payload in seen.calls if about == "confirm"]
        got = {
            "ends": _end(seen),
            "items": seen.rows,
            "confirmed": confirmed,
            "taken from others": seen.overwritten,
        }
        ends, names = got["ends"], seen.rows[:1] or ["<a name>"]
        if number == 1:
            ends, names = "succeeded", [seen.customer.names[0]]
        elif seen.story.status != "SUCCEEDED":
            names = []
        expected = {"ends": ends, "items": names, "confirmed": names, "taken from others": []}
        if got != expected:
            yield _finding(number, seen, got, expected)


def knows_whom(bench: Bench) -> Iterator[Finding]:
    """Each function that is called after a taken name still knows customer and address."""
    met = [(number, seen) for number, seen in _outcomes(bench) if seen.customer.turns]
    for name, keys in WHOM.items():
        bench.count()
        calls = [(number, seen, told) for number, seen in met for about, told in seen.calls if about == name]
        if not calls:
            wanted = f"it gets {' and '.join(keys)}"
            yield Finding(name, "customers whose wish is taken", "it is never called", wanted)
        for number, seen, told in calls:
            known = {key: seen.customer.request[key] for key in keys}
            if {key: _of(told, key) for key in keys} != known:
                where = f"customer {number}, what {name} is called with"
                yield Finding(where, seen.customer.words(), told, known, run=seen.story.drawn())


def _outcomes(bench: Bench) -> Iterator[tuple[int, Outcome]]:
    return enumerate(bench.once(registered), start=1)


def _of(payload: Any, key: str) -> Any:
    return payload.get(key) if isinstance(payload, dict) else None


def _finding(number: int, seen: Outcome, got: Any, expected: Any) -> Finding:
    return Finding(f"customer {number}", seen.customer.words(), got, expected, run=seen.story.drawn())


def _end(seen: Outcome) -> str:
    return "succeeded" if seen.story.status == "SUCCEEDED" else f"failed with {seen.story.error}"


def _words(error: str) -> str:
    if not error:
        return "succeeded"
    return f"failed with {error if error == 'NoUsername' else f'the error of the table, {error}'}"


def _ends_with(seen: Outcome, error: str) -> bool:
    if not error:
        return seen.story.status == "SUCCEEDED"
    return seen.story.status == "FAILED" and str(seen.story.error).rpartition(".")[2] == error


def _is_about_the_table(_: Bench, who: Customer) -> bool:
    return bool(who.busy or who.broken)


def _runs_out(bench: Bench, who: Customer) -> bool:
    return who.expected(bench.variant["rounds"])[1] == "NoUsername"


def _agrees(bench: Bench, who: Customer) -> bool:
    return not _is_about_the_table(bench, who) and who.turns in ((), (ACCEPTS,))


def _begins_again(bench: Bench, who: Customer) -> bool:
    return not any(rows(bench, who) for rows in (_is_about_the_table, _runs_out, _agrees))


def _goes_round_for_ever(bench: Bench) -> bool:
    """Whether a customer who always refuses is asked more often than agreed, again and again."""
    rounds = bench.variant["rounds"]
    endless = [seen for _, seen in _outcomes(bench) if _runs_out(bench, seen.customer)]
    return all([name for name, _ in seen.calls].count("ask") > rounds + 2 for seen in endless)


def _forgets_whom(bench: Bench) -> bool:
    return any(forgets_whom(seen.story, "customerId") for _, seen in _outcomes(bench) if seen.customer.turns)


def _definition(bench: Bench) -> Any:
    return document(bench, "choose_username")


EXERCISE = Exercise(
    id="m09.e2",
    title="Choose a username",
    lesson="D4",
    deliver=("choose_username",),
    variant=variant,
    parts=(
        Part("A free name is written, a taken one leads to a suggestion", 2, "B", goes_its_way(_agrees)),
        Part(
            "A refusal begins again with the other wish, as does a lost race",
            2,
            "B",
            goes_its_way(_begins_again),
        ),
        Part("After so many questions there is an end", 1, "BV", goes_its_way(_runs_out)),
        Part(
            "A busy table is asked again, and no other error is taken for a taken name",
            1,
            "F",
            goes_its_way(_is_about_the_table),
            lesson="D3",
        ),
        Part(
            "Who got a name has one item and one confirmation, all others none",
            2,
            "X",
            one_row_and_confirmation,
        ),
        Part("After a taken name everybody still knows whom it is about", 2, "B", knows_whom),
    ),
    misconceptions=(
        Misconception(
            "K09.10",
            "Catch on Choice, Pass or Wait",
            lambda bench: catches_where_nothing_fails(_definition(bench)),
            "Which states do work that can fail?",
            about="Catch",
        ),
        Misconception(
            "K09.2",
            "catch-all first, or mixed with others",
            lambda bench: has_wildcard_out_of_place(_definition(bench)),
            "Nothing below this line will ever be reached.",
            about="States.ALL",
        ),
        Misconception(
            "K09.12",
            "handler written for Exception",
            lambda bench: waits_for_exception(_definition(bench)),
            "Look at the name in the history. It is the class's name.",
            about="the error's name",
        ),
        Misconception(
            "K09.4",
            "Catch without a place for the error",
            _forgets_whom,
            "Your handler knows what broke, but not for whom.",
            about="Catch",
        ),
        Misconception(
            "K09.14",
            "start-over loop without end",
            _goes_round_for_ever,
            "A patient customer could keep you here for ever.",
            about="starting over",
        ),
    ),
    hints=(
        (
            "Two things can come back from the table that are no success. Which of them will pass by itself, and which one is an "
            "answer that somebody has to hear? And what in your data tells, after the third question, that it was the third?"
        ),
        (
            "Writing under a condition makes DynamoDB itself decide who was first: the losing write fails, with an error of its "
            "own name. Retry is for the error that passes, Catch for the one that leads somewhere else, beside the request and "
            "not in its place. A loop built from Choice has to count for itself. Lesson steps D3 and D4."
        ),
        (
            'The Task: `arn:aws:states:::dynamodb:putItem` with TableName, Item (`{"username": {"S": ...}}`) and '
            "ConditionExpression `attribute_not_exists(username)`. Its errors: "
            "`DynamoDB.ConditionalCheckFailedException`, `DynamoDB.ProvisionedThroughputExceededException`. A catcher has ErrorEquals, "
            "ResultPath (JSONPath) or Assign and Output (JSONata), and Next. Counting: `States.MathAdd($.asked, 1)` in JSONPath, "
            "`$asked + 1` in JSONata."
        ),
        (
            "A neighbour: a seat is reserved, and the customer may name another one twice. A Pass begins with\n"
            "```json\n"
            '{"Type": "Pass", "Result": 0, "ResultPath": "$.tries", "Next": "Reserve"}\n'
            "```\n"
            'Reserve has "ResultPath": null and the catcher {"ErrorEquals": ["DynamoDB.ConditionalCheckFailedException"], '
            '"ResultPath": "$.taken", "Next": "Enough?"}. Enough? is a Choice: {"Variable": "$.tries", '
            '"NumericGreaterThanEquals": 2, "Next": "No seat"}, Default "Ask". After Ask, {"Type": "Pass", "Parameters": '
            '{"seat.$": "$.answer.seat", "customer.$": "$.customer", "tries.$": "States.MathAdd($.tries, 1)"}, "Next": '
            '"Reserve"} begins again.'
        ),
    ),
)
