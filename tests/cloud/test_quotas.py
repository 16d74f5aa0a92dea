"""A quota is a token bucket for one operation: so many calls at once, so many a second for long."""

import time

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from course.cloud import Account
from course.cloud.quotas import QuotaError

NO_RETRIES = Config(retries={"max_attempts": 0})
PASS = '{"StartAt": "Note", "States": {"Note": {"Type": "Pass", "End": true}}}'


@pytest.fixture
def account():
    with Account() as account:
        yield account


@pytest.fixture
def machine(account):
    role = "arn:aws:iam::123456789012:role/any"
    made = boto3.client("stepfunctions").create_state_machine(name="note", definition=PASS, roleArn=role)
    return made["stateMachineArn"]


def starts(machine, how_many, *, every=0.0, client=None):
    """Start a machine so many times; the error of each, empty where there was none."""
    client = client or boto3.client("stepfunctions", config=NO_RETRIES)
    said = []
    for _ in range(how_many):
        try:
            client.start_execution(stateMachineArn=machine)
            said.append("")
        except ClientError as error:
            said.append(error.response["Error"]["Code"])
        time.sleep(every)
    return said


def test_without_a_quota_nobody_is_throttled(machine):
    assert [""] * 50 == starts(machine, 50)


def test_calls_beyond_the_bucket_are_throttled(account, machine):
    quota = account.quotas.limit("stepfunctions", "StartExecution", rate=0.001, burst=3)

    assert ["", "", "", "ThrottlingException", "ThrottlingException"] == starts(machine, 5)
    assert (3, 2) == (quota.admitted, quota.throttled)


def test_a_throttled_call_starts_nothing(account, machine):
    account.quotas.limit("stepfunctions", "StartExecution", rate=0.001, burst=1)
    starts(machine, 4)

    assert 1 == len(boto3.client("stepfunctions").list_executions(stateMachineArn=machine)["executions"])


def test_the_bucket_fills_at_its_rate_up_to_its_burst(account, machine):
    account.quotas.limit("stepfunctions", "StartExecution", rate=2, burst=4)
    starts(machine, 4)
    emptied = account.quotas.level("stepfunctions", "StartExecution")
    account.clock.sleep(1)
    after_a_second = account.quotas.level("stepfunctions", "StartExecution")
    account.clock.sleep(60)

    assert emptied < 1
    assert 2 == round(after_a_second - emptied, 6)
    assert 4 == account.quotas.level("stepfunctions", "StartExecution")


def test_calls_at_the_rate_are_admitted_for_ever(account, machine):
    account.quotas.limit("stepfunctions", "StartExecution", rate=5, burst=1)

    assert [""] * 20 == starts(machine, 20, every=0.2)


def test_boto3s_own_retries_wait_for_a_token(account, machine):
    quota = account.quotas.limit("stepfunctions", "StartExecution", rate=2, burst=1)
    patient = boto3.client("stepfunctions", config=Config(retries={"mode": "standard", "max_attempts": 10}))

    assert [""] * 4 == starts(machine, 4, client=patient)
    assert quota.throttled > 0


def test_other_operations_have_buckets_of_their_own(account, machine):
    account.quotas.limit("stepfunctions", "StartExecution", rate=0.001, burst=1)
    starts(machine, 2)

    assert "note" == boto3.client("stepfunctions").describe_state_machine(stateMachineArn=machine)["name"]


def test_a_quota_that_is_set_again_or_ended_begins_anew(account, machine):
    account.quotas.limit("stepfunctions", "StartExecution", rate=0.001, burst=1)
    first = starts(machine, 2)
    account.quotas.limit("stepfunctions", "StartExecution", rate=0.001, burst=1)
    again = starts(machine, 2)
    account.quotas.clear()

    assert ["", "ThrottlingException"] == first == again
    assert [""] * 3 == starts(machine, 3)


@pytest.mark.parametrize(
    "wrong", [{"rate": 0, "burst": 1}, {"rate": 1, "burst": -1}, {"rate": 1, "burst": 0}]
)
def test_a_bucket_that_could_never_give_a_token_is_refused(account, wrong):
    with pytest.raises(QuotaError, match="expected a number above 0"):
        account.quotas.limit("stepfunctions", "StartExecution", **wrong)


def test_the_level_of_what_has_no_quota_is_not_known(account):
    with pytest.raises(QuotaError, match="set one with limit"):
        account.quotas.level("sqs", "SendMessage")
