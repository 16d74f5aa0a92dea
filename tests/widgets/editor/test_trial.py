"""A run ends, and with words, whatever the definition, the input and what does the tasks do."""

import boto3
import pytest

from course.asl import StateMachine, StatesError
from course.cloud import Account
from course.widgets.editor.reading import read
from course.widgets.editor.result import result_of
from course.widgets.editor.trial import PATIENCE, attempt

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:inspect"
TOKEN = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"


def one(**state):
    return {"StartAt": "Pay", "States": {"Pay": {"End": True, **state}}}


def task(**more):
    return one(Type="Task", Resource=LAMBDA, **more)


def tried(definition, input_text="{}", *, type="STANDARD", **options):
    return attempt(StateMachine.of(definition, type=type), [], input_text, **options)


def test_a_task_without_an_answer_gives_back_what_it_was_sent_and_that_is_said():
    trial = tried(task(), '{"amount": 7}')

    assert {"amount": 7} == trial.execution.output
    assert "Nobody does the work of Pay here" in result_of(trial).text


@pytest.mark.parametrize(
    "tasks",
    [
        {"Pay": {"paid": True}},
        {"Pay": lambda request: {"paid": request.state == "Pay"}},
        lambda request: {"paid": request.parameters == {}},
    ],
    ids=["result", "function by state", "function"],
)
def test_a_task_is_answered_by_a_mapping_or_a_function(tasks):
    trial = tried(task(), tasks=tasks)

    assert {"paid": True} == trial.execution.output
    assert () == result_of(trial).notes


@pytest.mark.parametrize(
    "answer, error",
    [
        (ValueError("no"), "ValueError"),
        (ValueError, "ValueError"),
        (StatesError("Refused", "no"), "Refused"),
        (lambda _: 1 / 0, "ZeroDivisionError"),
        (lambda _: object(), "TypeError"),
    ],
    ids=["exception", "class", "named", "raised", "no plain data"],
)
def test_an_exception_fails_the_task_by_its_name_and_the_place_is_told(answer, error):
    trial = tried(task(), tasks={"Pay": answer})

    assert ("FAILED", error) == (trial.execution.status, trial.execution.error)
    assert (4, 5) == (result_of(trial).line, result_of(trial).column)
    assert "state Pay, line 4" in result_of(trial).text


def test_an_error_in_a_function_is_told_with_the_line_of_that_function():
    def pay(_):
        return {}["amount"]

    assert 'return {}["amount"]' in result_of(tried(task(), tasks={"Pay": pay})).text


def test_a_catcher_takes_the_exception_of_an_answer():
    definition = {
        "StartAt": "Pay",
        "States": {
            "Pay": {
                "Type": "Task",
                "Resource": LAMBDA,
                "End": True,
                "Catch": [{"ErrorEquals": ["ValueError"], "Next": "Tell"}],
            },
            "Tell": {"Type": "Succeed"},
        },
    }

    assert "SUCCEEDED" == tried(definition, tasks={"Pay": ValueError("no")}).execution.status


@pytest.mark.parametrize("resource", [TOKEN, ACTIVITY])
def test_what_comes_back_by_a_token_or_from_a_worker_is_the_same_answer(resource):
    definition = one(Type="Task", Resource=resource, Parameters={"QueueUrl": "q", "MessageBody": "m"})
    if resource == ACTIVITY:
        del definition["States"]["Pay"]["Parameters"]

    assert 5 == tried(definition, tasks={"Pay": 5}).execution.output
    assert "Refused" == tried(definition, tasks={"Pay": StatesError("Refused")}).execution.error
    assert ("Pay",) == tried(definition).echoed


def loop(seconds=None):
    again = {"Type": "Pass"} if seconds is None else {"Type": "Wait", "Seconds": seconds}
    return {
        "StartAt": "Pay",
        "States": {"Pay": {"Type": "Pass", "Next": "Again"}, "Again": {**again, "Next": "Pay"}},
    }


@pytest.mark.parametrize("definition", [loop(), loop(1)], ids=["at once", "with waits"])
@pytest.mark.parametrize("type, status", [("STANDARD", "FAILED"), ("EXPRESS", "TIMED_OUT")])
def test_a_loop_without_an_end_ends(definition, type, status):
    assert status == tried(definition, type=type).execution.status


@pytest.mark.parametrize("type", ["STANDARD", "EXPRESS"])
def test_a_loop_without_an_end_is_called_one(type):
    assert "It went round in circles" in result_of(tried(loop(), type=type)).text


def test_whoever_waits_for_a_year_is_told_where():
    definition = one(Type="Task", Resource=TOKEN, Parameters={"QueueUrl": "q", "MessageBody": "m"})
    trial = tried(one(Type="Wait", Seconds=99_999_999))

    assert "TIMED_OUT" == trial.execution.status
    assert "in state Pay" in result_of(trial).text
    assert "SUCCEEDED" == tried(definition).execution.status


@pytest.mark.parametrize("text", ["{", "", "[1,", '{"a": NaN}'])
def test_an_input_that_is_no_json_is_said(text):
    trial = tried(task(), text)

    assert trial.execution is None
    assert result_of(trial).title.startswith("■ Not started: the input must be JSON")


def test_what_aws_would_refuse_is_not_started():
    reading = read('{"StartAt": "Nobody", "States": {}}', "STANDARD")
    trial = attempt(reading.machine, reading.errors, "{}")

    assert "AWS would refuse this definition." in result_of(trial).title
    assert 1 == result_of(trial).line


@pytest.fixture
def account():
    with Account() as running:
        yield running


def send_to(url, pattern=""):
    resource = f"arn:aws:states:::sqs:sendMessage{pattern}"
    return one(Type="Task", Resource=resource, Parameters={"QueueUrl": url, "MessageBody": {"t": 1}})


def test_with_an_account_tasks_call_its_services_and_its_trace_shows_it(account):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    trial = tried(send_to(url), account=account)

    assert "SUCCEEDED" == trial.execution.status
    assert 1 == len(sqs.receive_message(QueueUrl=url)["Messages"])
    assert {"execution", "state"} <= {span.kind for span in account.trace}


def test_in_an_account_nobody_is_waited_for_without_end(account):
    url = boto3.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    trial = tried(send_to(url, ".waitForTaskToken"), account=account)

    assert "RUNNING" == trial.execution.status
    assert PATIENCE <= account.clock.elapsed < PATIENCE + 60
    assert result_of(trial).title.startswith("❚❚ Still waiting after 6 h of virtual time")
    assert "It goes on as the account's time does." in result_of(trial).text


def test_an_account_that_has_ended_is_asked_for_nothing():
    ended = Account()
    trial = tried(task(), account=ended)

    assert "this account has ended" in result_of(trial).title
