"""The rubrics of module 7: what learners read is what is examined, detectors are certain or silent, nothing is given away."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from course.asl import StateMachine, lint_machine
from course.learner import variant_rng
from grader.build.text_notebook import read
from grader.checks import examine
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m07 import given_claim, slips, ways, workflow_role
from grader.rubrics.m07.e1_predict import DRAWN
from grader.rubrics.m07.small_machines import small

PATH = Path("authoring/assignments/m07_orchestration.py")
LEARNERS = [f"learner-{number}" for number in range(20)]


def variant(learner: str) -> dict[str, Any]:
    """The values of E1 that are a learner's."""
    return exercise("m07.e1").variant(variant_rng("m07.e1", learner))


def test_the_faulty_definition_that_learners_read_is_the_one_that_is_examined() -> None:
    """What stands in the cell `given_claim` is what the rubric compares with."""
    notebook = read(PATH, (Path(__file__).parents[2] / PATH).read_text(encoding="utf-8"))
    cell = next(each.source for each in notebook.cells if each.marks.get("locked") == "given_claim")

    assert given_claim.broken == ast.literal_eval(cell.partition("=")[2].strip())


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_machine_to_be_read_is_one_that_aws_accepts_and_is_not_written_in_its_order(learner: str) -> None:
    """Whatever was drawn: what is listed first is not the start, and the list is no way through the machine."""
    for each in small(variant(learner)):
        listed = list(each.definition["States"])
        refused = [
            found.message
            for found in lint_machine(StateMachine.of(each.definition))
            if found.severity == "ERROR"
        ]

        assert [] == refused
        assert each.definition["StartAt"] != listed[0]
        assert not ways.is_a_way(each.definition, listed[:3])


@pytest.mark.parametrize("learner", LEARNERS)
def test_the_linter_says_nothing_of_a_machine_that_is_drawn(learner: str) -> None:
    """A drawing shows its words, and they could be an answer."""
    drawn = [each for each in small(variant(learner)) if each.letter in DRAWN]

    assert [] == [found.message for each in drawn for found in lint_machine(StateMachine.of(each.definition))]


def test_the_report_on_a_prediction_does_not_say_how_a_list_goes_on() -> None:
    """Nor does it draw the way: the list is the answer."""
    machines = small(variant(AUTHOR))
    wrong = {label: [each.definition["StartAt"], "SUCCEEDED"] for each in machines for label in each.inputs}
    data = examine(exercise("m07.e1"), {"predicted": wrong}, learner_id=AUTHOR, grading=True).as_dict()
    findings = [finding for part in data["parts"] for finding in part["findings"]]
    others = {name for each in machines for name in each.definition["States"]} - {
        each.definition["StartAt"] for each in machines
    }

    assert len(findings) == len(machines)
    assert [] == [finding for finding in findings if finding.get("run")]
    assert [] == [name for name in others if f'"{name}"' in json.dumps(findings)]


@pytest.mark.parametrize(
    "names, target, near",
    [
        (["Manager review"], "ManagerReview", True),
        (["Manager review"], "manager review", True),
        (["Expert"], "exprt", True),
        (["Approve", "Approved"], "Approve", False),
        (["Ask", "Paid"], "Paid?", False),
        (["Ask"], "Decide", False),
        (["Wait 1"], "Paid", False),
    ],
)
def test_a_name_is_nearly_there_if_case_a_letter_or_a_blank_differs(
    names: list[str], target: str, *, near: bool
) -> None:
    """A name that exists, one that resembles none, and one that resembles a state which others lead to, are no slip."""
    known = {name: {"Type": "Pass", "Next": names[-1]} for name in names[:-1]}
    definition = {"StartAt": target, "States": {**known, names[-1]: {"Type": "Succeed"}}}

    assert near == slips.goes_to_a_name_that_is_nearly_there(definition)


@pytest.mark.parametrize(
    "junk", [None, [], {"States": []}, {"States": {"A": 1}}, {"States": {"A": {"Choices": 1}}}]
)
def test_whatever_is_no_definition_shows_no_slip(junk: Any) -> None:
    """Detectors look at what nobody has checked."""
    assert not slips.goes_on_where_nothing_goes_on(junk)
    assert not slips.goes_to_a_name_that_is_nearly_there(junk)
    assert not slips.compares_with_the_words_of_a_path(junk)


FUNCTION = workflow_role.function_arn("coast-27-charge")
POLICIES = [
    (FUNCTION, "lambda:InvokeFunction", True, False),
    ([FUNCTION, f"{FUNCTION}:*"], "lambda:InvokeFunction", True, False),
    (f"{FUNCTION}*", "lambda:InvokeFunction", True, True),
    ("*", "lambda:InvokeFunction", True, True),
    (FUNCTION, "lambda:*", True, True),
    (FUNCTION, "lambda:Invoke*", True, True),
    (FUNCTION, "lambda:Invoke", False, False),
    ("coast-27-charge", "lambda:InvokeFunction", False, False),
]


@pytest.mark.parametrize("resource, action, enough, more", POLICIES)
def test_a_role_is_judged_by_what_it_allows(resource: Any, action: str, *, enough: bool, more: bool) -> None:
    """Too little, just enough, or more than the workflow calls."""
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    policy = {"Version": "2012-10-17", "Statement": [statement]}

    assert enough == (not list(workflow_role.too_little(policy, ["coast-27-charge"])))
    assert more == bool(list(workflow_role.too_much(policy, ["coast-27-charge"], ["coast-27-charge-back"])))
