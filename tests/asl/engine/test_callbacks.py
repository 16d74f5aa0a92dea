"""Task tokens and activities: work that is answered later."""

import pytest

from course.asl import Callbacks, run, start
from course.asl.engine import CallbackError

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:pack"
TOKEN = {"MessageBody": {"token.$": "$$.Task.Token"}}


@pytest.fixture
def callbacks():
    return Callbacks()


@pytest.fixture
def waiting(machine, service, clock, callbacks):
    """Start a machine that waits for a token; returns the execution and the token."""

    def begin(**fields):
        tokens = []

        def handler(request):
            tokens.append(request.parameters["MessageBody"]["token"])
            return {"MessageId": "m"}

        states = machine(A=service(".waitForTaskToken", Parameters=TOKEN, **fields))
        execution = start(states, tasks=handler, clock=clock, callbacks=callbacks)
        clock.sleep(1)
        return execution, tokens[0]

    return begin


def _of(execution, type):
    event = next(event for event in execution.history if event["type"] == type)
    return next(value for key, value in event.items() if key.endswith("Details"))


def test_a_task_waits_until_its_token_comes_back(waiting, callbacks, clock, types):
    execution, token = waiting()
    clock.sleep(3600)
    before = execution.status
    callbacks.succeed(token, {"ok": True})
    execution.wait()

    assert ("RUNNING", "SUCCEEDED", {"ok": True}) == (before, execution.status, execution.output)
    assert ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"] == types(execution)[2:6]


def test_a_token_may_come_back_before_the_request_is_answered(machine, service, callbacks):
    def handler(request):
        callbacks.succeed(request.token, "at once")
        return {}

    states = machine(A=service(".waitForTaskToken", Parameters=TOKEN))

    assert "at once" == run(states, tasks=handler, callbacks=callbacks).output


def test_a_token_may_bring_a_failure(waiting, callbacks):
    execution, token = waiting()
    callbacks.fail(token, "Refused", "by hand")
    execution.wait()

    assert ("FAILED", "Refused", "by hand") == (execution.status, execution.error, execution.cause)
    assert {"resourceType", "resource", "error", "cause"} == set(_of(execution, "TaskFailed"))


def test_a_failure_need_not_have_a_name(waiting, callbacks):
    execution, token = waiting(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "A"}])
    callbacks.fail(token)
    execution.clock.sleep(1)

    assert {"resourceType": "sqs", "resource": "sendMessage.waitForTaskToken"} == _of(execution, "TaskFailed")
    assert {"Error": None, "Cause": None} == execution.visits[0].output


def test_the_timeout_counts_from_the_request_on(waiting):
    execution, _ = waiting(TimeoutSeconds=60)
    execution.wait()

    assert ("States.Timeout", 60) == (execution.error, execution.clock.elapsed)


def test_heartbeats_keep_a_task_alive(waiting, callbacks, clock):
    execution, token = waiting(HeartbeatSeconds=10, TimeoutSeconds=100)
    for _ in range(4):
        clock.sleep(8)
        callbacks.heartbeat(token)
    execution.wait()

    assert ("States.Timeout", 1 + 32 + 10) == (execution.error, clock.elapsed)


def test_a_missing_heartbeat_has_a_name_of_its_own(waiting):
    execution, _ = waiting(
        HeartbeatSeconds=10, Catch=[{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "A"}]
    )
    execution.clock.sleep(15)

    assert "States.Timeout" == execution.visits[0].output["Error"]


def test_a_token_counts_once(waiting, callbacks):
    execution, token = waiting()
    callbacks.succeed(token, 1)
    with pytest.raises(CallbackError) as late:
        callbacks.succeed(token, 2)
    execution.wait()

    assert ("TaskTimedOut", 1) == (late.value.code, execution.output)


@pytest.mark.parametrize("how", ["succeed", "fail", "heartbeat"])
def test_a_token_that_nobody_gave_out_is_invalid(callbacks, how):
    with pytest.raises(CallbackError, match="Invalid Token: 'Invalid token'"):
        getattr(callbacks, how)("made up", *["x"] * (how == "succeed"))


def test_a_token_is_too_late_when_the_execution_was_stopped(waiting, callbacks):
    execution, token = waiting()
    execution.stop()
    with pytest.raises(CallbackError) as late:
        callbacks.succeed(token, 1)

    assert "TaskTimedOut" == late.value.code


def test_two_executions_never_share_a_token(waiting):
    assert waiting()[1] != waiting()[1]


def test_the_same_run_gives_the_same_tokens(machine, service):
    def tokens():
        seen = []
        states = machine(A=service(".waitForTaskToken", Parameters=TOKEN, TimeoutSeconds=1))
        run(states, tasks=lambda request: seen.append(request.token))
        return seen

    assert tokens() == tokens()


@pytest.fixture
def activity(machine, clock, callbacks):
    def begin(**fields):
        states = machine(A={"Type": "Task", "Resource": ACTIVITY, **fields})
        return start(states, {"n": 1}, clock=clock, callbacks=callbacks)

    return begin


def test_a_worker_takes_an_activitys_task_and_answers_it(activity, callbacks, clock, types):
    execution = activity()
    ticket = callbacks.take(ACTIVITY, clock, "Worker")
    callbacks.succeed(ticket.token, "packed")
    execution.wait()

    assert ('{"n":1}', "packed") == (ticket.input, execution.output)
    assert ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"] == types(execution)[2:5]
    assert {"workerName": "Worker"} == _of(execution, "ActivityStarted")


def test_a_worker_without_a_name_is_a_worker(activity, callbacks, clock):
    execution = activity()
    callbacks.take(ACTIVITY, clock)
    clock.sleep(1)

    assert {} == _of(execution, "ActivityStarted")


def test_a_worker_that_finds_nothing_goes_away_after_a_minute(callbacks, clock):
    assert (None, 60) == (callbacks.take(ACTIVITY, clock), clock.elapsed)


def test_a_worker_that_waits_gets_the_task_that_comes(activity, callbacks, clock):
    worker = clock.spawn(callbacks.take, ACTIVITY, clock)
    clock.sleep(20)
    activity()

    assert ('{"n":1}', 20) == (clock.wait(worker).input, clock.elapsed)


def test_tasks_are_taken_in_their_order(activity, callbacks, clock):
    activity(), activity()
    first, second = callbacks.take(ACTIVITY, clock), callbacks.take(ACTIVITY, clock)

    assert first.token != second.token
    assert None is callbacks.take(ACTIVITY, clock, seconds=0)


def test_an_activity_that_no_worker_takes_times_out(activity, callbacks, clock, types):
    execution = activity(TimeoutSeconds=30).wait()

    assert ("States.Timeout", 30) == (execution.error, clock.elapsed)
    assert ["ActivityScheduled", "ActivityTimedOut", "ExecutionFailed"] == types(execution)[2:]
    assert None is callbacks.take(ACTIVITY, clock, seconds=0)


def test_an_activitys_heartbeat_counts_from_when_it_was_taken(activity, callbacks, clock):
    execution = activity(HeartbeatSeconds=10)
    clock.sleep(50)
    callbacks.take(ACTIVITY, clock)
    execution.wait()

    assert 60 == clock.elapsed


def test_an_activity_that_does_not_exist_fails_the_execution_before_anything_is_scheduled(machine, types):
    states = machine(
        A={"Type": "Task", "Resource": ACTIVITY, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "A"}]}
    )
    execution = run(states, callbacks=Callbacks(activities=[]))

    assert ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"] == types(execution)
    assert ("States.Runtime", f"The activity {ACTIVITY} does not exist.") == (
        execution.error,
        execution.cause,
    )
