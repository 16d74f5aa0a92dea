"""The inbox shows who waits for an answer, sends it, and shows AWS's words when it comes too late."""

import json

import pytest

from course.cloud import Account
from course.widgets import inbox
from course.widgets.controls.open_tasks import open_tasks

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:check"


def message(shown, at=0):
    return shown.told["messages"][at]


def do(shown, deed, at=0, **words):
    shown.asked = {"id": shown.told["id"] + 1, "do": deed, "task": message(shown, at)["id"], **words}
    return shown.told["says"]


def let_pass(shown, seconds):
    shown.asked = {"id": shown.told["id"] + 1, "do": "pass", "seconds": seconds}


def test_a_message_says_who_asks_what_and_how_long_it_waits(world, waiting):
    asked = message(inbox(world.account))

    assert ("Ask", "credit-limit, execution request-1") == (asked["from"], asked["title"])
    assert {"token": "(the task token)", "asked": 500} == json.loads(asked["content"])
    assert ["asked", "Sat 1 Mar 08:00:00, through queue approvals"] == asked["facts"][0]
    assert ["time left", "1 h 59 min until the timeout"] == asked["facts"][1]


def test_approving_lets_the_execution_go_on_with_the_output(world, waiting):
    shown = inbox(world.account)

    says = do(shown, "approve", output='{"approved": true, "by": "the manager"}')

    assert says.startswith("✓ SendTaskSuccess was accepted")
    assert {"approved": True, "by": "the manager"} == json.loads(world.described(waiting)["output"])
    assert "answered" == message(shown)["word"]


def test_rejecting_fails_the_task_with_error_and_cause(world, waiting):
    shown = inbox(world.account)

    do(shown, "reject", error="Manager.No", cause="too much")

    described = world.described(waiting)
    assert ("FAILED", "Manager.No", "too much") == tuple(
        described[key] for key in ("status", "error", "cause")
    )
    assert "Manager.No: too much" in message(shown)["facts"][1][1]


def test_a_name_of_an_error_that_is_too_long_is_refused_in_aws_words(world, waiting):
    shown = inbox(world.account)

    says = do(shown, "reject", error="E" * 257, cause="too much")

    assert "ValidationException" in says
    assert "length less than or equal to 256" in says
    assert "RUNNING" == world.described(waiting)["status"]


def test_a_late_answer_is_refused_in_aws_words(world, waiting):
    shown = inbox(world.account, passes={7200: "2 hours"})
    let_pass(shown, 7200)
    assert "timed out" == message(shown)["status"]

    says = do(shown, "approve", output="{}")

    assert "✗ AWS refuses it. TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'" in says
    assert "FAILED" == world.described(waiting)["status"]
    assert "TaskTimedOut" in message(shown)["notes"][0]


def test_one_answer_counts(world, waiting):
    shown = inbox(world.account)
    do(shown, "approve", output='{"first": 1}')

    says = do(shown, "approve", output='{"second": 2}')

    assert "TaskTimedOut" in says
    assert {"first": 1} == json.loads(world.described(waiting)["output"])


def test_an_output_that_is_no_json_is_refused_with_its_place(world, waiting):
    says = do(inbox(world.account), "approve", output='{"approved": tru}')

    assert "InvalidOutput" in says
    assert "Look at line 1, column 14." in says
    assert "RUNNING" == world.described(waiting)["status"]


def test_time_passes_only_when_it_is_asked_for(world, waiting):
    shown = inbox(world.account)
    before = world.account.clock.elapsed
    shown.refresh()
    assert before == world.account.clock.elapsed

    let_pass(shown, 3600)

    assert before + 3600 == pytest.approx(world.account.clock.elapsed)
    assert "59 min 59 s until the timeout" == message(shown)["left"]


@pytest.mark.parametrize("seconds", [5, -3600, "3600", None, 1e12])
def test_no_other_time_can_be_let_pass(world, waiting, seconds):
    shown = inbox(world.account)
    before = world.account.clock.elapsed

    let_pass(shown, seconds)

    assert before == world.account.clock.elapsed


def test_a_sign_of_life_begins_the_wait_anew(world):
    world.start(world.machine(HeartbeatSeconds=1000))
    shown = inbox(world.account, passes={900: "15 minutes"})
    let_pass(shown, 900)
    assert "a heartbeat is due within 1 min 39 s" in message(shown)["left"]

    do(shown, "beat")
    assert "a heartbeat is due within 16 min 39 s" in message(shown)["left"]

    let_pass(shown, 900)
    assert "waiting" == message(shown)["status"]


def test_a_missed_sign_of_life_ends_the_task_and_says_so(world):
    world.start(world.machine(HeartbeatSeconds=1000))
    shown = inbox(world.account)

    let_pass(shown, 3600)

    assert "no heartbeat came for 16 min 40 s" in message(shown)["facts"][1][1]


def test_a_request_without_its_token_can_be_answered_by_nobody(world):
    parameters = {"QueueUrl": world.queue, "MessageBody": {"token": "$$.Task.Token"}}
    world.start(world.machine(Parameters=parameters))

    asked = message(inbox(world.account))

    assert [] == asked["can"]
    assert asked["why"].startswith("! Nobody can answer this: the request carries no task token.")


def test_a_task_of_an_activity_is_fetched_before_it_is_answered(world):
    world.client.create_activity(name="check")
    execution = world.start(world.machine(Resource=ACTIVITY))
    shown = inbox(world.account)
    assert ["fetch"] == message(shown)["can"]

    do(shown, "fetch")
    assert ["approve", "reject"] == message(shown)["can"]

    do(shown, "approve", output='"fine"')
    assert '"fine"' == world.described(execution)["output"]


def test_a_task_that_another_worker_fetched_says_so(world):
    world.client.create_activity(name="check")
    world.start(world.machine(Resource=ACTIVITY))
    world.client.get_activity_task(activityArn=ACTIVITY)
    world.account.clock.advance(1)

    asked = message(inbox(world.account))

    assert ("waiting", [], "A worker has fetched this task and holds its token.") == tuple(
        asked[key] for key in ("status", "can", "why")
    )


def test_an_answer_by_code_is_seen_too(world, waiting):
    shown = inbox(world.account)
    token = open_tasks(world.account)[0].token
    world.client.send_task_success(taskToken=token, output='{"by": "code"}')
    world.account.clock.advance(1)

    shown.refresh()

    assert ("succeeded", '{"by":"code"}') == (message(shown)["status"], open_tasks(world.account)[0].answer)


def test_an_execution_that_was_stopped_waits_no_more(world, waiting):
    world.client.stop_execution(executionArn=waiting)

    asked = message(inbox(world.account))

    assert "ended" == asked["status"]
    assert "the execution has ended (ABORTED)" in asked["facts"][1][1]


def test_each_attempt_of_a_retried_task_is_a_message_of_its_own(world):
    retry = [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 1}]
    world.start(world.machine(Retry=retry))
    shown = inbox(world.account, passes={5: "5 seconds"})
    do(shown, "reject", error="Again")
    let_pass(shown, 5)

    assert ["waiting", "failed"] == [each["status"] for each in shown.told["messages"]]


def test_open_tasks_stand_before_those_that_are_over(world):
    machine = world.machine()
    for number in range(3):
        world.start(machine, name=f"request-{number}")
    shown = inbox(world.account)

    do(shown, "approve", output="{}")

    assert ["request-1", "request-2", "request-0"] == [
        each["title"].split()[-1] for each in shown.told["messages"]
    ]
    assert "2 tasks open, 1 over." == shown.told["standing"]


def test_an_inbox_can_be_of_one_machine_alone(world):
    world.start(world.machine("sales"))
    world.start(world.machine("credit"))

    assert ["credit"] == [task.machine for task in open_tasks(world.account, "credit")]


def test_an_account_that_ended_is_sent_nothing():
    with Account() as account:
        shown = inbox(account)

    shown.asked = {"id": 1, "do": "pass", "seconds": 60}

    assert shown.told["says"].startswith("! This account does not run any more")


@pytest.mark.parametrize("asked", [{}, {"id": "1", "do": "pass"}, {"id": 1, "do": "delete", "task": None}])
def test_what_is_no_request_does_nothing(world, waiting, asked):
    shown = inbox(world.account)

    shown.asked = asked

    assert "waiting" == message(shown)["status"]


def test_an_account_without_state_machines_has_an_empty_inbox():
    with Account() as account:
        assert "No task waits for an answer" in inbox(account).text


def test_what_was_sent_is_never_markup(world):
    parameters = {"QueueUrl": world.queue, "MessageBody": "<img src=x onerror=alert(1)>"}
    world.start(world.machine(Parameters=parameters))

    assert "<img" not in inbox(world.account).html
