"""M10 E1, transfer and confirm: an order with a task token, a bank that answers, refuses or falls silent.

Each case is one execution on a virtual clock; the bank is scripted, and answers by the token that it was handed. Decided:

* What a limit is, is measured: a silent bank shows the one, a bank that reports for ever the other.
* Silence that ends the wait at all earns its part; that it does so after the agreed seconds is a part of its own. So is
  the moment of the confirmation: who confirms too early has still built the rest.
* A bank without a token can say nothing. So no part is earned by an order that nobody can answer.
* Which errors a refusal has is not told beforehand, so a catcher has to take all of them, and silence as well.
* The type of the workflow is delivered, too, since only one of the two can wait; AWS refuses the other by itself.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from course.asl import StateMachine
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Reply, document, machine, refusals
from grader.rubrics.insurer import prefix

from .transfer_slips import asks_in_a_loop, names_no_token, takes_the_token_from_the_input
from .transfers import (
    PULSE,
    TOLD,
    Case,
    Outcome,
    finding,
    otherwise,
    play,
    receipt,
    refusal,
    transfer,
    unanswerable,
)

DELIVERED, TYPE = "transfer", "workflow_type"
YEAR = 300 * 86_400
TYPES = ("STANDARD", "EXPRESS")


def variant(rng: random.Random) -> dict[str, Any]:
    """A prefix, and how long the wait may be, in all and without a pulse."""
    return {
        "prefix": prefix(rng),
        "longest_wait_seconds": rng.randint(1_500, 5_400),
        "longest_silence_seconds": rng.randint(70, 170),
    }


def received(bench: Bench) -> list[Case]:
    """Transfers that arrive: soon, at the last moment, and one after which the confirmation fails."""
    longest = bench.variant["longest_wait_seconds"]
    return [
        Case("the bank receives the transfer after 200 s, and reports until then", receipt(200)),
        Case(
            f"the bank reports, and receives the transfer after {longest - 5} s",
            receipt(longest - 5),
        ),
        Case("the bank receives the transfer, and confirm fails", receipt(90), "MailboxFull"),
        *more_received(bench),
    ]


@hidden
def more_received(bench: Bench, rng: random.Random) -> list[Case]:
    """One after another time, and one without any pulse before."""
    after, early = rng.randint(300, 1_200), rng.randint(1, bench.variant["longest_silence_seconds"] - 2)
    return [
        Case(
            f"the bank reports, and receives the transfer after {after} s", Reply(after, "yes", pulse=PULSE)
        ),
        Case(f"the bank receives the transfer after {early} s, without a pulse", Reply(early, None)),
    ]


def refused(bench: Bench) -> list[Case]:
    """Transfers that the bank refuses, at once and later."""
    return [
        Case("the bank refuses after 130 s with AccountClosed", refusal(130, "AccountClosed")),
        Case("the bank refuses at once with LimitExceeded", refusal(0, "LimitExceeded")),
        *more_refused(bench),
    ]


@hidden
def more_refused(_: Bench, rng: random.Random) -> list[Case]:
    """Another error, at another time."""
    after, error = (
        rng.randint(200, 900),
        rng.choice(("UnknownIban", "NameDiffers", "SanctionsList", "CurrencyClosed")),
    )
    return [Case(f"the bank refuses after {after} s with {error}", refusal(after, error))]


def silent(bench: Bench) -> list[Case]:
    """Transfers of which nothing is heard, or nothing more, or nothing but pulses."""
    return [
        Case("the bank says nothing", Reply()),
        Case("the bank sends 3 pulses, and then nothing", Reply(pulse=PULSE, until=3 * PULSE)),
        Case("the bank sends pulses, and never answers", Reply(pulse=PULSE)),
        *more_silent(bench),
    ]


@hidden
def more_silent(_: Bench, rng: random.Random) -> list[Case]:
    """Pulses that stop at another time."""
    pulses = rng.randint(5, 20)
    words = f"the bank sends {pulses} pulses, and then nothing"
    return [Case(words, Reply(pulse=PULSE, until=pulses * PULSE))]


def delivered(bench: Bench) -> StateMachine:
    """Return the machine, of the type that was delivered with it."""
    chosen = bench.answer(TYPE)
    kind = chosen.value
    if kind not in TYPES:
        raise chosen.refused(kind, 'a text: "STANDARD" or "EXPRESS"')
    return machine(bench, DELIVERED, type=kind)


def outcomes(cases: Callable[[Bench], list[Case]]) -> Callable[[Bench], list[Outcome]]:
    """Return the scene in which the bank says this of transfers, one after the other."""

    def played(bench: Bench) -> list[Outcome]:
        rng = random.Random(f"{bench.variant}")
        name, found = bench.variant["prefix"], delivered(bench)
        return [
            play(found, transfer(rng, number), case, name)
            for number, case in enumerate(cases(bench), start=1)
        ]

    return played


RECEIVED, REFUSED, SILENT = outcomes(received), outcomes(refused), outcomes(silent)


def confirms(bench: Bench) -> Iterator[Finding]:
    """What was received is confirmed, once, and nobody takes it back."""
    for number, seen in enumerate(bench.once(RECEIVED), start=1):
        bench.count()
        yield from unanswerable(seen, number)
        if not seen.case.unconfirmed:
            yield from otherwise(seen, number, {"ends": "succeeded", "called": ["confirm"]}, seen.called)
        elif {"refund", "notify"} & set(seen.called):
            yield finding(seen, number, {"called": seen.called}, "neither refund nor notify is called")


def takes_back(scene: Callable[[Bench], list[Outcome]]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that what was not received is refunded and told, in this order, and that it comes to an end."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, seen in enumerate(bench.once(scene), start=1):
            bench.count()
            yield from unanswerable(seen, number)
            called = [name for name in seen.called if name != "confirm"]
            yield from otherwise(seen, number, {"ends": "succeeded", "called": ["refund", "notify"]}, called)

    return check


def knows_the_transfer(bench: Bench) -> Iterator[Finding]:
    """Each function is told all of the transfer, and so is the bank."""
    for name in (*TOLD, "the bank"):
        calls = [(seen, told) for seen in _all(bench) for told in seen.told(name, bench.variant["prefix"])]
        bench.count(len(calls))
        where = f"what {name} is told"
        if not calls:
            yield Finding(where, None, "nothing at all", "all fields of the transfer")
        for seen, told in calls:
            given = seen.story.given
            if not (isinstance(told, dict) and given.items() <= told.items()):
                yield Finding(where, seen.case.words, told, given, run=seen.story.drawn())
                break


def never_too_early(bench: Bench) -> Iterator[Finding]:
    """No confirmation goes out before the bank has received the transfer, or without that."""
    for number, seen in enumerate(_all(bench), start=1):
        bench.count()
        yield from unanswerable(seen, number)
        at = seen.story.times_of(f"{bench.variant['prefix']}-confirm")
        if not seen.case.received and at:
            yield finding(seen, number, {"confirm is called after seconds": at}, "confirm is not called")
        elif seen.case.received and (not at or seen.answered is None or at[0] < seen.answered):
            wanted = {"confirm is called after seconds": [seen.case.reply.after]}
            got = {"confirm is called after seconds": at} if at else "confirm is not called"
            yield finding(seen, number, got, wanted)


def is_limited(bench: Bench) -> Iterator[Finding]:
    """The wait is over after so long a silence, and after so long in any case."""
    longest, silence = bench.variant["longest_wait_seconds"], bench.variant["longest_silence_seconds"]
    for number, seen in enumerate(bench.once(SILENT), start=1):
        bench.count()
        yield from unanswerable(seen, number)
        reply = seen.case.reply
        last = reply.until if reply.pulse else 0.0
        wanted = min(last + silence, longest)
        if round(seen.story.seconds, 3) != wanted:
            got = {"the wait is over after seconds": round(seen.story.seconds, 3)}
            yield finding(seen, number, got, {"the wait is over after seconds": wanted})


def _all(bench: Bench) -> list[Outcome]:
    return [each for scene in (RECEIVED, REFUSED, SILENT) for each in bench.once(scene)]


def _text(bench: Bench) -> Any:
    return document(bench, DELIVERED)


def _is_express(bench: Bench) -> bool:
    """Whether the definition is right for AWS, but not as an Express workflow."""
    if bench.answers[TYPE].missing or bench.answers[TYPE].value != "EXPRESS":
        return False
    return bool(refusals(bench, DELIVERED, type="EXPRESS")) and not refusals(bench, DELIVERED)


def _has_the_inputs_token(bench: Bench) -> bool:
    known = any(order.known for seen in _all(bench) for order in seen.orders)
    return not known and takes_the_token_from_the_input(_text(bench))


def _sends_no_token(bench: Bench) -> bool:
    orders = [order for seen in _all(bench) for order in seen.orders]
    return bool(orders) and not any(order.known for order in orders) and names_no_token(_text(bench))


def _confirms_too_early(bench: Bench) -> bool:
    """Whether confirm is called while the bank has not said anything yet."""
    confirm = f"{bench.variant['prefix']}-confirm"
    return any(
        at < (seen.case.reply.after or 0.0)
        for seen in bench.once(RECEIVED)
        for at in seen.story.times_of(confirm)
    )


def _waits_for_ever(bench: Bench) -> bool:
    first, *_ = bench.once(SILENT)
    return bool(first.orders) and first.story.seconds > YEAR


EXERCISE = Exercise(
    id="m10.e1",
    title="Transfer and confirm",
    lesson="D2",
    deliver=(DELIVERED, TYPE),
    variant=variant,
    parts=(
        Part("A transfer that the bank received is confirmed, and not refunded", 2, "B", confirms),
        Part("One that it refused is refunded, then the customer is told", 2, "B", takes_back(REFUSED)),
        Part("So is one of which nothing is heard any more", 1, "B", takes_back(SILENT), lesson="D4"),
        Part("The bank, confirm, refund and notify are told all of the transfer", 1, "B", knows_the_transfer),
        Part("No confirmation goes out before the bank has received the transfer", 2, "X", never_too_early),
        Part(
            "The wait ends at your two limits, in all and without a pulse", 2, "SV", is_limited, lesson="D4"
        ),
    ),
    misconceptions=(
        Misconception(
            "K10.7",
            "callback in an Express workflow",
            _is_express,
            "Which workflow type can wait a day?",
            about="the type of the workflow",
        ),
        Misconception(
            "K10.8",
            "polling loop",
            lambda bench: asks_in_a_loop(_text(bench)),
            "How many transitions is that per day? Who could call you instead?",
            about="the loop",
        ),
        Misconception(
            "K10.1",
            "token taken from the input",
            _has_the_inputs_token,
            "The token is not part of your data. Which document holds facts about the task?",
            about="the token in the message",
        ),
        Misconception(
            "K10.2",
            "token not sent at all",
            _sends_no_token,
            "How will the worker say which execution it means?",
            about="the message",
        ),
        Misconception(
            "K10.6",
            "confirmation in parallel or before",
            _confirms_too_early,
            "What does the customer read, and is it true yet?",
            about="the moment of the confirmation",
        ),
        Misconception(
            "K10.5",
            "no timeout",
            _waits_for_ever,
            "If nobody ever answers, what ends the wait?",
            about="a bank that says nothing",
        ),
    ),
    hints=(
        (
            "Four things can become of an order: the bank says yes, says no, says nothing from the start, or falls silent on the "
            "way. For each of the four: what does the bank do, and what in your definition notices it?"
        ),
        (
            "A state that waits for a token is over when somebody answers by that token, or when one of its limits is hit. A yes "
            "is a result, a no is an error, and so is a limit: Catch takes both. The result stands where you put it, beside the "
            "transfer or in its place. Lesson steps D2 and D4."
        ),
        (
            "`arn:aws:states:::sqs:sendMessage.waitForTaskToken` with QueueUrl and MessageBody; the token stands in the context "
            "object, `$$.Task.Token` in JSONPath (in a field whose name ends in `.$`), `$states.context.Task.Token` in JSONata. "
            "Beside them `TimeoutSeconds`, `HeartbeatSeconds`, and `Catch` with States.ALL, its ResultPath and Next. Only one "
            "type of workflow may wait."
        ),
        (
            "A neighbour: a garage is asked for an offer, and may think for two days.\n"
            "```json\n"
            '"Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": '
            '"https://.../garage-q", "MessageBody": {"token.$": "$$.Task.Token", "claim.$": "$"}}, "TimeoutSeconds": 172800, '
            '"HeartbeatSeconds": 43200, "ResultPath": "$.offer", "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": '
            '"$.failure", "Next": "Ask another"}], "Next": "Accept"}\n'
            "```"
        ),
    ),
)
