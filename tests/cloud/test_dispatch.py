"""Moto is asked at the place at which it would look by itself."""

import json

import moto.core.models as moto_models
import pytest
from botocore.awsrequest import AWSPreparedRequest, HeadersDict
from moto.moto_api._internal import mock_random

from course.cloud import Account
from course.cloud.dispatch import ask_moto

JSON, FORM = "application/x-amz-json-1.0", "application/x-www-form-urlencoded"

# method, address, content type and target, body
CASES = {
    "sqs": ("POST", "https://sqs.us-east-1.amazonaws.com/", (JSON, "AmazonSQS.ListQueues"), "{}"),
    "sqs elsewhere": ("POST", "https://sqs.eu-west-1.amazonaws.com/", (JSON, "AmazonSQS.ListQueues"), "{}"),
    "sqs in China": ("POST", "https://sqs.cn-north-1.amazonaws.com.cn/", (JSON, "AmazonSQS.ListQueues"), "{}"),
    "sns": ("POST", "https://sns.us-east-1.amazonaws.com/", (FORM, ""), "Action=ListTopics"),
    "dynamodb": ("POST", "https://dynamodb.us-east-1.amazonaws.com/", (JSON, "DynamoDB_20120810.ListTables"), "{}"),
    "iam": ("POST", "https://iam.amazonaws.com/", (FORM, ""), "Action=ListRoles&Version=2010-05-08"),
    "sts": ("POST", "https://sts.us-east-1.amazonaws.com/", (FORM, ""), "Action=GetCallerIdentity&Version=2011-06-15"),
    "lambda": ("GET", "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions", ("", ""), ""),
    "a function that is not there": ("GET", "https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/f", ("", ""), ""),
    "s3": ("GET", "https://s3.amazonaws.com/", ("", ""), ""),
    "a bucket that is not there": ("GET", "https://bucket.s3.amazonaws.com/", ("", ""), ""),
    "an object's path with parameters": ("GET", "https://bucket.s3.amazonaws.com/a;b", ("", ""), ""),
    "a path that no service has": ("GET", "https://lambda.us-east-1.amazonaws.com/nothing", ("", ""), ""),
}  # fmt: skip


def _request(case: str) -> AWSPreparedRequest:
    method, url, (kind, target), body = CASES[case]
    headers = {"Content-Type": kind, "X-Amz-Target": target} if kind else {}
    return AWSPreparedRequest(method, url, HeadersDict(headers), body or None, stream_output=False)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("case", CASES)
def test_moto_answers_what_it_answers_by_itself(case: str) -> None:
    answers = []
    for ask in (moto_models.botocore_stubber.process_request, ask_moto):
        mock_random.seed(0)
        answers.append(ask(_request(case)))

    theirs, ours = answers
    assert (theirs if theirs != (404, {}, "Not yet implemented") else None) == ours


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("url", ["https://nothing.us-east-1.amazonaws.com/", "https://partner.example/"])
def test_nothing_answers_at_an_address_that_moto_does_not_know(url: str) -> None:
    assert ask_moto(AWSPreparedRequest("GET", url, HeadersDict(), None, stream_output=False)) is None


def test_an_address_is_remembered_and_what_was_kept_there_is_not() -> None:
    with Account() as first:
        first.client("sqs").create_queue(QueueName="q")
    with Account() as second:
        found = second.client("sqs").list_queues()

    assert "QueueUrls" not in found


def test_the_same_account_names_the_same_things_whatever_was_asked_before() -> None:
    def ids() -> list[str]:
        with Account(seed=7) as account:
            url = account.client("sqs").create_queue(QueueName="q")["QueueUrl"]
            return [
                account.client("sqs").send_message(QueueUrl=url, MessageBody=json.dumps(n))["MessageId"]
                for n in range(3)
            ]

    assert ids() == ids()
