"""Activities and task tokens: work that somebody else does."""

import json

import pytest

APPROVE = "arn:aws:states:us-east-1:123456789012:activity:approve"


@pytest.fixture
def waiting(states) -> str:
    """An execution that waits for a worker of the activity `approve`; a heartbeat is due every 30 s."""
    states.client.create_activity(name="approve")
    task = {"Type": "Task", "Resource": APPROVE, "TimeoutSeconds": 600, "HeartbeatSeconds": 30}
    return states.start(states.machine("sales", {"T": task}), input='{"order": 1}')


def token(states, **settings: str) -> str:
    return states.client.get_activity_task(activityArn=APPROVE, **settings)["taskToken"]


def test_a_worker_gets_the_input_and_gives_the_output(states, waiting: str) -> None:
    task = states.client.get_activity_task(activityArn=APPROVE, workerName="ann")
    states.client.send_task_success(taskToken=task["taskToken"], output='{"approved": true}')
    states.account.settle()

    events = states.client.get_execution_history(executionArn=waiting)["events"]

    assert {"order": 1} == json.loads(task["input"])
    assert '{"approved":true}' == states.described(waiting)["output"]
    assert ["ann"] == [
        each["activityStartedEventDetails"]["workerName"]
        for each in events
        if each["type"] == "ActivityStarted"
    ]


def test_a_worker_can_fail(states, waiting: str) -> None:
    states.client.send_task_failure(taskToken=token(states), error="Refused", cause="too dear")
    states.account.settle()

    described = states.described(waiting)

    assert ("FAILED", "Refused", "too dear") == tuple(
        described[name] for name in ("status", "error", "cause")
    )


def test_a_worker_waits_a_minute_for_a_task_that_does_not_come(states) -> None:
    states.client.create_activity(name="approve")
    before = states.account.clock.elapsed

    answer = states.client.get_activity_task(activityArn=APPROVE)

    assert 60 == pytest.approx(states.account.clock.elapsed - before, abs=0.1)
    assert set() == {"taskToken", "input"} & answer.keys()


def test_signs_of_life_keep_a_task_alive_and_silence_ends_it(states, waiting: str) -> None:
    mark = token(states)
    for _ in range(3):
        states.account.clock.advance(20)
        states.client.send_task_heartbeat(taskToken=mark)
    alive = states.described(waiting)["status"]
    states.account.clock.advance(31)

    late = states.refusal("send_task_success", taskToken=mark, output="1")

    assert "RUNNING" == alive
    assert ("FAILED", "States.Timeout") == (
        states.described(waiting)["status"],
        states.described(waiting)["error"],
    )
    assert ("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'") == late


def test_a_token_answers_once(states, waiting: str) -> None:
    mark = token(states)
    states.client.send_task_success(taskToken=mark, output="1")

    for refused in (
        states.refusal("send_task_success", taskToken=mark, output="2"),
        states.refusal("send_task_failure", taskToken=mark),
        states.refusal("send_task_heartbeat", taskToken=mark),
    ):
        assert "TaskTimedOut" == refused[0]
    assert "1" == states.described(waiting)["output"]


def test_a_token_that_was_never_given_out_is_refused(states) -> None:
    assert ("InvalidToken", "Invalid Token: 'Invalid token'") == states.refusal(
        "send_task_heartbeat", taskToken="made up"
    )


@pytest.mark.parametrize(
    "output", ["not json", "", '"' + "é" * 200_000 + '"'], ids=["word", "empty", "large"]
)
def test_output_that_is_no_json_or_too_large_is_refused(states, waiting: str, output: str) -> None:
    mark = token(states)

    assert "InvalidOutput" == states.refusal("send_task_success", taskToken=mark, output=output)[0]
    states.client.send_task_success(taskToken=mark, output="1")
    states.account.settle()
    assert "SUCCEEDED" == states.described(waiting)["status"]


def test_workers_share_the_tasks_in_their_order(states) -> None:
    states.client.create_activity(name="approve")
    arn = states.machine("sales", {"T": {"Type": "Task", "Resource": APPROVE}})
    for number in range(3):
        states.start(arn, input=str(number))

    inputs = [states.client.get_activity_task(activityArn=APPROVE)["input"] for _ in range(3)]

    assert ["0", "1", "2"] == inputs


def test_creating_an_activity_again_is_harmless_unless_it_is_encrypted_otherwise(states) -> None:
    first = states.client.create_activity(name="approve")
    states.account.clock.advance(5)
    again = states.client.create_activity(name="approve")
    key = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/1"}

    assert (first["activityArn"], first["creationDate"]) == (again["activityArn"], again["creationDate"])
    assert ("ActivityAlreadyExists", f"Activity Already Exists: '{APPROVE}'") == states.refusal(
        "create_activity", name="approve", encryptionConfiguration=key
    )


def test_a_deleted_activity_has_no_tasks(states) -> None:
    states.client.create_activity(name="approve")
    states.client.delete_activity(activityArn=APPROVE)
    states.client.delete_activity(activityArn=APPROVE)

    for operation in ("get_activity_task", "describe_activity"):
        assert ("ActivityDoesNotExist", f"Activity Does Not Exist: '{APPROVE}'") == states.refusal(
            operation, activityArn=APPROVE
        )
