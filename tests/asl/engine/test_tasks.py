"""Task states: what is sent, what comes back, and when time is over."""

import pytest

from course.asl import StatesError, run, start
from course.asl.engine import TasksMissingError
from course.asl.engine.states.task import ResultError


def details(execution, type):
    event = next(event for event in execution.history if event["type"] == type)
    return next((value for key, value in event.items() if key.endswith("Details")), None)


def test_the_handler_gets_what_the_state_sends(machine, service):
    seen = []
    state = service(
        Parameters={"QueueUrl": "q", "MessageBody.$": "$.text"},
        TimeoutSeconds=60,
        HeartbeatSeconds=10,
        Credentials={"RoleArn": "arn:aws:iam::1:role/other"},
    )
    run(machine(Send=state), {"text": "hi"}, tasks=seen.append)
    request = seen[0]

    assert ("Send", "sqs", "sendMessage", 60, 10) == (
        request.state,
        request.resource.service,
        request.resource.action,
        request.seconds,
        request.heartbeat,
    )
    assert {"QueueUrl": "q", "MessageBody": "hi"} == request.parameters
    assert ({"RoleArn": "arn:aws:iam::1:role/other"}, None) == (request.credentials, request.token)


def test_a_service_task_leaves_task_events(machine, service, chain):
    state = service(Parameters={"QueueUrl": "q"}, TimeoutSecondsPath="$.limit", Credentials={"RoleArn": "r"})
    execution = run(machine(A=state), {"limit": 7}, tasks=lambda request: {"MessageId": "m"})
    about = {"resourceType": "sqs", "resource": "sendMessage"}

    assert [
        ("ExecutionStarted", 0),
        ("TaskStateEntered", 0),
        ("TaskScheduled", 2),
        ("TaskStarted", 3),
        ("TaskSucceeded", 4),
        ("TaskStateExited", 5),
        ("ExecutionSucceeded", 6),
    ] == chain(execution)
    assert about | {
        "region": "us-east-1",
        "parameters": '{"QueueUrl":"q"}',
        "timeoutInSeconds": 7,
        "taskCredentials": {"roleArn": "r"},
    } == details(execution, "TaskScheduled")
    assert about == details(execution, "TaskStarted")
    assert about | {"output": '{"MessageId":"m"}', "outputDetails": {"truncated": False}} == details(
        execution, "TaskSucceeded"
    )


class Picky:
    """A handler that takes no text, and remembers what it did."""

    def __init__(self):
        self.done = []

    def refusals(self, request):
        return [f"{name} is a text" for name, each in request.parameters.items() if isinstance(each, str)]

    def __call__(self, request):
        self.done.append(request.parameters)


def test_a_handler_s_refusals_end_the_execution_before_anything_is_scheduled(machine, service, types):
    handler = Picky()
    execution = run(machine(A=service(Parameters={"a": "1", "b": "2"})), tasks=handler)

    assert ["ExecutionStarted", "TaskStateEntered", "ExecutionFailed"] == types(execution)
    assert [] == handler.done
    assert "States.Runtime" == execution.error
    assert (
        "An error occurred while executing the state 'A' (entered at the event id #2). "
        """The Parameters '{"a":"1","b":"2"}' could not be used to start the Task: [a is a text, b is a text]"""
    ) == execution.cause


def test_a_handler_that_refuses_nothing_is_called(machine, service):
    handler = Picky()
    execution = run(machine(A=service(Parameters={"a": 1})), tasks=handler)

    assert ("SUCCEEDED", [{"a": 1}]) == (execution.status, handler.done)


def test_a_function_by_its_arn_leaves_lambda_events(machine, task, types):
    execution = run(machine(A=task(TimeoutSeconds=9)), {"n": 1}, tasks=lambda request: request.parameters)

    assert ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded"] == types(
        execution
    )[2:5]
    assert {
        "resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
        "input": '{"n":1}',
        "inputDetails": {"truncated": False},
        "timeoutInSeconds": 9,
    } == details(execution, "LambdaFunctionScheduled")
    assert None is details(execution, "LambdaFunctionStarted")


def test_a_failed_task_says_why(machine, service):
    def handler(request):
        raise StatesError("SQS.QueueDoesNotExist", "no such queue")

    execution = run(machine(A=service()), tasks=handler)

    assert {
        "resourceType": "sqs",
        "resource": "sendMessage",
        "error": "SQS.QueueDoesNotExist",
        "cause": "no such queue",
    } == details(execution, "TaskFailed")
    assert ("SQS.QueueDoesNotExist", "no such queue") == (execution.error, execution.cause)


@pytest.mark.parametrize("family", ["Task", "LambdaFunction"])
def test_a_handler_that_sleeps_too_long_is_cut_off(machine, task, service, clock, family):
    woken = []

    def handler(request):
        clock.sleep(20)
        woken.append(clock.elapsed)

    state = task(TimeoutSeconds=5) if family == "LambdaFunction" else service(TimeoutSeconds=5)
    execution = run(machine(A=state), tasks=handler, clock=clock)
    clock.settle()

    assert ("FAILED", "States.Timeout", None, []) == (
        execution.status,
        execution.error,
        execution.cause,
        woken,
    )
    assert "States.Timeout" == details(execution, f"{family}TimedOut")["error"]
    assert 5 == (execution.stop_date - execution.start_date).total_seconds()


def test_a_timeout_is_caught_with_an_empty_cause(machine, service, clock):
    state = service(TimeoutSeconds=5, Catch=[{"ErrorEquals": ["States.Timeout"], "Next": "B"}])
    states = machine(A=state, B={"Type": "Pass"})
    execution = run(states, tasks=lambda request: clock.sleep(9), clock=clock)

    assert {"Error": "States.Timeout", "Cause": ""} == execution.output


def test_a_job_is_submitted_and_its_result_comes_later(machine, service, clock, types):
    def handler(request):
        request.submitted({"JobId": "j"})
        clock.sleep(30)
        return {"done": True}

    execution = run(machine(A=service(".sync")), tasks=handler, clock=clock)

    assert ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"] == types(execution)[2:6]
    assert ('{"JobId":"j"}', {"done": True}) == (
        details(execution, "TaskSubmitted")["output"],
        execution.output,
    )


@pytest.mark.parametrize("pattern", [".sync", ".sync:2", ".waitForTaskToken"])
def test_a_job_that_could_not_be_submitted_has_an_event_of_its_own(machine, service, types, pattern):
    def handler(request):
        raise StatesError("Refused")

    execution = run(machine(A=service(pattern)), tasks=handler)

    assert ["TaskStarted", "TaskSubmitFailed", "ExecutionFailed"] == types(execution)[3:]


def test_a_job_is_ended_when_its_task_has_timed_out(machine, service, clock):
    ended = []

    def handler(request):
        request.on_abort(lambda: ended.append(clock.elapsed))
        clock.sleep(30)

    run(machine(A=service(".sync", TimeoutSeconds=4)), tasks=handler, clock=clock)

    assert [4] == ended


def test_a_job_that_has_succeeded_is_not_ended(machine, service):
    ended = []
    execution = run(
        machine(A=service(".sync")), tasks=lambda request: request.on_abort(lambda: ended.append(1))
    )

    assert ("SUCCEEDED", []) == (execution.status, ended)


def test_an_answer_that_is_too_large_fails_the_task_and_can_be_caught(machine, service):
    states = machine(A=service(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B"}]), B={"Type": "Pass"})
    execution = run(states, tasks=lambda request: "x" * 300_000)

    assert {
        "Error": "States.DataLimitExceeded",
        "Cause": "The state/task 'sqs' returned a result with a size exceeding the maximum number of bytes service limit.",
    } == execution.output


def test_a_bug_of_the_handler_comes_out_and_ends_the_execution(machine, service, clock):
    execution = start(machine(A=service()), tasks=lambda request: {}["missing"], clock=clock)
    with pytest.raises(KeyError, match="missing"):
        execution.wait()

    assert ("FAILED", "KeyError: 'missing'") == (execution.status, execution.cause)


def test_a_bug_in_a_branch_comes_out_too(machine, service, clock):
    branch = machine(T=service(TimeoutSeconds=3))
    other = machine(W={"Type": "Wait", "Seconds": 9})
    states = machine(P={"Type": "Parallel", "Branches": [branch, other]})
    with pytest.raises(ZeroDivisionError):
        run(states, tasks=lambda request: 1 / 0, clock=clock)

    assert (None, 0) == (clock.settle(), clock.elapsed)


@pytest.mark.parametrize("answer", [object(), {1}, {(): 1}])
def test_an_answer_that_is_no_data_is_the_handlers_bug(machine, service, answer):
    with pytest.raises(ResultError, match="'A' is not plain data"):
        run(machine(A=service()), tasks=lambda request: answer)


@pytest.mark.parametrize("answer", [float("inf"), {"a": float("nan")}])
def test_an_answer_with_a_number_that_json_does_not_have_fails_the_task(machine, service, types, answer):
    execution = run(machine(A=service()), tasks=lambda request: answer)

    assert ("FAILED", "States.TaskFailed") == (execution.status, execution.error)
    assert "TaskFailed" in types(execution)


def test_what_the_handler_does_with_its_documents_changes_nothing(machine, service):
    kept = {"calls": 0}

    def handler(request):
        request.parameters["list"].append("more")
        kept["calls"] += 1
        return kept

    states = machine(
        A=service(Parameters={"list": []}, ResultPath="$.a", Next="B"),
        B=service(Parameters={"list": []}, ResultPath="$.b"),
    )
    execution = run(states, tasks=handler)

    assert {"a": {"calls": 1}, "b": {"calls": 2}} == execution.output
    assert [] == states["States"]["A"]["Parameters"]["list"]


def test_without_a_handler_a_task_says_what_is_missing(machine, service):
    with pytest.raises(TasksMissingError, match="'A' calls arn:aws:states:::sqs:sendMessage"):
        run(machine(A=service()))


@pytest.mark.parametrize(
    "headers, error", [({"X": ["a"]}, None), ({"X": "a"}, "States.Runtime"), (["a"], "States.Runtime")]
)
def test_headers_for_an_api_must_be_lists(machine, headers, error, types):
    state = {
        "Type": "Task",
        "Resource": "arn:aws:states:::apigateway:invoke",
        "Parameters": {"ApiEndpoint": "e", "Method": "GET", "Headers": headers},
    }
    execution = run(machine(A=state), tasks=lambda request: {})

    assert (error, error is None) == (execution.error, "TaskScheduled" in types(execution))
