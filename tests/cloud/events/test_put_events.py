"""What PutEvents takes, and the event that comes of it."""

import json

import pytest
from botocore.exceptions import ClientError

ENTRY = {"Source": "shop", "DetailType": "Sale", "Detail": "{}"}


def test_an_event_arrives_whole(shop):
    shop.rule(shop.queue())
    answer = shop.put({"amount": 5.5}, Resources=["arn:aws:s3:::shop"])

    assert [
        {
            "version": "0",
            "id": answer["EventId"],
            "detail-type": "Sale",
            "source": "shop",
            "account": "123456789012",
            "time": "2025-03-01T08:00:00Z",
            "region": "us-east-1",
            "resources": ["arn:aws:s3:::shop"],
            "detail": {"amount": 5.5},
        }
    ] == shop.bodies()


def test_an_event_is_sent_without_spaces(shop):
    shop.rule(shop.queue())
    shop.put({"a": [1, 2]})

    assert '"detail":{"a":[1,2]}' in shop.received()[0]["Body"]


def test_an_event_may_say_when_it_happened(shop):
    shop.rule(shop.queue())
    shop.put(Time=1_700_000_000)

    assert "2023-11-14T22:13:20Z" == shop.bodies()[0]["time"]


@pytest.mark.parametrize(
    "wrong, code, message",
    [
        (
            {"Source": ""},
            "InvalidArgument",
            "Parameter Source is not valid. Reason: Source is a required argument.",
        ),
        (
            {"DetailType": ""},
            "InvalidArgument",
            "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
        ),
        (
            {"Detail": ""},
            "InvalidArgument",
            "Parameter Detail is not valid. Reason: Detail is a required argument.",
        ),
        ({"Detail": "{"}, "MalformedDetail", "Detail is malformed."),
        ({"Detail": "[1]"}, "MalformedDetail", "Detail is malformed."),
        ({"Detail": '{"a": NaN}'}, "MalformedDetail", "Detail is malformed."),
        ({"Detail": '{"a": 1e999}'}, "MalformedDetail", "Detail is malformed."),
        ({"Source": "aws.s3"}, "NotAuthorizedForSourceException", "Not authorized for the source."),
    ],
)
def test_a_wrong_entry_is_refused_and_the_others_are_taken(shop, wrong, code, message):
    answer = shop.events.put_events(Entries=[{**ENTRY, **wrong}, ENTRY])

    assert 1 == answer["FailedEntryCount"]
    assert {"ErrorCode": code, "ErrorMessage": message} == answer["Entries"][0]
    assert answer["Entries"][1]["EventId"]


def test_more_than_ten_entries_are_refused(shop):
    with pytest.raises(ClientError, match="length less than or equal to 10"):
        shop.events.put_events(Entries=[ENTRY] * 11)


def test_entries_of_more_than_a_megabyte_together_are_refused(shop):
    large = {**ENTRY, "Detail": json.dumps({"x": "y" * 300_000})}
    shop.events.put_events(Entries=[large] * 3)

    with pytest.raises(ClientError, match="Total size of the entries in the request is over the limit"):
        shop.events.put_events(Entries=[large] * 4)


def test_an_event_for_a_bus_that_does_not_exist_is_taken_and_dropped(shop):
    shop.rule(shop.queue())
    answer = shop.put(EventBusName="nowhere")

    assert answer["EventId"]
    assert [] == shop.bodies()


def test_a_service_puts_its_own_events_on_the_default_bus(shop):
    shop.rule(shop.queue(), pattern={"source": ["aws.s3"]})
    event_id = shop.account.events.put(
        {
            "source": "aws.s3",
            "detail-type": "Object Created",
            "resources": ["arn:aws:s3:::b"],
            "detail": {"k": 1},
        }
    )
    shop.account.settle()
    [event] = shop.bodies()

    assert (event_id, "aws.s3", "Object Created", {"k": 1}) == (
        event["id"],
        event["source"],
        event["detail-type"],
        event["detail"],
    )


def test_partners_events_are_refused_by_name(shop):
    with pytest.raises(ClientError, match="the lab does not answer events PutPartnerEvents"):
        shop.events.put_partner_events(Entries=[ENTRY])


@pytest.mark.parametrize("text", ["Zürich", "日本", "\ud800", "a\u0000b"])
def test_any_text_arrives_as_it_was(shop, text):
    shop.rule(shop.queue())
    shop.put({"text": text})

    assert [text] == [event["detail"]["text"] for event in shop.bodies()]


def test_a_fault_strikes_one_entry_and_the_others_are_taken(shop):
    shop.rule(shop.queue())
    shop.account.faults.fail("events", "entry", target="default", attempts=2)
    answer = shop.events.put_events(
        Entries=[{**ENTRY, "Detail": f'{{"number": {each}}}'} for each in (1, 2, 3)]
    )
    shop.account.settle()
    codes = [each.get("ErrorCode") for each in answer["Entries"]]

    assert (1, [None, "InternalFailure", None]) == (answer["FailedEntryCount"], codes)
    assert [1, 3] == [each["detail"]["number"] for each in shop.bodies()]


def test_an_entry_without_room_says_so(shop):
    shop.account.faults.throttle("events", "entry")
    answer = shop.events.put_events(Entries=[ENTRY])

    assert "ThrottlingException" == answer["Entries"][0]["ErrorCode"]
