"""Asynchronous invocation: accepted at once, tried three times, set aside or lost."""

import json

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
