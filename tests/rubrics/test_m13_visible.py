"""What module 13's first exercise hands to answers: envelopes and events as the account has them, and six telling days."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
import requests

from course.cloud import Account
from grader.checks import Bench
from grader.checks.doors import Backends, new_function
from grader.rubrics import exercise
from grader.rubrics.m13 import endings, envelopes
from grader.rubrics.m13.alarm_days import AWAY, SOON, TAIL, USUAL, Day, deafness, rings, six_days
from grader.rubrics.m13.trail import FILTERS

MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:lake-10-payments"
TEXT = Path(__file__).parents[2] / "authoring" / "assignments" / "m13_performance.py"
LEARNERS = [f"learner-{number}" for number in range(10)]
SENT = {"correlationId": "app-7", "payment": {"paymentId": "PAY-000123"}}


def shape(value: Any) -> Any:
    """Return the fields of a document and the types of what is in them; of a list, that of what is in it."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return type(value).__name__


def trust(account: Any, service: str) -> str:
    """Return the ARN of a role for a service."""
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    made = account.client("iam").create_role(
        RoleName=service, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    )
    return str(made["Role"]["Arn"])


def queue_into(account: Any, name: str, function: str) -> tuple[str, str]:
    """Make a queue that feeds a function; return its URL and ARN."""
    sqs = account.client("sqs")
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:{account.id}:{name}"
    allow = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps({"Statement": [allow]})})
    account.client("lambda").create_event_source_mapping(EventSourceArn=arn, FunctionName=function)
    return url, arn


def ask_the_door(account: Any, function_arn: str) -> None:
    """Put an API before a function, and send it a payment with an id."""
    gateway = account.client("apigateway")
    api = gateway.create_rest_api(name="payments")
    path = gateway.create_resource(restApiId=api["id"], parentId=api["rootResourceId"], pathPart="payments")
    post = {"restApiId": api["id"], "resourceId": path["id"], "httpMethod": "POST"}
    gateway.put_method(**post, authorizationType="NONE")
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{function_arn}/invocations"
    gateway.put_integration(**post, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
    gateway.create_deployment(restApiId=api["id"], stageName="prod")
    url = f"https://{api['id']}.execute-api.us-east-1.amazonaws.com/prod/payments"
    requests.post(
        url,
        json=SENT["payment"],
        headers={"X-Correlation-Id": "app-7", "User-Agent": "portal"},
        timeout=10,
    )


@pytest.fixture(scope="module")
def handed() -> dict[str, Any]:
    """The event that a function of an account gets from an API, a queue, a topic's queue and a bus."""
    backends = Backends(dict.fromkeys(("door", "intake", "customer", "sales"), lambda _: {"statusCode": 202}))
    place = Bench(exercise("m13.e1"), {}, learner_id="x", grading=False)
    with backends.account(place) as account:
        arns = {name: new_function(account, name) for name in backends.actors}
        ask_the_door(account, arns["door"])
        url, _ = queue_into(account, "payments-q", "intake")
        account.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(SENT))
        _, queue = queue_into(account, "customer-q", "customer")
        topic = account.client("sns").create_topic(Name="payments-made")["TopicArn"]
        account.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
        account.client("sns").publish(TopicArn=topic, Message=json.dumps(SENT))
        events = account.client("events")
        events.put_rule(Name="all", EventPattern=json.dumps({"source": ["insurance.payments"]}))
        account.client("lambda").add_permission(
            FunctionName="sales",
            StatementId="bus",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
        )
        events.put_targets(Rule="all", Targets=[{"Id": "sales", "Arn": arns["sales"]}])
        entry = {"Source": "insurance.payments", "DetailType": "PaymentMade", "Detail": json.dumps(SENT)}
        events.put_events(Entries=[entry])
        account.settle()
    return {each.name: each.event for each in backends.calls}


@pytest.mark.parametrize("service", ["door", "intake", "customer", "sales"])
def test_an_envelope_has_the_fields_that_the_account_s_has(service: str, handed: dict[str, Any]) -> None:
    """Whoever opens ours opens those of AWS, too."""
    rng = random.Random("envelopes")
    ours = {
        "door": lambda: envelopes.request_event(rng, SENT["payment"], {"X-Correlation-Id": "app-7"}),
        "intake": lambda: envelopes.queue_event(rng, "payments-q", [json.dumps(SENT)]),
        "customer": lambda: envelopes.topic_event(rng, "customer-q", [json.dumps(SENT)]),
        "sales": lambda: envelopes.bus_event(rng, SENT),
    }[service]()
    theirs = handed[service]
    if service == "door":
        for event in (ours, theirs):
            event["headers"] = event["headers"].keys() & {"X-Correlation-Id", "Host", "User-Agent"}
            del event["multiValueHeaders"]
    if service == "customer":
        ours, theirs = (json.loads(event["Records"][0]["body"]) for event in (ours, theirs))
        assert SENT == json.loads(ours["Message"]) == json.loads(theirs["Message"])

    assert shape(theirs) == shape(ours)


@pytest.mark.parametrize("status", ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"])
def test_a_status_change_has_the_fields_and_nulls_of_the_account_s(status: str) -> None:
    """Also a pattern on another field of the detail is judged as on AWS."""
    states = {
        "RUNNING": {"Type": "Wait", "Seconds": 50, "End": True},
        "SUCCEEDED": {"Type": "Pass", "End": True},
        "FAILED": {"Type": "Fail", "Error": "CardRefused", "Cause": "the bank says no"},
        "TIMED_OUT": {"Type": "Wait", "Seconds": 50, "End": True},
        "ABORTED": {"Type": "Wait", "Seconds": 50, "End": True},
    }
    definition = {"StartAt": "Only", "TimeoutSeconds": 20, "States": {"Only": states[status]}}
    with Account() as account:
        sfn, told = account.client("stepfunctions"), list[dict[str, Any]]()
        route = account.events.route
        account.events.route = lambda bus, event, *more: told.append(event) or route(bus, event, *more)
        made = sfn.create_state_machine(
            name="lake-10-payments", definition=json.dumps(definition), roleArn=trust(account, "states")
        )
        begun = sfn.start_execution(stateMachineArn=made["stateMachineArn"], input="{}")
        if status == "ABORTED":
            sfn.stop_execution(
                executionArn=begun["executionArn"], error="Person", cause="the customer called"
            )
        account.settle()
    (theirs,) = (event for event in told if event["detail"]["status"] == status)
    (ours,) = (
        each.event
        for each in endings.told(random.Random("x"), MACHINE)
        if each.what == f"your machine, {status}"
    )

    assert shape(theirs) == shape(ours)
    assert theirs["detail"]["redriveStatus"] == ours["detail"]["redriveStatus"]


def mean(day: Day, minute: int) -> float:
    """The mean time of a minute's payments."""
    payments = day.minutes[minute]
    return sum(many * took for many, took, _ in payments) / sum(many for many, *_ in payments)


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_no_line_on_the_mean_tells_the_slow_tail_from_a_usual_day(learner_id: str) -> None:
    """The mean of a usual minute is above that of one with a slow tail, though far fewer wait in it."""
    days = {each.name: each for each in six_days(random.Random(learner_id), 9000)}

    assert mean(days[USUAL], 0) > mean(days[TAIL], days[TAIL].bad[0])


@pytest.mark.parametrize("learner_id", LEARNERS)
def test_three_days_are_bad_and_all_bad_minutes_lie_within_the_day(learner_id: str) -> None:
    """There is time for an alarm to ring before the day is over."""
    days = six_days(random.Random(learner_id), 9000)
    bad = [minute for day in days for minute in day.bad]

    assert 3 == sum(bool(day.bad) for day in days)
    assert 5 < min(bad)
    assert max(bad) < 28


def test_an_alarm_on_nothing_never_rings() -> None:
    """Nobody gets points for an alarm whose metric does not exist."""
    asked = {
        "AlarmName": "deaf",
        "Namespace": "AWS/States",
        "MetricName": "Duration",
        "Statistic": "Maximum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    (away,) = (day for day in six_days(random.Random("x"), 9000) if day.name == AWAY)
    with Account() as account:
        rang = rings(account, asked, MACHINE, away)

    assert [] == rang


def test_a_report_names_what_the_machine_does_not_measure() -> None:
    """A dimension that is misspelt is told, where "it never rings" would leave one guessing."""
    dimensions = [{"Name": "StateMachineArn", "Value": MACHINE}]
    asked = {"Namespace": "AWS/States", "MetricName": "ExecutionTime", "Dimensions": dimensions}

    assert "" == deafness(asked, MACHINE)
    assert "nothing is measured under Namespace AWS/Lambda" in deafness(
        {**asked, "Namespace": "AWS/Lambda"}, MACHINE
    )
    assert "Dimensions None" in deafness({"Namespace": "AWS/States", "MetricName": "ExecutionTime"}, MACHINE)


def test_the_text_has_the_filters_and_the_days_of_the_check() -> None:
    """A learner reads beforehand by what they are judged."""
    text = " ".join(TEXT.read_text(encoding="utf-8").replace("\n# ", " ").split())
    days = six_days(random.Random("x"), 9000)

    assert [] == [word for name, pattern, _ in FILTERS for word in (name, pattern) if f"`{word}`" not in text]
    assert [] == [day.name for day in days if f"| {day.name} |" not in text]
    assert (5, True) == (SOON, "five minutes after the first bad one at the latest" in text)
