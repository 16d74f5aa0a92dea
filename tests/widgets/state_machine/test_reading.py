"""A definition becomes a graph, however broken it is."""

import json

import pytest

from course.asl import StateMachine, parse, run
from course.widgets.state_machine import graph_of, pointer

PASS = {"Type": "Pass", "End": True}


def graph(states, start="A", **more):
    return graph_of(StateMachine.of({"StartAt": start, "States": states, **more}))


def ways(found):
    return [(edge.source, edge.kind, edge.target) for edge in found.edges]


def node(found, id):
    return next(each for each in found.nodes if each.id == id)


def test_a_state_goes_on_to_its_next_and_the_last_one_to_the_end():
    found = graph({"A": {"Type": "Pass", "Next": "B"}, "B": PASS})

    assert [
        ("/#start", "start", "/States/A"),
        ("/States/A", "next", "/States/B"),
        ("/States/B", "end", "/#end"),
    ] == ways(found)


def test_the_id_of_a_state_is_the_location_that_the_linter_gives_it():
    inner = {"StartAt": "a/b", "States": {"a/b": {"Type": "Task", "End": True}}}
    machine = StateMachine.of(
        {"StartAt": "~", "States": {"~": {"Type": "Parallel", "Branches": [inner], "End": True}}}
    )
    ids = [each.id for each in graph_of(machine).nodes if each.kind == "state"]

    assert ["/States/~0", "/States/~0/Branches/0/States/a~1b"] == ids


def test_the_id_of_a_state_is_the_pointer_of_a_visit_to_it():
    inner = {"StartAt": "X", "States": {"X": PASS}}
    machine = StateMachine.of(
        {"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": inner, "End": True}}}
    )
    visits = run(machine, [1, 2]).visits
    ids = {each.id for each in graph_of(machine).nodes if each.kind == "state"}

    assert ids == {pointer(visit.path) for visit in visits}


def test_rules_keep_their_order_and_the_default_comes_last():
    rules = [{"Variable": "$.a", "NumericEquals": at, "Next": "B"} for at in (1, 2)]
    found = graph({"A": {"Type": "Choice", "Choices": rules, "Default": "B"}, "B": PASS})

    assert ["a = 1", "a = 2", "otherwise"] == [
        edge.label for edge in found.edges if edge.source == "/States/A"
    ]


def test_a_catcher_leads_to_its_state_with_the_names_of_its_errors():
    catchers = [{"ErrorEquals": ["Odd", "Bad"], "Next": "A"}, {"ErrorEquals": ["States.ALL"], "Next": "A"}]
    found = graph({"A": {"Type": "Task", "Resource": "x", "Catch": catchers, "End": True}})

    assert ["⚑\N{NO-BREAK SPACE}Odd, Bad", "⚑\N{NO-BREAK SPACE}any error"] == [
        edge.label for edge in found.edges if edge.kind == "catch"
    ]


def test_branches_begin_at_their_parallel_and_join_there_again():
    branch = {"StartAt": "X", "States": {"X": PASS}}
    found = graph({"A": {"Type": "Parallel", "Branches": [branch, branch], "End": True}})

    assert ["branch 1", "branch 2"] == [group.words for group in found.groups if group.state == "/States/A"]
    assert [
        ("/States/A", "fork", "/States/A/Branches/0/States/X"),
        ("/States/A/Branches/0/States/X", "join", "/States/A"),
    ] == ways(found)[2:4]


@pytest.mark.parametrize(
    "config, words",
    [
        ({}, "each item"),
        ({"ProcessorConfig": {"Mode": "INLINE"}}, "each item"),
        ({"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}}, "Express executions"),
        ({"ProcessorConfig": {"Mode": "DISTRIBUTED"}}, "Standard executions"),
    ],
)
def test_a_map_says_how_its_items_run(config, words):
    inner = {"StartAt": "X", "States": {"X": PASS}, **config}
    found = graph({"A": {"Type": "Map", "ItemProcessor": inner, "End": True}})

    assert words == found.groups[1].words
    assert ("distributed map" if "executions" in words else "map") == node(found, "/States/A").words


def test_a_next_to_nowhere_leads_to_a_missing_state():
    found = graph({"A": {"Type": "Pass", "Next": "B"}})

    assert "missing" == node(found, "/#missing/B").kind
    assert ("/States/A", "next", "/#missing/B") in ways(found)


def test_a_state_that_nobody_leads_to_is_not_reached():
    found = graph({"A": PASS, "B": PASS})

    assert [True, False] == [each.reached for each in found.nodes if each.kind == "state"]


@pytest.mark.parametrize(
    "resource, words, icon",
    [
        ("arn:aws:states:::lambda:invoke", "lambda invoke", "lambda"),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "sqs sendMessage .waitForTaskToken", "sqs"),
        (
            "arn:aws:states:::emr-containers:startJobRun.sync",
            "emr-containers startJobRun .sync",
            "emr-containers",
        ),
        ("arn:aws:lambda:us-east-1:123456789012:function:f", "lambda function", "lambda"),
        ("arn:aws:states:us-east-1:123456789012:activity:a", "activity", "activity"),
        (
            "arn:aws:states:::aws-sdk:sfn:listExecutions",
            "sfn listExecutions by\N{NO-BREAK SPACE}SDK",
            "states",
        ),
        (
            "arn:aws:states:::aws-sdk:polly:synthesizeSpeech",
            "polly synthesizeSpeech by\N{NO-BREAK SPACE}SDK",
            "sdk",
        ),
        ("${Function}", "task", "task"),
        (7, "task", "task"),
    ],
)
def test_a_task_says_what_it_calls(resource, words, icon):
    found = node(graph({"A": {"Type": "Task", "Resource": resource, "End": True}}), "/States/A")

    assert (words, icon) == (found.words, found.icon)


BROKEN = [
    None, 7, "x", [], {}, {"States": 7}, {"States": {}}, {"StartAt": 7, "States": {"A": None, "B": {}, "": {"Type": 7}}},
    {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [7, {"Next": 7}, {}], "Default": ["x"]}}},
    {"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [7, {}, {"States": {}}], "Catch": 7, "Retry": 7}}},
    {"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": 7, "States": {"A": PASS}}}}},
    {"StartAt": "A", "States": {"A": {"Type": "Task", "Next": None, "Catch": [{"Next": {}, "ErrorEquals": [7]}]}}},
]  # fmt: skip


@pytest.mark.parametrize("definition", BROKEN, ids=range(len(BROKEN)))
def test_whatever_is_broken_is_drawn_as_far_as_it_goes(definition):
    machine = parse(json.dumps(definition))
    found = graph_of(machine)
    written = definition.get("States") if isinstance(definition, dict) else None

    assert len(written if isinstance(written, dict) else ()) == len(
        [each for each in found.nodes if each.kind == "state" and each.group == "/"]
    )
    assert {each.id for each in found.nodes} >= {edge.target for edge in found.edges}
