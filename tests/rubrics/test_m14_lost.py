"""M14: a report tells why something did not arrive, as far as the account knows."""

import json
from collections.abc import Iterator

import pytest

from course.cloud import Account
from grader.rubrics.m14.lost import explained, lost_on_the_way
from grader.rubrics.m14.system import System

SETTINGS = {"prefix": "lake-41", "region": "us-east-1"}
EVENT = {"Source": "lake", "DetailType": "Frozen", "Detail": "{}"}


@pytest.fixture
def system() -> Iterator[System]:
    """Return a system that is a rule and a queue, which has no policy."""
    with Account() as account:
        begin = len(account.trace)
        url = account.client("sqs").create_queue(QueueName="lake-41-q")["QueueUrl"]
        asked = account.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        events = account.client("events")
        events.put_rule(Name="lake-41-frozen", EventPattern=json.dumps({"source": ["lake"]}))
        target = {"Id": "queue", "Arn": asked["Attributes"]["QueueArn"]}
        events.put_targets(Rule="lake-41-frozen", Targets=[target])
        yield System(account, SETTINGS, "https://", "arn:workflow", "arn:comparison", begin)


def test_a_queue_without_a_policy_is_named_once(system: System) -> None:
    system.account.client("events").put_events(Entries=[EVENT, EVENT])
    system.settle()
    (reason,) = lost_on_the_way(system)

    assert reason.startswith("queue lake-41-q refuses events.amazonaws.com: The queue has no policy")
    assert f"no row; {reason}" == explained(system, "no row")


def test_where_nothing_was_lost_nothing_is_added(system: System) -> None:
    assert "no row" == explained(system, "no row")
