"""Attributes of queues: the least and the most that SQS takes, and what it refuses."""

import pytest
from botocore.exceptions import ClientError

# What SQS takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
RANGES = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1_024, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43_200),
}
ENDS = [(name, str(end)) for name, ends in RANGES.items() for end in ends]
BEYOND = [(name, str(end)) for name, (least, most) in RANGES.items() for end in (least - 1, most + 1)]
NO_NUMBERS = [("VisibilityTimeout", "1.5"), ("DelaySeconds", "soon"), ("MessageRetentionPeriod", "")]


def _set(lab, name, value):
    lab.sqs.set_queue_attributes(QueueUrl=lab.queue("there"), Attributes={name: value})


def _create(lab, name, value):
    lab.queue("new", **{name: value})


both = pytest.mark.parametrize("ask", [_create, _set], ids=["created", "set"])


@both
@pytest.mark.parametrize("name, value", ENDS)
def test_a_queue_takes_the_least_and_the_most(lab, ask, name, value):
    ask(lab, name, value)
    url = next(each for each in lab.sqs.list_queues()["QueueUrls"])

    found = lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
    assert value == found[name]


@both
@pytest.mark.parametrize("name, value", [*BEYOND, *NO_NUMBERS])
def test_a_queue_takes_nothing_beyond(lab, ask, name, value):
    with pytest.raises(ClientError) as caught:
        ask(lab, name, value)

    error = caught.value.response["Error"]
    assert ("InvalidAttributeValue", f"Invalid value for the parameter {name}.") == (
        error["Code"],
        error["Message"],
    )


@both
def test_a_queue_knows_no_other_attributes(lab, ask):
    with pytest.raises(ClientError) as caught:
        ask(lab, "Colour", "red")

    error = caught.value.response["Error"]
    assert ("InvalidAttributeName", "Unknown Attribute Colour.") == (error["Code"], error["Message"])


def test_what_is_refused_leaves_nothing_behind(lab):
    url = lab.queue("there", DelaySeconds="5")
    with pytest.raises(ClientError):
        lab.queue("new", DelaySeconds="901")
    with pytest.raises(ClientError):
        lab.sqs.set_queue_attributes(
            QueueUrl=url, Attributes={"DelaySeconds": "7", "VisibilityTimeout": "-1"}
        )

    assert [url] == lab.sqs.list_queues()["QueueUrls"]
    names = ["DelaySeconds"]
    assert {"DelaySeconds": "5"} == lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)[
        "Attributes"
    ]


def test_what_is_not_named_stays_as_it_is(lab):
    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]}'
    url = lab.queue("there", Policy=policy)
    lab.sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60"})

    found = lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
    assert policy == found["Attributes"]["Policy"]


def test_an_empty_policy_takes_a_policy_away(lab):
    url = lab.queue("there", Policy='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}')
    lab.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})

    assert "Policy" not in lab.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
