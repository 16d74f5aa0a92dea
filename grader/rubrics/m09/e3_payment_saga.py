"""M09 E3, the payment saga: what was done is undone in reverse order, and the execution fails with the first error.

Behaviour only: eight scripted functions note what they did, and a ledger is summed up. Decided along the way:

* How often a busy function is tried again, and after which waits, is the learner's choice, from two retries on.
* Where something is tried again, what counts is what was done in the end; where nothing is, each call counts, so that
  whoever retries a permanent error is told.
* The ledger is judged apart from the order of undoing: the money is right also where somebody undoes forwards.
* The function `charge` is judged by what is in its table. Between two calls somebody else has written into the item, as a
  refund does; a repeat that writes over it is no repeat without effect. How it finds out is its own matter.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, differences, document, machine
from grader.rubrics.insurer import prefix

from .bank import STEPS, UNDOING, payment_request
from .charging import Charged, charge_several, is_safe, leaves_two_items
from .detectors import (
    catches_where_nothing_fails,
    forgets_whom,
    has_wildcard_out_of_place,
    named_errors,
    waits_for_exception,
)
from .saga import Played, Row, take_payment

DECLINED = {
    "charge": "CardDeclined",
    "customer": "AccountClosed",
    "sales": "CampaignEnded",
    "confirm": "NoAddress",
}
TIMEOUT = "States.Timeout"
BUSY = ("ServiceBusy", "TooManyRequests", "Overloaded", "Throttled")


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, and the error of a function that is busy."""
    return {"prefix": prefix(rng), "busy_error": rng.choice(BUSY)}


def failures(bench: Bench) -> list[Row]:
    """Nothing fails; then each step in turn, for good."""
    told = [Row(), *(Row(step, error) for step, error in DECLINED.items()), Row("confirm", TIMEOUT)]
    return [*told, *more_failures(bench)]


@hidden
def more_failures(bench: Bench, rng: random.Random) -> list[Row]:  # noqa: ARG001  hidden rows come from the bench
    """Each step with an error that nobody has heard of."""
    errors = ("Blocked", "PolicyCancelled", "NotAllowed", "UnknownCurrency", "Ledger.Closed", "LimitReached")
    return [Row(step, error) for step, error in zip(STEPS, rng.sample(errors, len(STEPS)), strict=True)]


def busy_rows(bench: Bench) -> list[Row]:
    """Something is busy for a while, on the way there and on the way back; or for ever."""
    error = bench.variant["busy_error"]
    rows = [
        Row(busy=(("sales", 1),)),
        Row(busy=(("charge", 2), ("confirm", 1))),
        Row("customer", DECLINED["customer"], busy=(("refund", 1),)),
        Row(
            "confirm",
            DECLINED["confirm"],
            busy=(("undo-sales", 1), ("undo-customer", 2), ("refund", 2), ("notify", 1)),
        ),
        Row("sales", error),
    ]
    return [*rows, *more_busy_rows(bench)]


@hidden
def more_busy_rows(bench: Bench, rng: random.Random) -> list[Row]:  # noqa: ARG001  see above
    """Another step, and what undoes it, is busy twice."""
    return [
        Row(busy=((rng.choice(("customer", "confirm")), 2),)),
        Row(
            "sales",
            rng.choice(("Blocked", "NotAllowed")),
            busy=((rng.choice(("undo-customer", "refund", "notify")), 2),),
        ),
    ]


def lost_rows(_: Bench) -> list[Row]:
    """The bank charges, and its answer gets lost; all is well afterwards."""
    return [Row(lost=1), Row(lost=2)]


def play(bench: Bench, row: Row) -> Played:
    """Let the delivered saga take one payment."""
    payment = payment_request(random.Random(f"{bench.variant}"))
    names = bench.variant["prefix"], bench.variant["busy_error"]
    return take_payment(machine(bench, "payment_saga"), payment, row, *names)


def _failed(bench: Bench) -> list[Played]:
    return [play(bench, row) for row in failures(bench)]


def undoes(bench: Bench) -> Iterator[Finding]:
    """Each function is called in its turn, once, and none that has no business here."""
    for number, seen in enumerate(bench.once(_failed), start=1):
        bench.count()
        if seen.called != seen.row.called:
            yield _finding(seen, number, {"called": seen.called}, {"called": seen.row.called})


def tries_again(bench: Bench) -> Iterator[Finding]:
    """What is busy for a while has done its work in the end; what stays busy has failed like anything else."""
    for number, row in enumerate(busy_rows(bench), start=1):
        bench.count()
        seen = play(bench, row)
        given_up = {name for name, _ in row.busy if name in seen.called} - set(seen.books.done)
        if given_up or not seen.balances:
            yield _finding(seen, number, {"done": seen.books.done}, {"done": row.done})


def asks_the_bank_again(bench: Bench) -> Iterator[Finding]:
    """A lost answer is no failure, and no second charge."""
    for number, row in enumerate(lost_rows(bench), start=1):
        bench.count()
        seen = play(bench, row)
        charges = len(seen.books.ledger)
        rest = [each for each in seen.books.done if each != "charge"]
        got, expected = (
            {"charges in the ledger": charges, "then": rest},
            {"charges in the ledger": 1, "then": row.done[1:]},
        )
        if got != expected:
            yield _finding(seen, number, got, expected)


def balances(bench: Bench) -> Iterator[Finding]:
    """What was taken for a payment that failed is given back, and nothing is left of it; otherwise it is taken once."""
    for number, seen in enumerate(bench.once(_failed), start=1):
        bench.count()
        if not seen.balances:
            yield _finding(seen, number, seen.left, seen.expected_left)


def fails_with_first_error(bench: Bench) -> Iterator[Finding]:
    """The execution ends as it should: with the error that began it all."""
    for number, seen in enumerate(bench.once(_failed), start=1):
        bench.count()
        yield from differences(seen.story, Ending(error=seen.row.error), f"payment {number}")


def _finding(seen: Played, number: int, got: Any, expected: Any) -> Finding:
    return Finding(f"payment {number}", seen.story.given, got, expected, run=seen.story.drawn())


def charged(bench: Bench) -> list[Charged]:
    """Call `charge` for several payments, again and again."""
    return charge_several(bench, more_payments(bench))


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  see above
    """A stranger's payment, asked for twice."""
    return [payment_request(rng)] * 2


def _swallows(bench: Bench) -> bool:
    """Whether every payment that fails after the charge ends well."""
    ends = [seen.story.status for seen in bench.once(_failed) if seen.row.fails not in (None, "charge")]
    return set(ends) == {"SUCCEEDED"}


def _undoes_otherwise(bench: Bench) -> bool:
    """Whether steps that were done are undone in another order, or one that was never done is undone."""
    return any(_order_is_wrong(seen) for seen in bench.once(_failed) if seen.row.fails)


def _order_is_wrong(seen: Played) -> bool:
    undone = [each for each in seen.called if each in UNDOING.values()]
    wanted = [each for each in seen.row.called if each in UNDOING.values()]
    never_done = set(undone) - set(wanted)
    return bool(never_done) or (undone != wanted and sorted(undone) == sorted(wanted))


def _leaves_timeouts_to_task_failed(bench: Bench) -> bool:
    """Whether nobody takes a timeout, though catchers name States.TaskFailed, and other errors are undone."""
    names = set(named_errors(_definition(bench)))
    undone = {
        seen.row.error: "refund" in seen.called for seen in bench.once(_failed) if seen.row.fails == "confirm"
    }
    others = [was for error, was in undone.items() if error != TIMEOUT]
    return "States.TaskFailed" in names and all(others) and not undone[TIMEOUT]


def _forgets_whom(bench: Bench) -> bool:
    return any(forgets_whom(seen.story, "policyId") for seen in bench.once(_failed) if seen.row.fails)


def _definition(bench: Bench) -> Any:
    return document(bench, "payment_saga")


EXERCISE = Exercise(
    id="m09.e3",
    title="Payment saga",
    lesson="D6",
    deliver=("payment_saga", "charge"),
    variant=variant,
    parts=(
        Part(
            "After a failure at any step, what was done is undone backwards, and nothing else", 2, "F", undoes
        ),
        Part("The ledger sums to zero after a failure, and no rows are left", 3, "X", balances),
        Part("The execution of a failed payment fails, with the first error", 1, "S", fails_with_first_error),
        Part("What is busy is tried again, on the way back as well", 1, "F", tries_again),
        Part("Where the bank's answer gets lost, it is asked again", 1, "F", asks_the_bank_again),
        Part("`charge` called again charges once, and answers the same", 2, "FX", is_safe(charged)),
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
            "K09.8",
            "States.TaskFailed expected to take timeouts",
            _leaves_timeouts_to_task_failed,
            "One error is deliberately left out of that group.",
            about="States.TaskFailed",
        ),
        Misconception(
            "K09.4",
            "Catch without a place for the error",
            _forgets_whom,
            "Your handler knows what broke, but not for whom.",
            about="Catch",
        ),
        Misconception(
            "K09.6",
            "compensation in forward order, or of steps never done",
            _undoes_otherwise,
            "Walk back the way you came, and only over bridges you crossed.",
            about="undoing",
        ),
        Misconception(
            "K09.5",
            "error swallowed",
            _swallows,
            "The payment failed and the dashboard is green.",
            about="the end",
        ),
        Misconception(
            "K09.7",
            "retrying a charge without an idempotency key",
            lambda bench: leaves_two_items(bench.once(charged)),
            "The first try may have worked and only the answer got lost.",
            about="charging again",
        ),
    ),
    hints=(
        (
            "Take a payment whose confirmation fails. Which functions have done something by then, and in which order would you "
            "take that back? Now the same where sales fails: which of your states must not run? And how does the end know "
            "what went wrong first, when several other functions have answered since?"
        ),
        (
            "A saga has for each step one that takes it back. Each catcher leads into the way back at the place that belongs to "
            "it, and the way back runs in one direction: what lies further back is undone later. The error waits beside the "
            "payment until the end. Lesson step D6; D2 and D5 for what is tried again first."
        ),
        (
            'In JSONPath, `"ResultPath": "$.error"` in a catcher keeps the payment and adds the error, and `"ResultPath": null` '
            "in a Task throws away what the function answered; Fail has `ErrorPath` and `CausePath`. In JSONata, a catcher has "
            '`Assign` with `$states.errorOutput`, and Fail takes `"{% ... %}"`. In `charge`, '
            '`table.put_item(Item=..., ConditionExpression="attribute_not_exists(chargeId)")` raises '
            "`table.meta.client.exceptions.ConditionalCheckFailedException` where the item is there."
        ),
        (
            "A neighbour: a trip is booked with `hotel`, then `flight`, and `cancel-hotel` takes the first back. Flight has\n"
            "```json\n"
            '"Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Cancel hotel"}]\n'
            "```\n"
            'and hotel the same with "Next": "Failed". Then "Cancel hotel" (with a Retry of its own and "ResultPath": null) '
            'leads to "Failed", which is {"Type": "Fail", "ErrorPath": "$.error.Error", "CausePath": "$.error.Cause"}. A flight '
            "that is refused cancels the hotel; a hotel that is refused cancels nothing."
        ),
    ),
)
