"""M14 E2: where personal data is found that no call of the system brought there."""

import json
from collections.abc import Iterator

import pytest

from course.cloud import Account
from course.cloud.queue_content import put_in
from grader.rubrics.m14.personal import leaks
from grader.rubrics.m14.stories import Day
from grader.rubrics.m14.system import System

SETTINGS = {"prefix": "lake-41", "region": "us-east-1"}


@pytest.fixture
def day() -> Iterator[Day]:
    """Return a day of a system that is a queue, `lake-41-ends`."""
    with Account() as account:
        account.client("sqs").create_queue(QueueName="lake-41-ends")
        yield Day(System(account, SETTINGS, "https://", "arn:workflow", "arn:comparison", len(account.trace)))


def test_what_aws_itself_delivered_into_a_queue_is_found(day: Day) -> None:
    """Such as the event of an execution, which has its input."""
    put_in(
        day.system.account,
        "lake-41-ends",
        json.dumps({"detail": {"input": day.system.request("POL-1"), "name": "PAY-1"}}),
    )

    assert ["queue lake-41-ends"] == [found.where for found in leaks(day)]


def test_a_queue_in_which_no_person_is_named_is_in_order(day: Day) -> None:
    put_in(day.system.account, "lake-41-ends", json.dumps({"detail": {"name": "PAY-1"}}))

    assert [] == list(leaks(day))
