"""M08 E5, test the state: a right state is given, and cases are wanted that tell it from eight wrong ones.

Decided:

* A case that does not pass on the right state, or is of another form, costs the first part, and catches nothing.
* A case may leave out what it does not care about; who expects little catches little.
* Each wrong state differs in status, output or next state for some case, so each can be caught.
"""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

from .cases import Case, case, wrong_form
from .charge_state import charge_state, wrong_states

MOST_CASES = 40
BUSY = ("Bank.Busy", "Bank.Overloaded", "Bank.TryLater")
REFUSED = ("Bank.Refused", "Bank.NoCover", "Bank.CardBlocked")

_FORM = "a list of dictionaries: input, result or error, and what is expected (status, output, nextState)"


def variant(rng: random.Random) -> dict[str, Any]:
    """The names of two errors, and how often the bank is asked again."""
    return {"busy": rng.choice(BUSY), "refused": rng.choice(REFUSED), "attempts": rng.randint(3, 7)}


def state(bench: Bench) -> dict[str, Any]:
    """Return the right state."""
    return charge_state(**bench.variant)


def written(bench: Bench) -> list[Any]:
    """Return the cases as they were delivered. Raises `AnswerError` where they are no list of at most so many."""
    answer = bench.answer("cases")
    value = answer.value
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise answer.refused(f"a text that is no JSON: {error}", _FORM) from None
    if not isinstance(value, list) or not value:
        raise answer.refused("an empty list" if value == [] else value, _FORM)
    if len(value) > MOST_CASES:
        raise answer.refused(f"{len(value)} cases", f"at most {MOST_CASES} cases")
    return value


def judged(bench: Bench) -> list[tuple[Case, dict[str, Any]]]:
    """Return every case of the right form, with what the right state answers otherwise."""
    cases = [
        case(each, number) for number, each in enumerate(written(bench), start=1) if not wrong_form(each)
    ]
    return [(each, each.differs(state(bench))) for each in cases]


def pass_on_the_right_state(bench: Bench) -> Iterator[Finding]:
    """Every case passes, and there is one at least for each way in which the work can end."""
    for number, each in enumerate(written(bench), start=1):
        bench.count()
        wrong = wrong_form(each)
        if wrong:
            yield Finding(f"case {number}", each, wrong, "a case as the task describes it", number)
    found = bench.once(judged)
    for each, got in found:
        if got:
            wanted = {key: each.expected.get(key, "a case that can be tried") for key in got}
            yield Finding(f"{each.title}, on the right state", dict(each.given), got, wanted)
    for fails, words in ((False, "a mocked result"), (True, "a mocked error")):
        if all(each.fails != fails for each, _ in found):
            yield Finding("the cases", None, f"none with {words}", f"at least one with {words}")


def caught(bench: Bench) -> dict[str, bool]:
    """Tell of each wrong state whether a case that is right catches it."""
    right = [each for each, got in bench.once(judged) if not got]
    return {
        words: any(each.differs(wrong) for each in right)
        for words, wrong in wrong_states(state(bench)).items()
    }


def catch(fewest: int) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that so many of the wrong states are caught."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.answer("cases")  # where they are known not to work, one finding says so
        found = bench.once(caught)
        bench.count(len(found))
        if sum(found.values()) < fewest:
            got = {"caught": [words for words, is_caught in found.items() if is_caught]}
            got["not caught, for every case passes"] = [
                words for words, is_caught in found.items() if not is_caught
            ]
            yield Finding(
                f"{len(found)} wrong states", None, got, f"at least {fewest} of {len(found)} are caught"
            )

    return check


def _passes_without_work(bench: Bench) -> bool:
    """Whether no case with a result would notice that the state does nothing."""
    with_result = [each for each, _ in bench.once(judged) if not each.fails]
    return bool(with_result) and all(
        each.holds_if_nothing_is_done(state(bench)["Next"]) for each in with_result
    )


EXERCISE = Exercise(
    id="m08.e5",
    title="Test the state",
    lesson="D6",
    deliver=("cases",),
    variant=variant,
    parts=(
        Part("Every case passes on the right state; there is one with a result and one with an error", 3, "BV", pass_on_the_right_state),
        Part("The cases catch at least two of the eight wrong states", 2, "U", catch(2)),
        Part("The cases catch at least four", 2, "U", catch(4)),
        Part("The cases catch at least six", 3, "U", catch(6)),
    ),
    misconceptions=(
        Misconception(
            "K08.12",
            "expected values copied from what the state was given",
            _passes_without_work,
            "Your test passes even when the state does nothing. What does the state add, and where does your case say so?",
            about="the cases with a mocked result",
        ),
    ),
    hints=(
        (
            "Cover up the state and imagine somebody has changed one line of it. Which of your cases would fail? In how many ways "
            "can a visit to this state end, and which of them have you never tried?"
        ),
        (
            "TestState tells a status, an output and a next state. A visit can succeed, be tried again, be caught by one of two "
            "catchers, or fail. A case is worth what it expects: the whole output shows what the state added and what it kept. "
            "Lesson step D6."
        ),
        (
            'A mocked result is what the task answers, envelope included: {"Payload": {...}}. With an "error" the status is '
            'RETRIABLE as long as the retrier has attempts left ("retries": how many there were before), and CAUGHT_ERROR where '
            'a catcher takes it: then its ResultPath holds {"Error": ..., "Cause": ...}.'
        ),
        (
            'A neighbour: a state asks a tariff service for {"trip": {"km": 12}}, puts $.Payload.cents under $.price.cents, goes '
            "on to Bill, and a catcher puts Tariff.Closed under $.closed and goes to Later\n"
            "```json\n"
            '{"input": {"trip": {"km": 12}}, "result": {"Payload": {"cents": 480}}, "status": "SUCCEEDED",\n'
            ' "output": {"trip": {"km": 12}, "price": {"cents": 480}}, "nextState": "Bill"}\n'
            '{"input": {"trip": {"km": 12}}, "error": "Tariff.Closed", "cause": "holiday", "status": "CAUGHT_ERROR",\n'
            ' "output": {"trip": {"km": 12}, "closed": {"Error": "Tariff.Closed", "Cause": "holiday"}}, "nextState": "Later"}\n'
            "```"
        ),
    ),
)  # fmt: skip
