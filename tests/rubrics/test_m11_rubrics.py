"""The rubrics of module 11: what they play is what their texts say, and hints stay silent where they are not certain."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from course import facts
from course.asl import StateMachine, lint_machine
from grader.checks import Bench, plain
from grader.rubrics import AUTHOR, exercise
from grader.rubrics.m11 import e4_reconciliation
from grader.rubrics.m11.backstage import content, keys, put
from grader.rubrics.m11.lanes import leads_outside, sets_outer_variables
from grader.rubrics.m11.result_files import summarised
from grader.rubrics.m11.statements import BUCKET, Statement, bank, play, statement

ROW_BY_ROW: dict[str, Any] = {
    "Type": "Map",
    "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Parameters": {"Bucket.$": "$.bucket", "Key.$": "$.key"},
    },
    "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "Reconcile",
        "States": {
            "Reconcile": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:us-east-1:123456789012:function:north-reconcile",
                "End": True,
            }
        },
    },
    "ToleratedFailurePercentage": 100,
    "ResultWriter": {
        "Resource": "arn:aws:states:::s3:putObject",
        "Parameters": {"Bucket.$": "$.bucket", "Prefix": "results"},
    },
    "End": True,
}


def bench(exercise_id: str, **answers: Any) -> Bench:
    """The author's bench, with these answers."""
    return Bench(exercise(exercise_id), answers, learner_id=AUTHOR, grading=True)


def one_state(fields: dict[str, Any]) -> dict[str, Any]:
    """A definition with one state, and all others that it names ending it."""
    targets = {each["Next"] for each in fields.get("Catch", [])} | {fields.get("Next", "Done")}
    ends = {name: {"Type": "Succeed"} for name in targets if fields.get("Catch") or "Next" in fields}
    return {"StartAt": "It", "States": {"It": fields, **ends}}


def objects(text: str) -> Iterator[Any]:
    """Yield the JSON objects that stand in a text, the outermost ones."""
    at = 0
    while (at := text.find("{", at)) >= 0:
        try:
            found, length = json.JSONDecoder().raw_decode(text[at:])
        except ValueError:
            at += 1
            continue
        yield found
        at += length


def test_the_statement_of_a_night_is_more_than_a_state_may_hand_on() -> None:
    """Else whoever loads it into the payload would get away with it."""
    place = bench("m11.e4")
    for nights in (e4_reconciliation.statements(place), e4_reconciliation.batched_statements(place)):
        assert len(nights[0].text) > facts.value("states.payload")


def test_what_is_done_in_a_bucket_backstage_is_what_calls_find_there() -> None:
    """The same keys, the same texts, and nothing in the trace."""
    with bank(bench("m11.e4")) as account:
        for key, body in (("b/1.json", "one"), ("a.csv", "über"), ("b/0.json", "")):
            put(account, BUCKET, key, body)
        seen = {key: content(account, BUCKET, key) for key in keys(account, BUCKET)}
        below, traced, s3 = keys(account, BUCKET, "b/"), len(account.trace), account.client("s3")
        listed = [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
        found = {key: s3.get_object(Bucket=BUCKET, Key=key)["Body"].read().decode() for key in listed}

    assert (listed, found) == (list(seen), seen)
    assert ["b/0.json", "b/1.json"] == below
    assert 0 == traced


def test_result_files_look_like_those_of_a_run() -> None:
    """The same fields, child by child, whether the engine ran them or not."""
    seen: list[Any] = []

    def take(s3: Any, bucket: str, prefix: str) -> None:
        seen.append(
            {name: records(s3, bucket, f"{prefix}/{name}_0.json") for name in ("SUCCEEDED", "FAILED")}
        )

    def records(s3: Any, bucket: str, key: str) -> list[list[str]]:
        return [sorted(each) for each in json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())]

    summarised(bench("m11.e5", summarise=take), "summarise", [(8, 2)])
    place = bench("m11.e4")
    with bank(place) as account:
        night = play(
            account,
            StateMachine.of(one_state(ROW_BY_ROW)),
            statement(random.Random(1), "a.csv", 8, 2),
            "north",
        )
        folder = next(iter(night.files)).rpartition("/")[0]
        take(account.client("s3"), BUCKET, folder)

    assert seen[0] == seen[1]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_map_of_a_neighbour_is_one_that_aws_accepts(number: int) -> None:
    """The definitions in the last hints of E2, E3 and E4."""
    hint = (
        exercise(f"m11.e{number}")
        .hints[3]
        .replace('"..."', '"arn:aws:lambda:us-east-1:123456789012:function:does"')
    )
    hint = hint.replace("{...}", '{"Book": {"Type": "Pass", "End": true}}')
    found = [each for each in objects(hint) if "StartAt" in each or "Type" in each]
    definitions = [each if "StartAt" in each else one_state(each) for each in found]

    assert definitions
    assert [] == [
        each.message
        for definition in definitions
        for each in lint_machine(StateMachine.of(definition))
        if each.severity == "ERROR"
    ]


def nested(inner: dict[str, Any], **around: Any) -> dict[str, Any]:
    """A Map with one state inside, and a state before and after it."""
    processor = {"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "End": True, **inner}}}
    return {
        "QueryLanguage": "JSONata",
        "StartAt": "Before",
        "States": {
            "Before": {"Type": "Pass", "Next": "Each"},
            "Each": {"Type": "Map", "ItemProcessor": processor, "Next": "After"},
            "After": {"Type": "Pass", "End": True, **around},
        },
    }


def set_before(definition: dict[str, Any]) -> dict[str, Any]:
    """The same, with a variable that is set before the Map."""
    definition["States"]["Before"]["Assign"] = {"one": 0}
    return definition


@pytest.mark.parametrize(
    "definition, expected",
    [
        (nested({"Assign": {"one": 1}}), False),
        (nested({"Assign": {"one": 1}}, Output="{% $count(one) %}"), False),
        (nested({"Assign": {"sum": 1}}, Output="{% $sum($states.input) %}"), False),
        (nested({"Assign": {"sum": 1}}, Output="{% $sum %}"), True),
        (nested({"Assign": {"sum": 1}}, Output="{% ($sum := 2; $sum) %}"), False),
        (nested({"Assign": {"one": 1}}, Output="{% $map($states.input, function($one) {$one}) %}"), False),
        (nested({"Assign": {"one": 1}}, Assign={"one": 2}), False),
        (nested({"Assign": {"one": 1}}, Assign={"one": 2}, Output="{% $one %}"), False),
        (set_before(nested({"Assign": {"one": 1}})), True),
        (nested({"Output": "{% $one %}"}, Assign={"one": 2}), False),
    ],
)
def test_a_variable_of_an_item_is_meant_outside_only_if_it_is_set_or_read_there(
    definition: dict[str, Any], expected: bool
) -> None:
    """A function of the same name is no variable."""
    assert expected == sets_outer_variables(definition)


@pytest.mark.parametrize(
    "inner, expected", [({"Next": "After"}, True), ({"Next": "Inner"}, False), ({"Next": "Nowhere"}, False)]
)
def test_a_lane_leads_outside_only_if_the_state_is_there(inner: dict[str, Any], expected: bool) -> None:
    """A name that nobody has is another mistake."""
    assert expected == leads_outside(nested(inner))


def test_texts_that_stand_in_the_place_of_documents_are_no_finding() -> None:
    """Detectors look at whatever was delivered."""
    odd = plain(
        {
            "States": {
                "A": {
                    "Type": "Map",
                    "Catch": 3,
                    "Next": [],
                    "Assign": "x",
                    "ItemProcessor": {"States": {"B": {}}},
                }
            }
        }
    )

    assert (False, False) == (leads_outside(odd), sets_outer_variables(odd))


def test_every_misconception_of_the_module_has_a_detector() -> None:
    """K11.1 to K11.14."""
    known = {each.id for number in range(1, 6) for each in exercise(f"m11.e{number}").misconceptions}

    assert {f"K11.{number}" for number in range(1, 15)} == known


def test_the_two_per_cent_of_the_example_are_those_of_the_table() -> None:
    """15 rows of 1,000 are tolerated row by row; with 30 the batches succeed; 5 of 200 are too many."""

    def size(of: Statement) -> tuple[int, int]:
        return len(of.rows), of.unusable

    place = bench("m11.e4")
    place.variant["tolerated_percent"] = 2

    assert [(1_000, 15), (200, 5)] == [size(each) for each in e4_reconciliation.statements(place)[:2]]
    assert (1_000, 30) == size(e4_reconciliation.batched_statements(place)[0])
