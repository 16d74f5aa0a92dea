"""Message attributes that SQS and SNS refuse, each in its own words."""

import pytest
from botocore.exceptions import ClientError

REFUSED = {
    "no value": {"DataType": "String"},
    "an empty value": {"DataType": "String", "StringValue": ""},
    "a value of the other kind": {"DataType": "Binary", "StringValue": "x"},
    "an unknown type": {"DataType": "Text", "StringValue": "x"},
    "a type that only begins like one": {"DataType": "Stringy", "StringValue": "x"},
    "an empty type": {"DataType": "", "StringValue": "x"},
    "a number that is none": {"DataType": "Number", "StringValue": "ten"},
}
TAKEN = {
    "a text": {"DataType": "String", "StringValue": "x"},
    "a list": {"DataType": "String.Array", "StringValue": '["x"]'},
    "a number": {"DataType": "Number", "StringValue": "-1.5e3"},
    "a type of one's own": {"DataType": "Number.float", "StringValue": "1.5"},
    "bytes": {"DataType": "Binary", "BinaryValue": b"x"},
}
refused = pytest.mark.parametrize("attribute", REFUSED.values(), ids=REFUSED)
taken = pytest.mark.parametrize("attribute", TAKEN.values(), ids=TAKEN)

EMPTY = "Message (user) attribute 'outcome' must contain a non-empty value of type '{}'."
UNKNOWN = (
    "The type of message (user) attribute 'outcome' is invalid. You must use only the following supported type "
    "prefixes: Binary, Number, String."
)


@refused
def test_sqs_refuses_an_attribute_with(lab, attribute):
    url = lab.queue()
    with pytest.raises(ClientError) as caught:
        lab.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes={"outcome": attribute})

    assert "InvalidParameterValue" == caught.value.response["Error"]["Code"]
    assert [] == lab.bodies(url)


@pytest.mark.parametrize(
    "attribute, words",
    [
        (REFUSED["no value"], EMPTY.format("String")),
        (REFUSED["a value of the other kind"], EMPTY.format("Binary")),
        (REFUSED["an unknown type"], UNKNOWN),
        (
            REFUSED["a number that is none"],
            "Can't cast the value of message (user) attribute 'outcome' to a number.",
        ),
    ],
)
def test_sqs_says_what_is_wrong_with_an_attribute(lab, attribute, words):
    with pytest.raises(ClientError) as caught:
        lab.sqs.send_message(QueueUrl=lab.queue(), MessageBody="x", MessageAttributes={"outcome": attribute})

    assert words == caught.value.response["Error"]["Message"]


@refused
def test_sqs_takes_the_other_messages_of_a_batch_with_one_that_has(lab, attribute):
    url = lab.queue()
    entries = [{"Id": "1", "MessageBody": "bad", "MessageAttributes": {"outcome": attribute}}]
    answer = lab.sqs.send_message_batch(QueueUrl=url, Entries=[*entries, {"Id": "2", "MessageBody": "good"}])

    assert [("1", True, "InvalidParameterValue")] == [
        (each["Id"], each["SenderFault"], each["Code"]) for each in answer["Failed"]
    ]
    assert ["2"] == [each["Id"] for each in answer["Successful"]]
    assert ["good"] == lab.bodies(url)


def test_sqs_answers_a_batch_of_which_nothing_is_good(lab):
    url, attribute = lab.queue(), REFUSED["no value"]
    entry = {"Id": "1", "MessageBody": "bad", "MessageAttributes": {"outcome": attribute}}
    answer = lab.sqs.send_message_batch(QueueUrl=url, Entries=[entry])

    assert (["1"], []) == ([each["Id"] for each in answer["Failed"]], answer.get("Successful", []))


@refused
def test_sns_refuses_an_attribute_with(lab, attribute):
    topic, url = lab.topic(), lab.queue()
    lab.subscribe(topic, lab.arn(url))
    with pytest.raises(ClientError) as caught:
        lab.sns.publish(TopicArn=topic, Message="x", MessageAttributes={"outcome": attribute})

    assert "ParameterValueInvalid" == caught.value.response["Error"]["Code"]
    assert [] == lab.bodies(url)


def test_sns_says_what_is_missing_in_an_attribute(lab):
    with pytest.raises(ClientError) as caught:
        lab.sns.publish(TopicArn=lab.topic(), Message="x", MessageAttributes={"outcome": REFUSED["no value"]})

    words = "The message attribute 'outcome' must contain non-empty message attribute value for message attribute type 'String'."
    assert words == caught.value.response["Error"]["Message"]


@taken
def test_sqs_and_sns_take_an_attribute_with(lab, attribute):
    topic, url = lab.topic(), lab.queue()
    lab.sns.publish(TopicArn=topic, Message="x", MessageAttributes={"outcome": attribute})
    lab.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes={"outcome": attribute})

    assert ["x"] == lab.bodies(url)
