"""A partner's HTTPS API, scripted for HTTP Tasks."""

import pytest

from course.asl import StateMachine
from course.clock import Clock
from grader.checks.machines import Response, WebPartner, played

URL, CONNECTION = "https://api.bank.example/rates", "arn:aws:events:us-east-1:123456789012:connection/bank/1"
RETRY = [{"ErrorEquals": ["States.Http.StatusCode.429"], "IntervalSeconds": 2, "MaxAttempts": 1}]


def ask(*responses, limits=None, **parameters):
    clock = Clock()
    bank = WebPartner(clock, URL, CONNECTION, responses)
    asked = {"ApiEndpoint": URL, "Method": "GET", "Authentication": {"ConnectionArn": CONNECTION}}
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::http:invoke",
        "Parameters": asked | parameters,
        "End": True,
    } | (limits or {})
    machine = StateMachine.of({"StartAt": "Ask", "States": {"Ask": task}})
    return bank, played(machine, {}, {"http:invoke": bank}, clock=clock)


def test_a_success_has_status_and_body():
    _, story = ask(Response(body={"rate": 0.94}, seconds=2))

    assert ({"rate": 0.94}, 200, "OK", 2) == (
        story.output["ResponseBody"],
        story.output["StatusCode"],
        story.output["StatusText"],
        story.seconds,
    )


def test_requests_are_answered_one_after_the_other():
    bank, story = ask(Response(429), Response(body="ok"), limits={"Retry": RETRY})

    assert ("SUCCEEDED", 2, [0, 2]) == (story.status, len(bank.requests), story.times_of("http:invoke"))


@pytest.mark.parametrize("query", [{"currency": "CHF"}, {"currency": ["CHF"]}])
def test_the_query_may_stand_in_the_field_or_in_the_address(query):
    by_field, _ = ask(Response(), QueryParameters=query, Headers={"accept": "application/json"})
    by_address, _ = ask(Response(), ApiEndpoint=f"{URL}?currency=CHF")

    assert [{"currency": "CHF"}] * 2 == [each.requests[0].query for each in (by_field, by_address)]
    assert (URL, {"accept": "application/json"}) == (by_address.requests[0].url, by_field.requests[0].headers)


@pytest.mark.parametrize(
    "response, parameters, error",
    [
        (Response(404), {}, "States.Http.StatusCode.404"),
        (Response(hangs=True), {}, "States.Http.Socket"),
        (Response(seconds=61), {}, "States.Http.Socket"),
        (Response(), {"ApiEndpoint": "https://api.other.example/rates"}, "States.Http.Socket"),
        (
            Response(),
            {"Authentication": {"ConnectionArn": f"{CONNECTION}0"}},
            "Events.ConnectionResource.ResourceNotFound",
        ),
        (Response(), {"Headers": {"Authorization": "Bearer x"}}, "States.Runtime"),
        (Response(), {"Authentication": {}}, "States.Runtime"),
    ],
    ids=["status", "hangs", "too slow", "nobody there", "unknown connection", "header", "no connection"],
)
def test_what_goes_wrong_has_the_name_that_aws_gives_it(response, parameters, error):
    _, story = ask(response, **parameters)

    assert error == story.error


def test_a_shorter_limit_of_the_task_comes_first():
    _, story = ask(Response(hangs=True), limits={"TimeoutSeconds": 10})

    assert ("States.Timeout", 10) == (story.error, story.seconds)
