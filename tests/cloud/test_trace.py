"""The trace: what happened, when, how it ended, and because of what."""

import json

import pytest


def _chain(trace, span):
    """From a span up to where it all began."""
    names = []
    while span is not None:
        names.append(f"{span.kind} {span.name}")
        span = trace[span.cause - 1] if span.cause else None
    return names


def test_every_call_has_a_span_with_what_was_asked_and_how_it_was_answered(lab):
    url = lab.queue()
    lab.sqs.send_message(QueueUrl=url, MessageBody="x")
    span = lab.account.trace[-1]

    assert ("call", "sqs", "SendMessage", "sales-q", "ok") == (
        span.kind,
        span.service,
        span.name,
        span.target,
        span.status,
    )
    assert ({"QueueUrl": url, "MessageBody": "x"}, 200) == (span.detail["parameters"], span.detail["http"])
    assert (0.008, 0.016) == (round(span.start, 6), round(span.end, 6))


def test_a_refused_call_is_an_error(lab):
    with pytest.raises(lab.sqs.exceptions.QueueDoesNotExist):
        lab.sqs.get_queue_url(QueueName="nobody")

    assert ("error", 400) == (lab.account.trace[-1].status, lab.account.trace[-1].detail["http"])


def test_causes_lead_from_the_last_invocation_back_to_the_call(lab):
    topic, url = lab.topic(), lab.queue()
    lab.function("def handler(event, context): pass", "reader")
    lab.map(url, "reader")
    source = f"import boto3\ndef handler(event, context): boto3.client('sqs').send_message(QueueUrl='{url}', MessageBody='x')"
    lab.subscribe(topic, lab.function(source))
    lab.sns.publish(TopicArn=topic, Message="paid")
    lab.account.settle()
    last = lab.account.trace.find(kind="invocation")[-1]

    assert [
        "invocation reader",
        "delivery sales-q",
        "call SendMessage",
        "invocation sales",
        "delivery sales",
        "delivery payments",
        "call Publish",
    ] == _chain(lab.account.trace, last)


def test_what_a_partner_does_is_caused_by_what_reached_it(lab):
    url = lab.queue()
    lab.account.endpoint(
        "https://partner.example",
        lambda r: lab.sqs.send_message(QueueUrl=url, MessageBody=r["method"]) and (200, ""),
    )
    lab.subscribe(lab.topic(), "https://partner.example")
    lab.account.settle()
    sent = lab.account.trace.find(name="SendMessage")[0]

    assert ["call SendMessage", "invocation https://partner.example", "call Subscribe"] == _chain(
        lab.account.trace, sent
    )


def test_spans_are_in_the_order_of_their_beginnings_and_lie_within_time(lab):
    topic = lab.topic()
    for n in range(3):
        lab.subscribe(topic, lab.arn(lab.queue(f"q-{n}")))
    lab.sns.publish(TopicArn=topic, Message="x")
    lab.account.settle()
    trace = lab.account.trace

    assert [span.id for span in trace] == list(range(1, len(trace) + 1))
    assert sorted(span.start for span in trace) == [span.start for span in trace]
    assert all(span.start <= span.end <= lab.clock.elapsed for span in trace)


def test_a_trace_is_plain_data(lab):
    topic = lab.topic()
    lab.subscribe(topic, lab.arn(lab.queue()), FilterPolicy={"a": ["b"]})
    lab.function("def handler(event, context): 1 / 0")
    lab.lambda_.invoke(FunctionName="sales", InvocationType="Event")
    lab.sns.publish(TopicArn=topic, Message="x")
    lab.account.settle()
    rows = [span.as_dict() for span in lab.account.trace]

    assert rows == json.loads(json.dumps(rows))


def test_the_code_of_a_function_is_not_in_the_trace(lab):
    lab.function("def handler(event, context): pass")

    code = lab.account.trace.find(name="CreateFunction")[0].detail["parameters"]["Code"]["ZipFile"]
    assert code.endswith("bytes of code)")


@pytest.mark.parametrize(
    "event", [{"QueueUrl": "https://x/1/other-q"}, {"Name": "other"}, {"TopicArn": "a:b:other"}]
)
def test_the_event_of_an_invocation_does_not_change_whom_it_is_about(lab, event):
    lab.function("def handler(event, context): pass")
    lab.invoke(event=event)
    span = lab.account.trace.find(name="Invoke")[0]

    assert ("sales", event) == (span.target, span.detail["parameters"]["Payload"])


def test_an_object_in_a_bucket_does_not_change_whom_the_call_is_about(lab):
    s3 = lab.account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a.json", Body=b'{"Name": "other"}')

    assert ["notes", "notes"] == [span.target for span in lab.account.trace.find(service="s3")]


@pytest.mark.parametrize(
    "call, target",
    [
        (lambda lab: lab.sns.create_topic(Name="payments"), "payments"),
        (lambda lab: lab.sns.publish(TopicArn=lab.topic(), Message="x"), "payments"),
        (
            lambda lab: lab.sns.unsubscribe(SubscriptionArn=lab.subscribe(lab.topic(), lab.arn(lab.queue()))),
            "payments",
        ),
        (lambda lab: lab.sqs.purge_queue(QueueUrl=lab.queue()), "sales-q"),
        (lambda lab: lab.sqs.list_queues(), ""),
        (lambda lab: lab.function("", "fraud"), "fraud"),
    ],
)
def test_a_call_is_about_a_resource_by_its_name(lab, call, target):
    call(lab)

    assert target == lab.account.trace[-1].target


def test_spans_can_be_looked_up_by_their_fields(lab):
    lab.queue("a")
    lab.queue("b")

    assert ["a", "b"] == [span.target for span in lab.account.trace.find(service="sqs", name="CreateQueue")]
    assert [] == lab.account.trace.find(name="CreateQueue", status="error")
