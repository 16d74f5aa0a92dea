"""M09 E5, who handles it: twelve errors at three states; how often each state tries, and where it goes from there.

The states stand in the task, their numbers of retries in the learner's table. Decided along the way:

* What is expected is not told: whoever is wrong learns which half of which row is, and looks at the handlers again.
* Rows are graded in groups that ask the same thing, the tries apart from what comes then, so that one wrong idea costs
  its own points.
* What is no pair is no answer to its row, and costs no other one. Names of states are compared without regard to case.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part

FAILS = "fails"


@dataclass(frozen=True)
class Row:
    """One question: a state and what goes wrong in it; the answer: how many tries, and which state comes then.

    Where `retries` names a number of the learner's table, the tries are so many more.
    """

    state: str
    error: str
    tries: int
    then: str
    retries: str = ""


ROWS = {
    1: Row("Charge", "CardDeclined", 1, "Apologise"),
    2: Row("Charge", "Bank.NoAnswer at every try", 1, "Ask the bank", "bank_retries"),
    3: Row("Charge", "Bank.Busy at every try", 1, "Apologise", "bank_retries"),
    4: Row("Charge", "Bank.Busy at the first try, then CardDeclined", 2, "Apologise"),
    5: Row("Charge", "States.Timeout at every try", 1, FAILS, "timeout_retries"),
    6: Row(
        "Charge", "Bank.Busy at the first try, then States.Timeout at every try", 2, FAILS, "timeout_retries"
    ),
    7: Row("Write customer", "InvalidPolicy", 1, "Hand over"),
    8: Row("Write customer", "CustomerDb.Throttled at every try", 4, "Hand over"),
    9: Row("Write customer", "States.Timeout at every try", 1, "Look later", "other_retries"),
    10: Row("Write customer", "States.Runtime", 1, FAILS),
    11: Row("Write customer", "States.DataLimitExceeded", 1, FAILS),
    12: Row("Confirm", "NoAddress, raised in Python", 1, "Send a letter"),
}


def variant(rng: random.Random) -> dict[str, Any]:
    """How many retries four of the retriers make; none is a number that stands in the task itself."""
    names = ("bank_retries", "timeout_retries", "other_retries", "mail_retries")
    return dict(zip(names, rng.sample(range(5, 12), len(names)), strict=True))


def tries(bench: Bench, number: int) -> int:
    """Return how many tries there are in a row."""
    row = ROWS[number]
    return row.tries + (bench.variant[row.retries] if row.retries else 0)


def rows(*numbers: int, asked: str = "tries, then") -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of these rows: of the tries, of the state that comes then, or of both."""

    def check(bench: Bench) -> Iterator[Finding]:
        answered = _answered(bench)
        for number in numbers:
            bench.count()
            row, said = ROWS[number], answered.get(number)
            where, given = f"row {number}", f"{row.state}: {row.error}"
            if said is None:
                shape = 'how many tries, and the state that comes then or "fails", such as (2, "Apologise")'
                yield Finding(where, given, "no such pair", shape)
            elif "tries" in asked and said[0] != tries(bench, number):
                yield Finding(where, given, {"tries": said[0]}, "another number of tries")
            elif "then" in asked and said[1] != _plainly(row.then):
                yield Finding(where, given, {"then": said[1]}, "something else comes then")

    return check


def _answered(bench: Bench) -> dict[int, tuple[int, str]]:
    """Return the pairs by row, as far as they are pairs. Raises `AnswerError` where the answer is no table."""
    answer = bench.answer("handled")
    value = answer.value
    if not isinstance(value, list):
        raise answer.refused(
            value, 'a list of twelve pairs, the first one for row 1: [(2, "Apologise"), ...]'
        )
    return {number: pair for number, each in enumerate(value, start=1) if (pair := _pair(each))}


def _pair(value: Any) -> tuple[int, str] | None:
    if not (isinstance(value, list) and len(value) == 2):
        return None
    count, then = value
    whole = isinstance(count, int) and not isinstance(count, bool)
    return (count, _plainly(then)) if whole and isinstance(then, str) else None


def _plainly(name: str) -> str:
    return " ".join(name.split()).casefold()


def _says(bench: Bench, number: int, then: str) -> bool:
    said = _answered(bench).get(number)
    return said is not None and said[1] == _plainly(then)


def _counts_the_repeats_alone(bench: Bench) -> bool:
    """Whether each number of tries is that of the retries, which is one too few."""
    answered = _answered(bench)
    return all(
        number in answered and answered[number][0] == tries(bench, number) - 1 for number in (2, 3, 5, 9)
    )


def _wildcard_takes_everything(bench: Bench) -> bool:
    return any(_says(bench, number, "Hand over") for number in (10, 11))


def _exception_takes_its_kinds(bench: Bench) -> bool:
    """Whether the function's own exception is tried again as if its base class were its name."""
    said = _answered(bench).get(12)
    return said is not None and said[0] == 1 + bench.variant["mail_retries"]


EXERCISE = Exercise(
    id="m09.e5",
    title="Who handles it",
    lesson="D5",
    deliver=("handled",),
    variant=variant,
    parts=(
        Part(
            "Each error goes to its catcher (rows 1 to 4, 7, 8, 12)",
            2,
            "V",
            rows(1, 2, 3, 4, 7, 8, 12, asked="then"),
        ),
        Part(
            "A timeout goes to its catcher, if there is one (rows 5, 6, 9)",
            2,
            "V",
            rows(5, 6, 9, asked="then"),
        ),
        Part("What nothing can take is known (rows 10, 11)", 2, "V", rows(10, 11)),
        Part(
            "The tries of one retrier are counted (rows 1 to 3, 5, 9)",
            2,
            "V",
            rows(1, 2, 3, 5, 9, asked="tries"),
        ),
        Part(
            "So are those of several, of none, and by other names (rows 4, 6, 7, 8, 12)",
            2,
            "V",
            rows(4, 6, 7, 8, 12, asked="tries"),
            lesson="D9",
        ),
    ),
    misconceptions=(
        Misconception(
            "K09.1",
            "MaxAttempts counted with the first try",
            _counts_the_repeats_alone,
            "How many times does the state run in total? The number counts the repeats.",
            about="the number of tries",
        ),
        Misconception(
            "K09.8",
            "States.TaskFailed expected to take timeouts",
            lambda bench: _says(bench, 5, "Apologise") or _says(bench, 6, "Apologise"),
            "One error is deliberately left out of that group.",
            about="States.TaskFailed",
        ),
        Misconception(
            "K09.9",
            "States.ALL expected to take everything",
            _wildcard_takes_everything,
            "Some failures mean the definition or data is wrong; waiting or catching cannot help.",
            about="States.ALL",
        ),
        Misconception(
            "K09.12",
            "handler written for Exception",
            _exception_takes_its_kinds,
            "Look at the name in the history. It is the class's name.",
            about="row 12",
        ),
    ),
    hints=(
        (
            "Take row 3 with a finger on the lists: which retrier names the error first? How often does it let the state run in "
            "all? And when it gives up, which catcher is asked first, and which one takes it?"
        ),
        (
            "First the retriers from top to bottom, until one takes the error; it counts its own repeats, also when other errors "
            "come in between. When it has none left, the catchers, again from top to bottom. When none takes it, the execution "
            "fails. States.TaskFailed and States.ALL take many errors, and each has exceptions. Lesson steps D5 and D9."
        ),
        (
            "`MaxAttempts` is the number of repeats, 0 means none, and 3 is meant where it is left out. Names are compared whole; a "
            "function's error has the name of its class, whatever that is derived from. Of States.TaskFailed one error is "
            "excepted, of States.ALL two."
        ),
        (
            'A neighbour: "Retry": [{"ErrorEquals": ["Rates.Closed"], "MaxAttempts": 2}, {"ErrorEquals": ["States.TaskFailed"], '
            '"MaxAttempts": 1}], "Catch": [{"ErrorEquals": ["Rates.Closed"], "Next": "Use yesterday\'s"}]. Rates.Closed at every '
            "try: 3 tries, then Use yesterday's. Rates.Odd at every try: 2 tries, and no catcher takes it: fails. Rates.Odd once, "
            "then Rates.Closed at every try: 4 tries, one of the second retrier's and two of the first's among them."
        ),
    ),
)
