"""RedriveExecution: an execution goes on from where it failed."""

from datetime import timedelta

import pytest

FUNCTION = """
calls = []
def handler(event, context):
    calls.append(event)
    if len(calls) < 2:
        raise ValueError("not yet")
    return len(calls)
"""
FAIL = {"F": {"Type": "Fail", "Error": "E"}}


@pytest.fixture
def flaky(states, lab) -> str:
    """An execution that failed in a function that works the second time."""
    function = lab.function(FUNCTION, "flaky")
    arn = states.machine(
        "sales", {"A": {"Type": "Pass", "Next": "T"}, "T": {"Type": "Task", "Resource": function}}
    )
    return states.run(arn)["executionArn"]


def test_a_failed_execution_goes_on_and_counts_it(states, flaky: str) -> None:
    before = states.described(flaky)
    states.client.redrive_execution(executionArn=flaky)
    during = states.described(flaky)
    states.account.settle()
    after = states.described(flaky)

    assert ("FAILED", 0, "REDRIVABLE") == (before["status"], before["redriveCount"], before["redriveStatus"])
    assert ("RUNNING", 1) == (during["status"], during["redriveCount"])
    assert ("SUCCEEDED", "2", 1) == (after["status"], after["output"], after["redriveCount"])
    assert after["redriveStatusReason"] == "Execution is SUCCEEDED and cannot be redriven"


def test_the_same_client_token_is_the_same_redrive(states) -> None:
    execution = states.run(states.machine("sales", FAIL))["executionArn"]
    first = states.client.redrive_execution(executionArn=execution, clientToken="once")
    states.account.clock.advance(60)
    again = states.client.redrive_execution(executionArn=execution, clientToken="once")
    states.client.redrive_execution(executionArn=execution, clientToken="twice")
    states.account.settle()

    assert first["redriveDate"] == again["redriveDate"]
    assert 2 == states.described(execution)["redriveCount"]


def test_what_cannot_be_redriven_says_why(states) -> None:
    succeeded = states.run(states.machine("sales"))["executionArn"]
    old = states.run(states.machine("old", FAIL))["executionArn"]
    orphan_of = states.machine("orphan", FAIL)
    orphan = states.run(orphan_of)["executionArn"]
    states.client.delete_state_machine(stateMachineArn=orphan_of)
    running = states.start(states.machine("slow", {"W": {"Type": "Wait", "Seconds": 900}}))

    def reason(execution: str) -> str:
        code, message = states.refusal("redrive_execution", executionArn=execution)
        assert "ExecutionNotRedrivable" == code
        return message

    assert "Execution Not Redrivable: 'Execution is SUCCEEDED and cannot be redriven'" == reason(succeeded)
    assert "Execution Not Redrivable: 'Execution is RUNNING and cannot be redriven'" == reason(running)
    assert "Execution Not Redrivable: 'The state machine of this execution was deleted'" == reason(orphan)
    states.account.clock.advance(timedelta(days=14).total_seconds() + 60)
    assert "Execution Not Redrivable: 'Execution redrivable period exceeded'" == reason(old)
