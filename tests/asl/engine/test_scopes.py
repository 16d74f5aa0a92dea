"""What states see: variables, and the context object."""

import pytest

from course.asl import parse, run
from course.asl.text import to_text

PASS = {"Type": "Pass"}


def test_a_variable_is_seen_by_the_states_after_it(machine):
    states = machine(A=PASS | {"Assign": {"x.$": "$.n"}, "Next": "B"}, B=PASS | {"Parameters": {"y.$": "$x"}})

    assert {"y": 5} == run(states, {"n": 5}).output


def test_an_assignment_sees_the_variables_of_before(machine):
    states = machine(
        A=PASS | {"Assign": {"x": 1}, "Next": "B"},
        B=PASS | {"Assign": {"x": 2, "old.$": "$x"}, "Next": "C"},
        C=PASS | {"Parameters": {"x.$": "$x", "old.$": "$old"}},
    )

    assert {"x": 2, "old": 1} == run(states).output


def test_assigned_variables_stand_in_the_history_as_text(machine):
    execution = run(machine(A=PASS | {"Assign": {"n": 1, "t": "a", "o": {"k": [True]}}}))
    details = execution.history[2]["stateExitedEventDetails"]

    assert {"n": "1", "t": '"a"', "o": '{"k":[true]}'} == details["assignedVariables"]
    assert {"truncated": False} == details["assignedVariablesDetails"]


def test_a_branch_reads_outer_variables_and_keeps_its_own(machine):
    branch = machine(
        A=PASS | {"Assign": {"inner.$": "$outer"}, "Next": "B"}, B=PASS | {"Parameters": {"v.$": "$inner"}}
    )
    states = machine(
        S=PASS | {"Assign": {"outer": 1}, "Next": "P"},
        P={"Type": "Parallel", "Branches": [branch], "Next": "T"},
        T=PASS | {"Parameters": {"v.$": "$inner"}},
    )
    execution = run(states)

    assert [{"v": 1}] == next(visit.output for visit in execution.visits if visit.name == "P")
    assert ("FAILED", "States.Runtime") == (execution.status, execution.error)


def test_iterations_do_not_see_each_others_variables(machine):
    inner = machine(
        A=PASS | {"Assign": {"mine.$": "$"}, "Next": "B"},
        B={"Type": "Wait", "Seconds": 1, "Next": "C"},
        C=PASS | {"Parameters": {"v.$": "$mine"}},
    )
    states = machine(M={"Type": "Map", "ItemProcessor": inner})

    assert [{"v": 1}, {"v": 2}] == run(states, [1, 2]).output


@pytest.mark.parametrize(
    "assigned, fits",
    [
        ({"a": "x" * 262_142}, True),
        ({"a": "x" * 262_143}, False),
        ({"a": "x" * 200_000, "b": "x" * 100_000}, False),
    ],
)
def test_what_one_assignment_sets_is_limited(machine, assigned, fits):
    execution = run(machine(A=PASS | {"Assign": assigned}))

    assert (None if fits else "States.DataLimitExceeded") == execution.error


def test_all_variables_together_are_limited(machine):
    states = {f"S{n}": PASS | {"Assign": {f"v{n}": "x" * 262_000}, "Next": f"S{n + 1}"} for n in range(41)}
    execution = run(machine(**states, S41=PASS))

    assert ("States.DataLimitExceeded", "S40") == (execution.error, execution.visits[-1].name)


def test_the_context_object_tells_of_execution_machine_and_state(machine):
    execution = run(
        machine(A=PASS | {"Parameters": {"all.$": "$$"}}),
        {"n": 1},
        name="first",
        role_arn="role",
        machine_arn="arn:aws:states:eu-west-1:1:stateMachine:orders",
    )

    assert {
        "Execution": {
            "Id": "arn:aws:states:eu-west-1:1:execution:orders:first",
            "Input": {"n": 1},
            "StartTime": "2025-03-01T08:00:00.000Z",
            "Name": "first",
            "RoleArn": "role",
            "RedriveCount": 0,
        },
        "StateMachine": {"Id": "arn:aws:states:eu-west-1:1:stateMachine:orders", "Name": "orders"},
        "State": {"Name": "A", "EnteredTime": "2025-03-01T08:00:00.000Z"},
    } == execution.output["all"]


def test_the_entered_time_is_the_states_own(machine):
    states = machine(
        W={"Type": "Wait", "Seconds": 1.0, "Next": "A"},
        A=PASS | {"Parameters": {"t.$": "$$.State.EnteredTime"}},
    )

    assert {"t": "2025-03-01T08:00:01.000Z"} == run(states).output


def test_an_express_execution_has_an_arn_of_its_own_and_no_redrives(machine):
    states = parse(to_text(machine(A=PASS | {"Parameters": {"x.$": "$$.Execution"}})), type="EXPRESS")
    found = run(states, name="first").output["x"]

    assert found["Id"].startswith("arn:aws:states:us-east-1:123456789012:express:machine:first:")
    assert "RedriveCount" not in found


def test_a_task_counts_its_retries_in_the_context(machine, task):
    states = machine(A=task(Parameters={"n.$": "$$.State.RetryCount"}))

    assert {"n": 0} == run(states, tasks=lambda request: request.parameters).output


@pytest.mark.parametrize("pattern, there", [("", False), (".sync", True), (".waitForTaskToken", True)])
def test_only_a_task_that_waits_sees_a_token(machine, service, pattern, there):
    seen = []
    run(machine(A=service(pattern, TimeoutSeconds=1)), tasks=lambda request: seen.append(request.context))

    assert there is ("Task" in seen[0])


def test_a_stage_is_kept_for_each_step_of_the_data_flow(machine, task):
    state = task(
        InputPath="$.a",
        Parameters={"p.$": "$.b"},
        ResultSelector={"s.$": "$.r"},
        ResultPath="$.out",
        OutputPath="$.out",
    )
    execution = run(machine(A=state), {"a": {"b": 1}}, tasks=lambda request: {"r": 2})

    assert {
        "input": {"a": {"b": 1}},
        "afterInputPath": {"b": 1},
        "afterParameters": {"p": 1},
        "result": {"r": 2},
        "afterResultSelector": {"s": 2},
        "afterResultPath": {"a": {"b": 1}, "out": {"s": 2}},
    } == execution.visits[0].stages
    assert ({"s": 2}, ("States", "A")) == (execution.visits[0].output, execution.visits[0].path)
