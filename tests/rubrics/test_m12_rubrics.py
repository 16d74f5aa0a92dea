"""The rubrics of module 12: what they play is what their texts say, and what the account does."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.asl import StateMachine, lint_machine
from course.asl.json_text import compact
from course.cloud import Account
from grader.build.text_notebook import TextNotebook, read
from grader.checks import Bench, Exercise
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m12 import (
    bills,
    cooling_off,
    e1_which_type,
    e2_split,
    e3_price_it,
    e5_no_function,
    steps,
    workloads,
)
from grader.rubrics.m12.e3_price_it import cases
from grader.rubrics.m12.family import Kin, meet
from grader.rubrics.m12.redesigns import price
from grader.rubrics.m12.spelling import spelt_wrong
from grader.rubrics.m12.steps import in_order, result, step

PATH = Path("authoring/assignments/m12_workflow_types.py")
LEARNERS = [f"learner-{number}" for number in range(200)]
FEW = LEARNERS[:10]
CHILD = "arn:aws:states:us-east-1:123456789012:stateMachine:north-safe-steps"
PAYMENT = {"paymentId": "PAY-000123", "amount": 129.5}


@pytest.fixture(scope="module")
def notebook() -> TextNotebook:
    """The text notebook of module 12's exercises."""
    return read(PATH, (Path(__file__).parents[2] / PATH).read_text(encoding="utf-8"))


def given(notebook: TextNotebook, name: str) -> dict[str, Any]:
    """Return what a locked cell defines."""
    source = next(each.source for each in notebook.cells if each.marks.get("locked") == name)
    scope: dict[str, Any] = {}
    exec(compile(source, name, "exec"), scope)  # noqa: S102  the project's own text
    return scope


def bench(exercise_id: str, learner: str = AUTHOR, **answers: Any) -> Bench:
    """A learner's bench, with these answers."""
    return Bench(exercise(exercise_id), answers, learner_id=learner, grading=True)


def values(exercise_id: str, learner: str) -> dict[str, Any]:
    """Return a learner's values."""
    return bench(exercise_id, learner).variant


# ------------------------------------------------------------------------------------------------ E1, which type


@pytest.mark.parametrize("learner", LEARNERS)
def test_each_table_has_every_reason_and_both_types(learner: str) -> None:
    told = e1_which_type.shown(values("m12.e1", learner))
    works = [
        workloads.workload(kind, random.Random(f"{kind} {values('m12.e1', learner)}"))
        for kind in workloads.KINDS
    ]

    assert 10 == sum(name.startswith("W-") for name in told)
    assert set(workloads.REASONS) == {each.reason for each in works}
    assert set(workloads.TYPES) == {each.type for each in works if each.reason == "price"}


@pytest.mark.parametrize("learner", LEARNERS)
def test_where_the_price_decides_one_type_costs_a_third_more(learner: str) -> None:
    for kind in workloads.KINDS:
        each = workloads.workload(kind, random.Random(f"{kind} {values('m12.e1', learner)}"))
        costs = sorted([bills.standard(each.transitions), bills.express(each.seconds * 1000)])

        assert each.reason != "price" or costs[1] >= 4 / 3 * costs[0]


def test_the_reasons_stand_in_the_text_in_the_order_in_which_they_are_asked_for(
    notebook: TextNotebook,
) -> None:
    text = next(each.source for each in notebook.cells if each.source.startswith("## E1"))
    told = [line.split("`")[1] for line in text.splitlines() if line.startswith("| `")]

    assert list(workloads.REASONS) == told


# ------------------------------------------------------------------------------------------------------ E2, split


@pytest.mark.parametrize("learner", FEW)
def test_the_given_workflow_of_ten_makes_what_is_compared_with(notebook: TextNotebook, learner: str) -> None:
    mine = values("m12.e2", learner)
    names = in_order(mine)
    ten = given(notebook, "given_steps")["one_after_the_other"](mine["prefix"], names)
    kin = meet(StateMachine.of(ten), StateMachine.of(ten), CHILD, PAYMENT, mine["prefix"], names)

    assert PAYMENT | {name: result(name, PAYMENT) for name in names} == kin.parent.output


@pytest.mark.parametrize("learner", LEARNERS)
def test_six_steps_may_run_twice_and_four_may_not(learner: str) -> None:
    mine = values("m12.e2", learner)

    assert [6, 4] == [len(mine["safe"]), len(mine["unsafe"])]
    assert [False, True] == [
        any(step(name).twice_hurts for name in mine["safe"]),
        all(step(name).twice_hurts for name in mine["unsafe"]),
    ]
    assert sorted(in_order(mine)) == sorted([*mine["safe"], *mine["unsafe"]])


@pytest.mark.parametrize("learner", FEW)
def test_no_step_puts_its_answer_in_the_place_of_a_field_of_the_payment(learner: str) -> None:
    """A step called as a field is would take that away from the steps after it, and from whoever compares."""
    fields = {name for payment in e2_split.payments(bench("m12.e2", learner)) for name in payment}

    assert set() == fields & {each.name for each in steps.ALL}


def parent(resource: str, given_input: Any) -> dict[str, Any]:
    """A parent that starts the child in this way, and ends with what it is told."""
    task = {
        "Type": "Task",
        "Resource": f"arn:aws:states:::{resource}",
        "Arguments": {"StateMachineArn": CHILD, **given_input},
        "Output": "{% $sift($states.result, function($v, $k) { $k in ['Status', 'Output', 'Input', 'Error', 'Cause', 'StateMachineArn'] }) %}",
        "End": True,
    }
    return {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": task}}


CHILDREN: dict[str, dict[str, Any]] = {
    "well": {"Pass": {"Type": "Pass", "End": True}},
    "badly": {"Fail": {"Type": "Fail", "Error": "Refused", "Cause": "for a test"}},
}


@pytest.mark.parametrize("ends", CHILDREN)
@pytest.mark.parametrize(
    "given_input",
    [
        {"Input": "{% $states.input %}"},
        {"Input": "{% $string($states.input) %}"},
        {"Input": {"a": [1]}},
        {},
        {"Input": "no JSON"},
        {"StateMachineArn": f"{CHILD}-of-another"},
    ],
)
@pytest.mark.parametrize(
    "resource", ["aws-sdk:sfn:startSyncExecution", "aws-sdk:sfn:startExecution", "states:startExecution"]
)
def test_a_parent_is_told_what_it_is_told_in_an_account(resource: str, given_input: Any, ends: str) -> None:
    child = {"StartAt": next(iter(CHILDREN[ends])), "States": CHILDREN[ends]}
    asks = parent(resource, given_input)
    with Account() as account:
        sfn = account.client("stepfunctions")
        role = f"arn:aws:iam::{account.id}:role/states"
        for name, definition, kind in (
            ("north-safe-steps", child, "EXPRESS"),
            ("parent", asks, "STANDARD"),
        ):
            arn = sfn.create_state_machine(
                name=name, definition=json.dumps(definition), roleArn=role, type=kind
            )["stateMachineArn"]
        run = sfn.start_execution(stateMachineArn=arn, input=compact(PAYMENT))["executionArn"]
        account.settle()
        seen = sfn.describe_execution(executionArn=run)
    played: Kin = meet(StateMachine.of(asks), StateMachine.of(child, type="EXPRESS"), CHILD, PAYMENT, "n", [])

    assert seen["status"] == played.parent.status
    assert seen.get("error") == played.parent.error
    assert json.loads(seen.get("output", "null")) == played.parent.output


# --------------------------------------------------------------------------------------- E3, price it, then halve it


@pytest.mark.parametrize("learner", FEW)
def test_the_design_that_learners_read_is_the_one_that_is_compared_with(
    notebook: TextNotebook, learner: str
) -> None:
    mine = values("m12.e3", learner)
    asked = mine["prefix"], mine["limit"], mine["cooling_off_seconds"]

    assert given(notebook, "given_cooling_off")["cooling_off"](*asked) == cooling_off.cooling_off(*asked)


def test_the_example_of_a_price_is_right(notebook: TextNotebook) -> None:
    text = next(each.source for each in notebook.cells if each.source.startswith("## E3"))

    assert "makes six transitions. A million\nof it cost 150.0 USD" in text
    assert round(150.0, 6) == round(1_000_000 * bills.standard(6), 6)
    assert "= 3.3963125 USD" in text
    assert round(3.3963125, 6) == round(1_000_000 * bills.express(2230), 6)


@pytest.mark.parametrize("seconds", [201, 279])
def test_the_given_design_is_hardly_cheaper_in_express(seconds: int) -> None:
    """Else to change the type alone would be a redesign."""
    place = bench("m12.e3")
    place.variant["cooling_off_seconds"] = seconds
    mine = place.variant
    machine = StateMachine.of(cooling_off.cooling_off(mine["prefix"], mine["limit"], seconds))
    stories = [cooling_off.play(machine, case, mine) for case in cases(place)]
    costs = [sum(price(story, kind) for story in stories) for kind in ("STANDARD", "EXPRESS")]

    assert costs[1] > costs[0] * (1 - e3_price_it.CHEAPER)


# --------------------------------------------------------------------------------------------------- E5, no function


def definitions(hint: str) -> Iterator[dict[str, Any]]:
    """Yield the states that a hint shows, each as a definition."""
    at = 0
    while (at := hint.find('{"Type"', at)) >= 0:
        state, length = json.JSONDecoder().raw_decode(hint[at:])
        ends = {each["Next"]: {"Type": "Succeed"} for each in state.get("Catch", [])}
        language = "JSONata" if {"Arguments", "Output"} & state.keys() else "JSONPath"
        yield {"QueryLanguage": language, "StartAt": "It", "States": {"It": state, **ends}}
        at += length


def test_the_states_of_a_neighbour_are_such_as_aws_accepts() -> None:
    """Those in the last hint of E5."""
    shown = list(definitions(exercise("m12.e5").hints[3]))

    assert 2 == len(shown)
    for definition in shown:
        said = lint_machine(StateMachine.of(definition), placeholders=False)

        assert [] == [each.message for each in said if each.severity == "ERROR"]
        assert not spelt_wrong(definition)


@pytest.mark.parametrize("key", e5_no_function.THINGS.values())
def test_no_name_of_a_registry_is_one_of_the_tables_own_words(key: str) -> None:
    """Whoever writes no placeholders is not to be refused for the luck of the draw."""
    condition = f"attribute_not_exists({key}) OR attribute_exists({key})"
    with Account() as account:
        client = account.client("dynamodb")
        client.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": key, "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        for field in e5_no_function.FIELDS:
            client.update_item(
                TableName="t",
                Key={key: {"S": "1"}},
                UpdateExpression=f"SET {field} = :value",
                ConditionExpression=condition,
                ExpressionAttributeValues={":value": {"S": "x"}},
            )
        (row,) = client.scan(TableName="t")["Items"]

    assert {key, *e5_no_function.FIELDS} == set(row)


@pytest.mark.parametrize("number", range(1, 6))
def test_every_exercise_has_its_step_in_the_lesson(number: int) -> None:
    found: Exercise = exercise(f"m12.e{number}")
    lesson = (Path(__file__).parents[2] / "authoring/lessons/m12_workflow_types.py").read_text("utf-8")

    assert f"## {found.lesson} ·" in lesson
