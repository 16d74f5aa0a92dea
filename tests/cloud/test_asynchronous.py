"""Asynchronous invocation: accepted at once, tried three times, set aside or lost."""

import json
from itertools import pairwise

import pytest

FAILING = "def handler(event, context): raise ValueError('no')"


def _send(lab, event=None):
    answer = lab.lambda_.invoke(FunctionName="sales", InvocationType="Event", Payload=json.dumps(event or {}))
    begin = lab.clock.elapsed
    lab.account.settle()
    return answer, begin


def _starts(lab, begin):
    return [round(span.start - begin) for span in lab.account.trace.find(kind="invocation", name="sales")]


def test_the_caller_gets_202_and_nothing_of_the_result(lab):
    lab.function(FAILING)
    answer, _ = _send(lab)

    assert (202, b"") == (answer["StatusCode"], answer["Payload"].read())
    assert "FunctionError" not in answer


def test_a_failing_function_is_tried_at_0_60_and_180_seconds(lab):
    lab.function(FAILING)
    _, begin = _send(lab)

    assert [0, 60, 180] == _starts(lab, begin)
    assert [1, 2, 3] == [span.detail["attempt"] for span in lab.account.trace.find(kind="invocation")]


def test_without_a_place_to_go_the_event_is_lost_and_the_trace_says_so(lab):
    lab.function(FAILING)
    _send(lab)
    (span,) = lab.account.trace.find(kind="delivery")

    assert ("lost", 3, "ValueError") == (
        span.status,
        span.detail["attempts"],
        span.detail["error"]["errorType"],
    )


def test_retries_end_with_the_first_success(lab):
    source = "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    if n < 2: raise ValueError"
    lab.function(source)
    _, begin = _send(lab)

    assert ([0, 60], [("sales", "ok")]) == (_starts(lab, begin), lab.ends())


def test_the_number_of_retries_can_be_set(lab):
    lab.function(FAILING)
    lab.lambda_.put_function_event_invoke_config(FunctionName="sales", MaximumRetryAttempts=0)
    _, begin = _send(lab)

    assert [0] == _starts(lab, begin)


def test_the_dead_letter_queue_gets_the_event_with_the_reason(lab):
    url = lab.queue("dead-q")
    lab.function(FAILING, DeadLetterConfig={"TargetArn": lab.arn(url)})
    _send(lab, {"amount": 5})
    (message,) = lab.received(url)
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}

    assert {"amount": 5} == json.loads(message["Body"])
    assert {"ErrorCode": "200", "ErrorMessage": "no", "RequestID": attributes["RequestID"]} == attributes
    assert [("sales", "dead-letter")] == lab.ends()


def test_the_configuration_tells_of_the_dead_letter_queue_and_it_can_be_changed(lab):
    lab.function(FAILING, DeadLetterConfig={"TargetArn": "arn:aws:sqs:us-east-1:123456789012:a"})
    first = lab.lambda_.get_function_configuration(FunctionName="sales")
    target = {"TargetArn": "arn:aws:sqs:us-east-1:123456789012:b"}
    second = lab.lambda_.update_function_configuration(FunctionName="sales", DeadLetterConfig=target)

    assert ["a", "b"] == [found["DeadLetterConfig"]["TargetArn"][-1] for found in (first, second)]


@pytest.mark.parametrize(
    "source, side, condition",
    [(FAILING, "OnFailure", "RetriesExhausted"), ("handler = max", "OnSuccess", "Success")],
)
def test_a_destination_gets_a_record_of_the_invocation(lab, source, side, condition):
    url = lab.queue("records-q")
    lab.function(source if side == "OnFailure" else "def handler(event, context): return 7")
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={side: {"Destination": lab.arn(url)}}
    )
    _send(lab, {"amount": 5})
    (record,) = map(json.loads, lab.bodies(url))

    assert ({"amount": 5}, condition) == (record["requestPayload"], record["requestContext"]["condition"])
    assert (7 if side == "OnSuccess" else "ValueError") == (
        record["responsePayload"] if side == "OnSuccess" else record["responsePayload"]["errorType"]
    )


def test_a_destination_may_be_a_topic_or_a_function(lab):
    topic, url = lab.topic("failures"), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    other = lab.function("def handler(event, context): return 1", "other")
    lab.function(FAILING)
    for place in (topic, other):
        lab.lambda_.put_function_event_invoke_config(
            FunctionName="sales",
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": place}},
        )
        _send(lab)

    assert (1, 1) == (len(lab.texts(url)), len(lab.account.trace.find(kind="invocation", name="other")))


def test_a_destination_and_a_dead_letter_queue_both_get_their_own(lab):
    records, dead = lab.queue("records-q"), lab.queue("dead-q")
    lab.function(FAILING, DeadLetterConfig={"TargetArn": lab.arn(dead)})
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={"OnFailure": {"Destination": lab.arn(records)}}
    )
    _send(lab, {"amount": 5})

    assert [{"amount": 5}] == [json.loads(body) for body in lab.bodies(dead)]
    assert [{"amount": 5}] == [json.loads(body)["requestPayload"] for body in lab.bodies(records)]


def test_a_dead_letter_queue_that_is_gone_keeps_nothing(lab):
    url = lab.queue("dead-q")
    lab.function(FAILING, DeadLetterConfig={"TargetArn": lab.arn(url)})
    lab.sqs.delete_queue(QueueUrl=url)
    _send(lab)

    assert [("sales", "lost")] == lab.ends()


def _record(lab, url):
    (record,) = map(json.loads, lab.bodies(url))
    return record


def test_a_throttled_event_waits_longer_and_longer_until_there_is_room(lab):
    lab.function("import time\ndef handler(event, context): time.sleep(10)", Timeout=60)
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=1)
    for _ in range(2):
        lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.account.settle()
    starts = [span.start for span in lab.account.trace.find(kind="invocation")]

    assert [0, 1, 2, 4, 8] == [round(b - a) for a, b in pairwise(starts)]
    assert ["ok", "ok"] == [status for _, status in lab.ends()]


def test_an_event_that_is_too_old_is_given_up(lab):
    url = lab.queue("records-q")
    lab.function(FAILING)
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales",
        MaximumEventAgeInSeconds=120,
        DestinationConfig={"OnFailure": {"Destination": lab.arn(url)}},
    )
    _, begin = _send(lab)

    assert [0, 60] == _starts(lab, begin)
    assert {"condition": "EventAgeExceeded", "approximateInvokeCount": 2}.items() <= _record(lab, url)[
        "requestContext"
    ].items()


def test_throttling_goes_on_for_six_hours(lab):
    url = lab.queue("dead-q")
    lab.function(FAILING, DeadLetterConfig={"TargetArn": lab.arn(url)})
    lab.account.functions.concurrency.enter(_function(lab))
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=1)
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.account.settle(at_most=7 * 3600)
    (message,) = lab.received(url)
    span = lab.account.trace.find(kind="invocation")[-1]

    assert 6 * 3600 - 300 < span.start <= 6 * 3600
    assert ("429", "Rate Exceeded.") == tuple(
        message["MessageAttributes"][name]["StringValue"] for name in ("ErrorCode", "ErrorMessage")
    )


def _function(lab):
    from moto.awslambda.models import lambda_backends

    return lambda_backends[lab.account.id]["us-east-1"].get_function("sales")


def test_an_event_for_a_function_without_a_share_is_given_up_at_once(lab):
    records, dead = lab.queue("records-q"), lab.queue("dead-q")
    lab.function(FAILING, DeadLetterConfig={"TargetArn": lab.arn(dead)})
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={"OnFailure": {"Destination": lab.arn(records)}}
    )
    lab.lambda_.put_function_concurrency(FunctionName="sales", ReservedConcurrentExecutions=0)
    _send(lab, {"amount": 5})
    record, (message,) = _record(lab, records), lab.received(dead)

    assert ("ZeroReservedConcurrency", 0) == (
        record["requestContext"]["condition"],
        record["requestContext"]["approximateInvokeCount"],
    )
    assert {"RequestID", "ErrorMessage"} == set(message["MessageAttributes"])
    assert "responseContext" not in record


def test_the_record_has_aws_form(lab):
    url = lab.queue("records-q")
    lab.function("def handler(event, context): return 7")
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={"OnSuccess": {"Destination": lab.arn(url)}}
    )
    _send(lab, {"amount": 5})
    record = _record(lab, url)

    assert {
        "version": "1.0",
        "timestamp": record["timestamp"],
        "requestContext": {
            "requestId": record["requestContext"]["requestId"],
            "functionArn": "arn:aws:lambda:us-east-1:123456789012:function:sales:$LATEST",
            "condition": "Success",
            "approximateInvokeCount": 1,
        },
        "requestPayload": {"amount": 5},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST"},
        "responsePayload": 7,
    } == record


def test_a_bucket_keeps_the_records_of_failures(lab):
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="failures")
    lab.function(FAILING)
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales",
        MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": "arn:aws:s3:::failures"}},
    )
    _send(lab)
    (kept,) = s3.list_objects_v2(Bucket="failures")["Contents"]
    record = json.load(s3.get_object(Bucket="failures", Key=kept["Key"])["Body"])

    assert "aws/lambda/async/sales/2025/03/01/2025-03-01T08.00.00-" == kept["Key"][:-36]
    assert "RetriesExhausted" == record["requestContext"]["condition"]


def test_a_bus_gets_the_record_as_an_event(lab):
    events, url = lab.account.client("events"), lab.queue("records-q")
    bus = events.create_event_bus(Name="results")["EventBusArn"]
    events.put_rule(Name="all", EventBusName="results", EventPattern='{"source": ["lambda"]}')
    events.put_targets(Rule="all", EventBusName="results", Targets=[{"Id": "q", "Arn": lab.arn(url)}])
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": lab.arn(url),
    }
    lab.sqs.set_queue_attributes(
        QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [statement]})}
    )
    lab.function("def handler(event, context): return 7")
    lab.lambda_.put_function_event_invoke_config(
        FunctionName="sales", DestinationConfig={"OnSuccess": {"Destination": bus}}
    )
    _send(lab)
    event = _record(lab, url)

    assert ("lambda", "Lambda Function Invocation Result - Success", 7) == (
        event["source"],
        event["detail-type"],
        event["detail"]["responsePayload"],
    )


def test_settings_are_of_a_qualifier_and_can_be_changed_read_and_removed(lab):
    lab.function(FAILING)
    lab.lambda_.publish_version(FunctionName="sales")
    client, name = lab.lambda_, {"FunctionName": "sales"}
    client.put_function_event_invoke_config(**name, MaximumRetryAttempts=0, MaximumEventAgeInSeconds=60)
    client.put_function_event_invoke_config(**name, Qualifier="1", MaximumRetryAttempts=1)
    client.update_function_event_invoke_config(**name, MaximumRetryAttempts=2)
    found = client.get_function_event_invoke_config(**name)
    both = client.list_function_event_invoke_configs(**name)["FunctionEventInvokeConfigs"]
    client.delete_function_event_invoke_config(**name)

    assert (2, 60) == (found["MaximumRetryAttempts"], found["MaximumEventAgeInSeconds"])
    assert ["$LATEST", "1"] == [each["FunctionArn"].rsplit(":", 1)[1] for each in both]
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_function_event_invoke_config(**name)


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"MaximumRetryAttempts": 3}, "MaximumRetryAttempts must be from 0 to 2"),
        ({"MaximumEventAgeInSeconds": 21601}, "MaximumEventAgeInSeconds must be from 60 to 21600"),
        (
            {
                "DestinationConfig": {
                    "OnSuccess": {"Destination": "arn:aws:sqs:us-east-1:123456789012:a.fifo"}
                }
            },
            "is invalid",
        ),
        (
            {"DestinationConfig": {"OnSuccess": {"Destination": "arn:aws:s3:::bucket"}}},
            "is invalid",
        ),
        (
            {
                "DestinationConfig": {
                    "OnFailure": {"Destination": "arn:aws:lambda:us-east-1:123456789012:function:sales"}
                }
            },
            "You can't specify the function as a destination for itself.",
        ),
    ],
)
def test_settings_that_aws_does_not_take_are_refused(lab, settings, message):
    lab.function(FAILING)

    with pytest.raises(lab.lambda_.exceptions.InvalidParameterValueException, match=message):
        lab.lambda_.put_function_event_invoke_config(FunctionName="sales", **settings)


def test_an_event_for_a_function_that_is_deleted_meanwhile_is_lost(lab):
    lab.function(FAILING)
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.clock.advance(30)
    lab.lambda_.delete_function(FunctionName="sales")
    lab.account.settle()

    assert (1, [("sales", "lost")]) == (len(lab.account.trace.find(kind="invocation")), lab.ends())


def test_metrics_tell_how_old_events_were_and_what_was_dropped(lab):
    lab.function(FAILING)
    _send(lab)
    data = lab.account.client("cloudwatch")
    found = {}
    for name, statistic in (
        ("AsyncEventsReceived", "Sum"),
        ("AsyncEventsDropped", "Sum"),
        ("AsyncEventAge", "Maximum"),
    ):
        (point,) = data.get_metric_statistics(
            Namespace="AWS/Lambda",
            MetricName=name,
            Dimensions=[{"Name": "FunctionName", "Value": "sales"}],
            StartTime=lab.clock.start,
            EndTime=lab.clock.now.replace(hour=20),
            Period=86400,
            Statistics=[statistic],
        )["Datapoints"]
        found[name] = point[statistic]

    assert (1, 1) == (found["AsyncEventsReceived"], found["AsyncEventsDropped"])
    assert 180_000 < found["AsyncEventAge"] < 181_000
