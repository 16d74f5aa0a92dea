"""How many invocations run at once, and what may be too large."""

import json

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

SLOW = "import time\ndef handler(event, context):\n    time.sleep(10)\n    return 1"
ECHO = "def handler(event, context): return event"


@pytest.fixture
def impatient(lab):
    """A client that does not try again when it is throttled."""
    import boto3

    return boto3.client("lambda", region_name="us-east-1", config=Config(retries={"total_max_attempts": 1}))


def _refused(call):
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response


def _metric(lab, name, function="sales", statistic="Sum"):
    found = lab.account.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName=name,
        Dimensions=[{"Name": "FunctionName", "Value": function}],
        StartTime=lab.clock.start,
        EndTime=lab.clock.now.replace(hour=23),
        Period=86400,
        Statistics=[statistic],
    )["Datapoints"]
    return [each[statistic] for each in found]


def _busy(lab, invocations):
    for _ in range(invocations):
        lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.clock.advance(1)


def test_a_function_without_a_share_of_concurrency_runs_nothing(lab, impatient):
    lab.function(ECHO)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    answer = _refused(lambda: impatient.invoke(FunctionName="sales"))

    assert ("TooManyRequestsException", 429) == (
        answer["Error"]["Code"],
        answer["ResponseMetadata"]["HTTPStatusCode"],
    )
    assert ("Rate Exceeded.", "ReservedFunctionConcurrentInvocationLimitExceeded") == (
        answer["Error"]["Message"],
        answer["Reason"],
    )


def test_a_reserved_share_bounds_what_runs_at_once(lab, impatient):
    lab.function(SLOW, Timeout=60)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=2)
    _busy(lab, 2)
    answer = _refused(lambda: impatient.invoke(FunctionName="sales"))
    lab.clock.advance(20)

    assert ("TooManyRequestsException", 1) == (answer["Error"]["Code"], lab.invoke())


def test_a_caller_that_tries_again_gets_through_when_there_is_room(lab):
    lab.function(SLOW.replace("10", "1"), Timeout=60)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=1)
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")

    assert 1 == lab.invoke()


def test_what_is_not_reserved_is_shared_by_all_other_functions(lab, impatient, monkeypatch):
    monkeypatch.setattr(
        "course.cloud.functions.concurrency.value",
        lambda key: {"lambda.concurrency": 103, "lambda.unreserved": 100}[key],
    )
    lab.function(SLOW, Timeout=60)
    lab.function(ECHO, "other")
    lab.function(ECHO, "own")
    lab.lambda_.put_function_concurrency(FunctionName="own", ReservedConcurrentExecutions=3)
    _busy(lab, 100)
    answer = _refused(lambda: impatient.invoke(FunctionName="other"))

    assert "ConcurrentInvocationLimitExceeded" == answer["Reason"]
    assert {} == lab.invoke("own")


def test_a_hundred_must_stay_unreserved(lab):
    lab.function(ECHO)
    answer = _refused(
        lambda: lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=901)
    )

    assert "UnreservedConcurrentExecution below its minimum value of [100]" in answer["Error"]["Message"]


def test_a_share_can_be_read_and_given_back(lab):
    lab.function(ECHO)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=5)
    limits = lab.lambda_.get_account_settings()["AccountLimit"]
    share = lab.lambda_.get_function_concurrency(FunctionName="sales")["ReservedConcurrentExecutions"]
    lab.lambda_.delete_function_concurrency(FunctionName="sales")

    assert (1000, 995, 5) == (
        limits["ConcurrentExecutions"],
        limits["UnreservedConcurrentExecutions"],
        share,
    )
    assert {} == lab.invoke()


def test_provisioned_concurrency_and_function_urls_are_refused(lab):
    lab.function(ECHO)
    answers = [
        _refused(
            lambda: lab.lambda_.put_provisioned_concurrency_config(
                FunctionName="sales", Qualifier="1", ProvisionedConcurrentExecutions=1
            )
        ),
        _refused(lambda: lab.lambda_.create_function_url_config(FunctionName="sales", AuthType="NONE")),
    ]

    assert ["NotImplemented"] * 2 == [answer["Error"]["Code"] for answer in answers]
    assert all("the lab does not" in answer["Error"]["Message"] for answer in answers)


@pytest.mark.parametrize(
    "kind, size, message",
    [
        (
            "RequestResponse",
            6_291_457,
            "Request must be smaller than 6291456 bytes for the InvokeFunction operation",
        ),
        (
            "Event",
            1_048_577,
            "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
        ),
    ],
)
def test_a_payload_that_is_too_large_is_refused(lab, kind, size, message):
    lab.function(ECHO)
    payload = json.dumps("x" * (size - 2))
    answer = _refused(lambda: lab.lambda_.invoke(FunctionName="sales", InvocationType=kind, Payload=payload))

    assert (413, message) == (answer["ResponseMetadata"]["HTTPStatusCode"], answer["Error"]["Message"])


def test_a_payload_of_the_largest_size_is_taken(lab):
    lab.function("def handler(event, context): return len(event)")

    assert 1_048_574 == json.load(
        lab.lambda_.invoke(FunctionName="sales", Payload=json.dumps("x" * 1_048_574))["Payload"]
    )


def test_an_answer_that_is_too_large_is_an_error(lab):
    lab.function("def handler(event, context): return 'x' * event")
    good = lab.invoke(event=6_291_554)
    answer = lab.lambda_.invoke(FunctionName="sales", Payload="6291555")

    assert (6_291_554, "Unhandled") == (len(good), answer["FunctionError"])
    assert {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": "Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).",
    } == json.load(answer["Payload"])


def test_metrics_count_invocations_errors_throttles_and_time(lab, impatient):
    lab.function("def handler(event, context):\n    if event: raise ValueError")
    lab.invoke()
    lab.invoke(event={"fail": 1})
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    _refused(lambda: impatient.invoke(FunctionName="sales"))

    assert [[2], [1], [1], [1]] == [
        _metric(lab, "Invocations"),
        _metric(lab, "Errors"),
        _metric(lab, "Throttles"),
        _metric(lab, "ConcurrentExecutions", statistic="Maximum"),
    ]


def test_metrics_of_a_version_stand_beside_those_of_the_function(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(2)")
    lab.lambda_.publish_version(FunctionName="sales")
    lab.invoke("sales:1")
    found = lab.account.client("cloudwatch").list_metrics(Namespace="AWS/Lambda", MetricName="Duration")
    places = [{each["Name"]: each["Value"] for each in metric["Dimensions"]} for metric in found["Metrics"]]

    assert [{"FunctionName": "sales"}, {"FunctionName": "sales", "Resource": "sales:1"}, {}] == places
    assert [2000.0] == _metric(lab, "Duration", statistic="Maximum")
