"""The check on the first page looks at what was sent."""

import pytest

from course.cloud import Account
from course.widgets import first_check


@pytest.fixture
def sent():
    """An account in which these services were told."""

    def told(*services):
        with Account() as account:
            sqs = account.client("sqs")
            for service in services:
                queue = sqs.create_queue(QueueName=f"{service}-q")["QueueUrl"]
                sqs.send_message(QueueUrl=queue, MessageBody="paid")
        return account

    return told


def test_one_service_is_half_of_it_and_what_is_missing_is_named(sent):
    text = first_check(sent("sales")).text

    assert text.startswith("Two services are told: 5 of 10 points")
    assert "not yet: `customer-q` holds a message" in text.replace("✗ ", "")


def test_both_services_are_green(sent):
    text = first_check(sent("sales", "customer")).text

    assert text.startswith("Two services are told: 10 of 10 points")
    assert "Your first check is green" in text


def test_a_queue_without_a_message_is_no_green(sent):
    with Account() as account:
        account.client("sqs").create_queue(QueueName="customer-q")

    assert first_check(account).text.startswith("Two services are told: 0 of 10 points")


def test_what_is_no_account_is_answered_in_words():
    assert "expected: the account of the cell" in first_check(None).text
