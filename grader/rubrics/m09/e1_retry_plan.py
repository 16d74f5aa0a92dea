"""M09 E1, a retry plan: which error is worth another try, when, and how often.

What counts is when the function is called. Decided:

* Only the value of the field Retry is delivered, so that nothing else can go wrong; it is put into one Task.
* The waits are judged by the tries before the last one, so that a number of retries that is one off costs its own part
  only, and the waits keep theirs.
* Retrying nothing is no way to points: each row about errors that must not be retried begins with one that must.
* The rate may be left out, since AWS's default is the one asked for; jitter makes the waits others than asked for.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from course.asl import StateMachine, lint_machine
from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.checks.machines import Ending, Fault, Story, differences, played

from .detectors import has_wildcard_out_of_place, waits_for_exception

TRANSIENT = "CustomerDb.Throttled"
PERMANENT = "InvalidPolicy"
FUNCTION = "update-customer"
PAYMENT = {"paymentId": "PAY-000123", "policyId": "POL-1042", "customerId": "C-77", "amount": 129.5}
# The longest wait is met at this retry.
CAPPED = 3


def variant(rng: random.Random) -> dict[str, Any]:
    """The first wait, the longest one, and how many retries; the longest is met at the third wait."""
    first = rng.randint(7, 12)
    return {
        "first_wait_seconds": first,
        "longest_wait_seconds": rng.randint(2 * first + 1, 4 * first - 1),
        "retries": rng.randint(4, 6),
    }


def waits(bench: Bench) -> list[float]:
    """Return the seconds before each retry."""
    first, longest = bench.variant["first_wait_seconds"], bench.variant["longest_wait_seconds"]
    return [min(first * 2**number, longest) for number in range(bench.variant["retries"])]


def times(bench: Bench, retries: int) -> list[float]:
    """Return when the function is called, in seconds, if there are so many retries."""
    return [sum(waits(bench)[:number]) for number in range(retries + 1)]


def machine(bench: Bench) -> StateMachine:
    """Put what was delivered into the task. Raises `AnswerError` where AWS would refuse it."""
    answer = bench.answer("retry")
    definition = around(read(answer.value))
    made = StateMachine.of(definition)
    refused = [each for each in lint_machine(made) if each.severity == "ERROR"]
    if refused:
        said = [
            {"message": each.message, "location": each.location, "hint": each.hint} for each in refused[:3]
        ]
        raise answer.refused(said, "a value that AWS accepts for the field Retry")
    return made


def around(retry: Any) -> dict[str, Any]:
    """Return the definition of the one task, with this value of Retry."""
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{FUNCTION}"
    task = {"Type": "Task", "Resource": arn, "Retry": retry, "End": True}
    return {"StartAt": "Update customer", "States": {"Update customer": task}}


def read(value: Any) -> Any:
    """Return the list, also where it was delivered as JSON."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def play(bench: Bench, *script: Fault) -> Story:
    """Play the task with the retriers that were delivered, while this goes wrong with the function."""
    story = played(bench.once(machine), PAYMENT, {FUNCTION: lambda payload: payload}, script=script)
    return replace(story, given=", then ".join(map(_words, script)))


def waits_between_tries(bench: Bench) -> Iterator[Finding]:
    """Each retry comes when it should; the last one is left to another part."""
    for failures in range(1, bench.variant["retries"]):
        bench.count()
        ending = Ending(output=PAYMENT, times={FUNCTION: times(bench, failures)})
        yield from differences(play(bench, busy(failures)), ending, "the tries", row=failures)


def stands_after_the_last(bench: Bench) -> Iterator[Finding]:
    """The last retry is made, and may help; where it does not, the error ends the execution."""
    retries = bench.variant["retries"]
    rows = ((busy(retries), Ending()), (busy(), Ending(error=TRANSIENT)))
    for number, (fault, ending) in enumerate(rows, start=1):
        bench.count()
        story = play(bench, fault)
        found = list(differences(story, ending, "the tries", row=number))
        tries, wanted = f"{len(story.calls)} tries in all", f"{retries + 1} tries in all"
        if tries != wanted and not found:
            found = [Finding("the tries", story.given, tries, wanted, number, run=story.drawn())]
        yield from found


def permanent_at_once(bench: Bench) -> Iterator[Finding]:
    """Whatever is not the transient error is not tried again, be it the first error or a later one."""
    for number, error in enumerate([PERMANENT, *more_errors(bench)]):
        for row, script in enumerate(([], [busy(1)]), start=2 * number + 1):
            bench.count()
            ending = Ending(error=error, called=[FUNCTION] * (len(script) + 1))
            story = play(bench, *script, Fault(FUNCTION, error))
            yield from differences(story, ending, "the tries", row=row)


@hidden
def more_errors(bench: Bench, rng: random.Random) -> list[str]:  # noqa: ARG001  hidden rows come from the bench
    """Other errors of which nobody said that they pass."""
    others = (
        "PolicySuspended",
        "KeyError",
        "Ledger.Closed",
        "CustomerDb.Corrupt",
        "AccountFrozen",
        "NoSuchCustomer",
    )
    return rng.sample(others, 2)


def busy(failures: int | None = None) -> Fault:
    """Return the transient error: for so many tries, or for ever."""
    return Fault(FUNCTION, TRANSIENT, attempts=None if failures is None else tuple(range(1, failures + 1)))


def _words(fault: Fault) -> str:
    if fault.attempts is None:
        return f"{fault.error} at every try"
    failures = len(fault.attempts)
    return (
        f"{fault.error} at the first try" if failures == 1 else f"{fault.error} at the first {failures} tries"
    )


def _one_try_off(bench: Bench) -> bool:
    """Whether there is one try more or less than there should be, and they end by themselves."""
    tries = len(play(bench, busy()).calls)
    return tries in (bench.variant["retries"], bench.variant["retries"] + 2)


def _tries_permanent_again(bench: Bench) -> bool:
    return len(play(bench, Fault(FUNCTION, PERMANENT)).calls) > 1


def _ignores_the_ceiling(bench: Bench) -> bool:
    """Whether the waits go on doubling where they should not."""
    first = bench.variant["first_wait_seconds"]
    tries = play(bench, busy()).times_of(FUNCTION)
    return len(tries) > CAPPED and tries == [first * (2**number - 1) for number in range(len(tries))]


def _definition(bench: Bench) -> dict[str, Any]:
    return around(read(bench.answers["retry"].value))


EXERCISE = Exercise(
    id="m09.e1",
    title="A retry plan",
    lesson="D2",
    deliver=("retry",),
    variant=variant,
    parts=(
        Part("The waits between tries are right, the longest included", 5, "TV", waits_between_tries),
        Part(
            "What will never work fails at once, also after a retry",
            3,
            "F",
            permanent_at_once,
        ),
        Part("The number of retries is right, and then the error stands", 2, "FV", stands_after_the_last),
    ),
    misconceptions=(
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
            "K09.3",
            "retries the permanent error",
            _tries_permanent_again,
            "Will this policy be valid in two seconds?",
            about="InvalidPolicy",
        ),
        Misconception(
            "K09.1",
            "MaxAttempts counted with the first try",
            _one_try_off,
            "How many times does the state run in total? The number counts the repeats.",
            about="the number of retries",
        ),
        Misconception(
            "K09.13",
            "ceiling ignored",
            _ignores_the_ceiling,
            "The third wait would be four times the first. Was there a ceiling?",
            about="the waits",
        ),
    ),
    hints=(
        (
            "Write the moments of all tries on paper, the first at 0: after which wait would the next one be longer than "
            "allowed? And which errors does this table say nothing about?"
        ),
        (
            "A retrier names errors, and says how long to wait before the first repeat, by what the wait is multiplied each "
            "time, where it stops growing, and how many repeats there are. What no retrier names ends the state at once. Step "
            "D2 draws the tries for any numbers."
        ),
        (
            "`retry` is a list of retriers, as the field Retry holds it. A retrier has ErrorEquals (a list of names), "
            "IntervalSeconds, BackoffRate, MaxDelaySeconds and MaxAttempts. Names are compared whole: `CustomerDb` is not "
            "`CustomerDb.Throttled`."
        ),
        (
            "A neighbour: a partner's rates are tried again after `Rates.Closed`, first after 60 s, then always after three "
            "times as long, but never after more than 600 s; 5 times in all, and the first of these is no retry:\n"
            "```json\n"
            '[{"ErrorEquals": ["Rates.Closed"], "IntervalSeconds": 60, "BackoffRate": 3, "MaxDelaySeconds": 600, '
            '"MaxAttempts": 4}]\n'
            "```\n"
            "The rates are asked for at 0, 60, 240, 780 and 1380 s."
        ),
    ),
)
