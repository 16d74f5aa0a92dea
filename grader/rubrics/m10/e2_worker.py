"""M10 E2, the answering worker: each report of the bank becomes the one call that its execution waits for.

The worker gets the account's real client; the executions that it answers wait in the same account. Decided:

* What counts is what becomes of the execution, and not how the worker is written: which call, in which order of tests.
* A report that comes too late is no error, by either name that AWS has for it. Everything else must reach the caller,
  since only then the queue brings the message again, and puts it aside in the end: a worker that swallows all errors
  loses that part.
* The log is a function that the worker is handed: who logs nothing tells no token, and nothing of the transfer either.
* What the worker returns does not matter: nobody reads it. That is one of the wrong ideas.
* Where a kind of report never works, its own part says so; the parts about trouble look at the other kinds.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .reports import ANSWERS, Day, Step, a_day

WORDS = {
    "received": ("RECEIVED", "CREDITED", "ARRIVED"),
    "refused": ("REFUSED", "RETURNED", "DECLINED"),
    "working": ("WORKING", "PENDING", "UNDERWAY"),
}
ERRORS = ("TransferFailed", "BankSaidNo", "TransferRejected", "PayoutRefused")


def variant(rng: random.Random) -> dict[str, Any]:
    """The bank's three words, and the name of the error."""
    return {name: rng.choice(words) for name, words in WORDS.items()} | {"error": rng.choice(ERRORS)}


def references(bench: Bench) -> list[str]:
    """What the bank calls transfers that it received; one with what JSON has to write in its own way."""
    return ["BK-4711", 'BK-12 "Köln"', *more_references(bench)]


@hidden
def more_references(_: Bench, rng: random.Random) -> list[str]:
    """Another one of that kind."""
    return [f'BK-{rng.randint(100, 999)} "{rng.choice("ÄÖÜØ")}"']


def reasons(bench: Bench) -> list[str]:
    """Why the bank refuses."""
    return ["account closed", *more_reasons(bench)]


@hidden
def more_reasons(_: Bench, rng: random.Random) -> list[str]:
    """Another reason."""
    return [f"limit of {rng.randint(2, 9)},000 exceeded"]


def day(bench: Bench) -> Day:
    """Hand over all reports in one account."""
    return a_day(bench, references(bench), reasons(bench))


def _day(bench: Bench) -> Day:
    bench.answer("on_result")  # where it does not run at all, one finding says so
    return bench.once(day)


def becomes(steps: Callable[[Day], list[Step]]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that these executions stand as they should, and that the worker raised nothing."""

    def check(bench: Bench) -> Iterator[Finding]:
        for step in steps(_day(bench)):
            bench.count()
            raised = next((each.error for each in step.deliveries if each.error), None)
            given = [each.given for each in step.deliveries]
            shown = given[0] if len(given) == 1 else given
            if raised:
                got = {"on_result": raised.got, **step.got}
                expected = {"on_result": "returns", **step.expected}
                yield Finding(step.name, shown, got, expected, place=raised.finding().place)
            elif not same(step.got, step.expected):
                yield Finding(step.name, shown, step.got, step.expected)

    return check


def lets_errors_through(bench: Bench) -> Iterator[Finding]:
    """What the worker cannot deal with is raised, and the next try repairs it."""
    for name, delivery, code in _day(bench).raising:
        bench.count()
        expected = f"on_result raises {code or 'an error'}"
        if delivery.error is None:
            yield Finding(name, delivery.given, "on_result returns as if all were well", expected)
        elif code and (delivery.error.raised is None or delivery.error.raised.code != code):
            yield Finding(name, delivery.given, delivery.error.got, expected)
        elif not code and set(delivery.called) & set(ANSWERS):
            yield Finding(name, delivery.given, delivery.called, "no call: nobody knows what it means")
    yield from becomes(lambda seen: seen.repaired)(bench)


def keeps_the_token(bench: Bench) -> Iterator[Finding]:
    """Each report leaves a line that names the transfer, and none that has the token."""
    seen = _day(bench)
    every = [*seen.usual, *(each for step in seen.late for each in step.deliveries)]
    for delivery in [each for each in every if not each.error] or every:
        bench.count()
        token, name = delivery.message["taskToken"], delivery.message["transferId"]
        logged = "\n".join(map(json.dumps, delivery.logged))
        if token in logged:
            got = logged.replace(token, f"{token[:8]}… (all {len(token)} characters)")
            yield Finding("what on_result logs", delivery.given, got, "the token is not in it")
        elif name not in logged:
            yield Finding("what on_result logs", delivery.given, logged or "nothing", f"a text with {name}")


def _returns_its_answer(bench: Bench) -> bool:
    """Whether no report led to any call, and something was returned instead."""
    usual = _day(bench).usual
    return all(not each.called and each.returned is not None and not each.error for each in usual)


def _gives_an_object(bench: Bench) -> bool:
    """Whether boto3 refused the output for being no text."""
    raised = [each.error.raised for each in _day(bench).usual if each.error and each.error.raised]
    return any(each.type == "ParamValidationError" and "parameter output" in each.message for each in raised)


def _breaks_at_the_second(bench: Bench) -> bool:
    """Whether it answers well, and then raises the error of a task that was answered before."""
    first = _day(bench).received[0]
    raised = [each.error.raised for step in _day(bench).late for each in step.deliveries if each.error]
    return same(first.got, first.expected) and any(each and each.code == "TaskTimedOut" for each in raised)


EXERCISE = Exercise(
    id="m10.e2",
    title="The answering worker",
    lesson="D2",
    deliver=("on_result",),
    variant=variant,
    parts=(
        Part(
            "A transfer that was received lets its execution go on, with the reference",
            2,
            "BV",
            becomes(lambda seen: seen.received),
        ),
        Part(
            "A refused one fails with your error, and the bank's reason",
            2,
            "BV",
            becomes(lambda seen: seen.refused),
        ),
        Part(
            "A report of work keeps the execution waiting",
            1,
            "B",
            becomes(lambda seen: seen.pulses),
            lesson="D4",
        ),
        Part(
            "What comes twice or too late changes nothing, and is no error",
            2,
            "F",
            becomes(lambda seen: seen.late),
            lesson="D3",
        ),
        Part("Any other error reaches the caller", 1, "F", lets_errors_through),
        Part("The log names the transfer, and never the token", 2, "N", keeps_the_token),
    ),
    misconceptions=(
        Misconception(
            "K10.3",
            "worker's return value thought to end the wait",
            _returns_its_answer,
            "The function's reply is not the answer. Which call is?",
            about="what ends the wait",
        ),
        Misconception(
            "K10.4",
            "output given as object",
            _gives_an_object,
            "What type does the answer call take?",
            about="the output",
        ),
        Misconception(
            "K10.11",
            "second answer raises",
            _breaks_at_the_second,
            "The task was already answered. Is that an error for you?",
            about="a report that comes twice or too late",
        ),
    ),
    hints=(
        (
            "Three things can be said of an order, and each has a call of its own. Which of the three calls ends the wait, and "
            "which one does not? And what does Step Functions say to a call about a task that nobody waits for any more?"
        ),
        (
            "The execution knows nothing of your function; it knows its token. Whoever calls with that token answers, whatever "
            "the function itself returns. A queue delivers at least once, and a bank may be slow: a second answer and a late one "
            "are normal. An error that you do not know is not. Lesson steps D2, D3 and D4."
        ),
        (
            "`sfn.send_task_success(taskToken=..., output=<JSON text>)`, `sfn.send_task_failure(taskToken=..., error=..., "
            "cause=...)`, `sfn.send_task_heartbeat(taskToken=...)`. What is too late raises `sfn.exceptions.TaskTimedOut` or "
            "`sfn.exceptions.TaskDoesNotExist`; an except clause takes both as a tuple."
        ),
        (
            "A neighbour: an assessor's answer about a claim.\n"
            "```python\n"
            "try:\n"
            '    sfn.send_task_success(taskToken=answer["token"], output=json.dumps({"damage": answer["damage"]}))\n'
            "except sfn.exceptions.TaskTimedOut:\n"
            '    print(answer["claimId"], "was answered before, or too late")\n'
            "```"
        ),
    ),
)
