"""Executions in the account's trace."""

import json
from typing import Any

QUEUES = """
import boto3
def handler(event, context):
    boto3.client("sqs").list_queues()
"""


def tree(states: Any) -> list[tuple[str, str, str]]:
    """Each span's kind and name, and the name of its cause."""
    trace = states.account.trace
    names = {span.id: span.name for span in trace}
    return [(span.kind, span.name, names.get(span.cause, "")) for span in trace]


def test_calls_cause_executions_which_cause_states_which_cause_what_their_tasks_do(states, lab) -> None:
    function = lab.function(QUEUES, "stock")
    arn = states.machine(
        "sales", {"T": {"Type": "Task", "Resource": function, "Next": "P"}, "P": {"Type": "Pass"}}
    )
    known = len(states.account.trace)

    states.run(arn)

    assert [
        ("call", "StartExecution", ""),
        ("execution", "sales", "StartExecution"),
        ("state", "T", "sales"),
        ("call", "Invoke", "T"),
        ("invocation", "stock", "Invoke"),
        ("call", "ListQueues", "stock"),
        ("state", "P", "sales"),
        ("call", "DescribeExecution", ""),
    ] == tree(states)[known:]


def test_branches_and_iterations_lie_within_their_state_and_what_follows_does_not(states) -> None:
    one = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
    each = {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": True}}}
    arn = states.machine(
        "sales",
        {
            "P": {"Type": "Parallel", "Branches": [one], "Next": "M"},
            "M": {"Type": "Map", "ItemProcessor": each, "Next": "Z"},
            "Z": {"Type": "Pass"},
        },
    )

    states.run(arn, input="[1, 2]")

    assert [("P", "sales"), ("A", "P"), ("M", "sales"), ("B", "M"), ("Z", "sales")] == [
        (name, cause) for kind, name, cause in tree(states) if kind == "state"
    ]


def test_the_executions_of_a_map_run_are_spans_within_the_map_state(states) -> None:
    each = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "C",
        "States": {"C": {"Type": "Pass", "End": True}},
    }
    arn = states.machine(
        "sales", {"M": {"Type": "Map", "ItemProcessor": each, "Next": "Z"}, "Z": {"Type": "Pass"}}
    )

    states.run(arn, input="[1, 2]")

    children = states.account.trace.find(kind="execution")[1:]
    assert ["M", "M"] == [cause for kind, _, cause in tree(states) if kind == "execution" and cause == "M"]
    assert [each.id for each in children] == [each.cause for each in states.account.trace.find(name="C")]
    assert ("state", "Z", "sales") == tree(states)[-2]


def test_a_span_tells_how_its_execution_and_states_went(states) -> None:
    retry = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 1}]
    task = {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:none", "Retry": retry}
    arn = states.run(states.machine("sales", {"T": task}), input='{"n": 1}')["executionArn"]

    (execution,) = states.account.trace.find(kind="execution")
    (state,) = states.account.trace.find(kind="state")

    assert ("error", arn, "FAILED", {"n": 1}) == (
        execution.status,
        execution.detail["execution"],
        execution.detail["outcome"],
        execution.detail["input"],
    )
    assert ("error", 2, execution.detail["error"]) == (
        state.status,
        state.detail["attempts"],
        state.detail["error"],
    )
    assert 2 <= state.end - state.start == execution.end - execution.start


def test_a_branch_that_is_cut_ends_when_it_is_cut_and_says_so(states) -> None:
    slow = {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 900, "End": True}}}
    bad = {
        "StartAt": "S",
        "States": {"S": {"Type": "Wait", "Seconds": 5, "Next": "F"}, "F": {"Type": "Fail", "Error": "E"}},
    }
    caught = {
        "Type": "Parallel",
        "Branches": [slow, bad],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "L"}],
    }

    states.run(states.machine("sales", {"P": caught | {"Next": "L"}, "L": {"Type": "Wait", "Seconds": 60}}))

    (cut,) = states.account.trace.find(kind="state", name="W")

    assert ("error", "something beside it failed") == (cut.status, cut.detail["reason"])
    assert 5 == cut.end - cut.start


def test_an_execution_that_is_stopped_leaves_nothing_open(states) -> None:
    execution = states.start(states.machine("sales", {"W": {"Type": "Wait", "Seconds": 900}}))
    states.account.clock.advance(5)
    states.client.stop_execution(executionArn=execution)

    (state,) = states.account.trace.find(kind="state")
    (span,) = states.account.trace.find(kind="execution")

    assert ("error", "the execution ended as ABORTED") == (state.status, state.detail["reason"])
    assert ("error", "ABORTED") == (span.status, span.detail["outcome"])
    assert json.dumps([each.as_dict() for each in states.account.trace])


def test_a_redrive_is_an_execution_of_its_own_in_the_trace(states) -> None:
    execution = states.run(states.machine("sales", {"F": {"Type": "Fail"}}))["executionArn"]
    states.client.redrive_execution(executionArn=execution)
    states.account.settle()

    assert [("StartExecution", 0), ("RedriveExecution", 1)] == [
        (states.account.trace[span.cause - 1].name, span.detail["redrives"])
        for span in states.account.trace.find(kind="execution")
    ]


def test_a_child_that_is_stopped_does_not_become_the_cause_of_the_next_one(states) -> None:
    each = {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "W",
        "States": {"W": {"Type": "Wait", "Seconds": 60, "End": True}},
    }
    mapped = {"Type": "Map", "ItemProcessor": each, "MaxConcurrency": 1, "ToleratedFailureCount": 1}
    execution = states.start(
        states.machine("sales", {"M": mapped | {"Next": "Z"}, "Z": {"Type": "Pass"}}), input="[1, 2]"
    )
    states.account.clock.advance(5)
    map_run = states.client.list_map_runs(executionArn=execution)["mapRuns"][0]["mapRunArn"]
    child = states.client.list_executions(mapRunArn=map_run)["executions"][0]["executionArn"]

    states.client.stop_execution(executionArn=child)
    states.account.settle()

    assert "SUCCEEDED" == states.described(execution)["status"]
    assert [("sales", "M"), ("sales", "M")] == [
        (name, cause)
        for kind, name, cause in tree(states)
        if kind == "execution" and cause != "StartExecution"
    ]
    assert [("Z", "sales")] == [(name, cause) for kind, name, cause in tree(states) if name == "Z"]
