"""Whatever goes wrong with a queue, its function and a table: no message is lost; and it goes wrong the same way again."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from course.cloud import Account
from tests.cloud.conftest import Lab

HANDLER = """
import boto3
def handler(event, context):
    table = boto3.client("dynamodb")
    for record in event["Records"]:
        table.put_item(TableName="done", Item={"id": {"S": record["body"]}})
"""

# What may go wrong without a message being lost: losing it is what drop of a message or a delivery is for.
PLACES = [
    (kind, asked)
    for asked, kinds in {
        ("sqs", "delivery"): ["delay", "duplicate", "drop"],
        ("sqs", "message"): ["delay", "duplicate"],
        ("sns", "delivery"): ["fail", "throttle", "delay", "duplicate"],
        ("lambda", "invocation"): ["fail", "throttle", "delay", "drop"],
        ("dynamodb", "PutItem"): ["fail", "throttle", "delay", "duplicate", "drop"],
        ("sns", "Publish"): ["delay", "duplicate", "drop"],
    }.items()
    for kind in kinds
]
FAULTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from([0.2, 0.5, 1.0]),
        st.integers(1, 6),
        st.sampled_from([0.5, 3.0, 20.0, 70.0]),
    ),
    max_size=5,
)


def _run(seed, faults, messages):
    """Send messages through topic, queue, function and table; return what the table has, and the trace as text."""
    with Account(seed) as account:
        lab = Lab(account)
        account.client("dynamodb").create_table(
            TableName="done",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        topic, url = lab.topic(), lab.queue(VisibilityTimeout="90")
        lab.subscribe(topic, lab.arn(url), RawMessageDelivery="true")
        lab.function(HANDLER, Timeout=15)
        lab.map(url, BatchSize=4)
        for (kind, asked), chance, times, seconds in faults:
            more = {"seconds": seconds} if kind == "delay" else {}
            getattr(account.faults, kind)(*asked, chance=chance, times=times, **more)
        for number in range(messages):
            try:
                lab.sns.publish(TopicArn=topic, Message=str(number))
            except Exception:  # noqa: BLE001  a publisher that hears nothing publishes again
                lab.sns.publish(TopicArn=topic, Message=str(number))
        assert account.settle() is None
        assert (0, 0) == lab.waiting(url)
        items = account.client("dynamodb").scan(TableName="done")["Items"]
        return {int(each["id"]["S"]) for each in items}, json.dumps(
            [each.as_dict() for each in account.trace]
        )


@settings(max_examples=25)
@given(st.integers(0, 9), FAULTS, st.integers(1, 8))
def test_random_faults_lose_no_message(seed, faults, messages):
    arrived, _ = _run(seed, faults, messages)

    assert set(range(messages)) == arrived


@settings(max_examples=8)
@given(st.integers(0, 9), FAULTS)
def test_the_same_seed_gives_the_same_trace_under_faults(seed, faults):
    assert _run(seed, faults, 4) == _run(seed, faults, 4)
