"""The rubrics of module 9: what their tables and hints claim is what an execution does."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from course.asl import StateMachine
from grader.checks import Bench
from grader.checks.machines import Fault, Story, played
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m09 import e1_retry_plan, e5_who_handles_it
from grader.rubrics.m09.saga import Row

NOTEBOOK = Path(__file__).parents[2] / "exercises" / "m09_failure" / "m09_failure.ipynb"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:does"
TOO_LARGE = "x" * 150_000


def bench(exercise_id: str) -> Bench:
    """The author's bench, without answers."""
    return Bench(exercise(exercise_id), {}, learner_id=AUTHOR, grading=True)


def one_task(handlers: dict[str, Any], script: list[Fault], given: Any, answer: Any = None) -> Story:
    """Play a Task with these handlers; what its catchers lead to ends it."""
    task = {"Type": "Task", "Resource": ARN, "ResultPath": "$.answer", **handlers, "End": True}
    ends = {each["Next"]: {"Type": "Succeed"} for each in handlers.get("Catch", [])}
    machine = StateMachine.of({"StartAt": "Does", "States": {"Does": task, **ends}})
    return played(machine, given, {"does": lambda _: answer}, script=script)


def handlers_in_the_text(bench: Bench) -> Any:
    """Read the handlers of E5 from the notebook, with the learner's numbers in the place of their names."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    text = next("".join(cell["source"]) for cell in cells if "E5: Who handles it" in "".join(cell["source"]))
    (block,) = re.findall(r"```\n(.*?)```", text, flags=re.DOTALL)
    for name, number in bench.variant.items():
        block = block.replace(name, str(number))
    return json.loads("{" + re.sub(r'}\n\n"', '},\n"', block) + "}")


def script_of(error: str) -> list[Fault]:
    """Return what goes wrong, from the words of a row."""
    first, _, later = error.partition(" at the first try, then ")
    names = [each.split(",")[0].removesuffix(" at every try") for each in (first, later) if each]
    if len(names) == 2:
        return [Fault("does", names[0], attempts=(1,)), Fault("does", names[1])]
    return [] if names[0] == "States.DataLimitExceeded" else [Fault("does", names[0])]


@pytest.mark.parametrize("number", e5_who_handles_it.ROWS)
def test_each_row_of_e5_is_handled_as_its_answer_says(number: int) -> None:
    """By the handlers that stand in the text, with the author's numbers."""
    place, row = bench("m09.e5"), e5_who_handles_it.ROWS[number]
    handlers = handlers_in_the_text(place)[row.state]
    story = one_task(handlers, script_of(row.error), {"payment": TOO_LARGE}, TOO_LARGE)
    then = story.path[-1] if story.status == "SUCCEEDED" else e5_who_handles_it.FAILS

    assert (e5_who_handles_it.tries(place, number), row.then) == (story.execution.visits[0].attempts, then)


def test_the_waits_of_the_example_of_e1_are_as_the_text_says() -> None:
    """A first wait of 2 s, a longest of 5 s and 3 retries."""
    place = bench("m09.e1")
    place.variant = {"first_wait_seconds": 2, "longest_wait_seconds": 5, "retries": 3}

    assert [0, 2, 6, 11] == e1_retry_plan.times(place, 3)


def test_the_neighbour_in_the_hint_of_e1_is_asked_when_the_hint_says() -> None:
    """0, 60, 240, 780 and 1380 s."""
    hint = exercise("m09.e1").hints[3]
    (retriers,) = re.findall(r"^\[.*\]$", hint, flags=re.MULTILINE)
    story = one_task({"Retry": json.loads(retriers)}, [Fault("does", "Rates.Closed")], {})

    assert [0, 60, 240, 780, 1380] == story.times_of("does")


@pytest.mark.parametrize(
    "script, tries, then",
    [
        ([Fault("does", "Rates.Closed")], 3, "Use yesterday's"),
        ([Fault("does", "Rates.Odd")], 2, e5_who_handles_it.FAILS),
        ([Fault("does", "Rates.Odd", attempts=(1,)), Fault("does", "Rates.Closed")], 4, "Use yesterday's"),
    ],
)
def test_the_neighbour_in_the_hint_of_e5_is_handled_as_the_hint_says(
    script: list[Fault], tries: int, then: str
) -> None:
    """Three errors at one pair of lists."""
    hint = exercise("m09.e5").hints[3]
    (lists,) = re.findall(r'("Retry": .*?\]), "Catch": (.*?\])\. ', hint)
    handlers = json.loads("{" + f'{lists[0]}, "Catch": {lists[1]}' + "}")
    story = one_task(handlers, script, {})
    end = story.path[-1] if story.status == "SUCCEEDED" else e5_who_handles_it.FAILS

    assert (tries, then) == (len(story.calls), end)


def test_a_payment_that_fails_at_its_third_step_is_undone_from_the_second_one_back() -> None:
    """What failed is called and has done nothing; what comes after it is never called."""
    row = Row("sales", "CampaignEnded")

    assert ["charge", "customer", "sales", "undo-customer", "refund", "notify"] == row.called
    assert ["charge", "customer", "undo-customer", "refund", "notify"] == row.done
