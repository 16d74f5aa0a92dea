"""The session's clients send what those of any session send, but for a signature that nobody checks."""

import re
from contextlib import suppress
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from botocore.exceptions import ClientError

from course import sdk
from course.cloud import Account

KEYS, REGION = ("KEY", "SECRET"), "us-east-1"

CALLS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "json": ("sqs", "send_message", {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/1/q", "MessageBody": "x"}),
    "a form": ("sns", "publish", {"TopicArn": "arn:aws:sns:us-east-1:1:t", "Message": "x"}),
    "an endpoint that names how to sign": ("iam", "list_roles", {}),
    "a path": ("lambda", "invoke", {"FunctionName": "f", "Payload": b"{}"}),
    "tables": ("dynamodb", "get_item", {"TableName": "t", "Key": {"id": {"S": "1"}}}),
    "events": ("events", "put_events", {"Entries": [{"Source": "s", "DetailType": "t", "Detail": "{}"}]}),
    "an object": ("s3", "get_object", {"Bucket": "bucket", "Key": "k"}),
    "an object that is put": ("s3", "put_object", {"Bucket": "bucket", "Key": "k", "Body": b"x"}),
    "an operation that nobody signs": (
        "sts",
        "assume_role_with_web_identity",
        {"RoleArn": "arn:aws:iam::123456789012:role/r", "RoleSessionName": "name", "WebIdentityToken": "token"},
    ),
}  # fmt: skip


def _ours() -> Any:
    return sdk.session(*KEYS, REGION)


def _usual() -> Any:
    return boto3.Session(*KEYS, region_name=REGION)


def _sent(session: Any, call: str, config: Config | None = None) -> tuple[str, str, dict[str, str], Any]:
    """Return what a call sends: verb, address, headers and body."""
    service, operation, parameters = CALLS[call]
    found: list[AWSPreparedRequest] = []
    with Account(), suppress(ClientError):  # from one moment on: requests tell when they were made
        client = session.client(service, config=config)
        client.meta.events.register("before-send", lambda request, **_: found.append(request))
        getattr(client, operation)(**parameters)
    headers = {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in found[0].headers.items()
        if name != "amz-sdk-invocation-id"  # drawn by lot
    }
    body = found[0].body.read() if hasattr(found[0].body, "read") else found[0].body
    return found[0].method, found[0].url, headers, body


def _without_signature(sent: tuple[str, str, dict[str, str], Any]) -> tuple[str, str, dict[str, str], Any]:
    method, url, headers, body = sent
    return method, url, {name: re.sub(r"Signature=\w+", "", text) for name, text in headers.items()}, body


@pytest.mark.parametrize("call", CALLS)
def test_a_request_differs_in_its_signature_at_most(call: str) -> None:
    assert _without_signature(_sent(_usual(), call)) == _without_signature(_sent(_ours(), call))


@pytest.mark.parametrize(
    "call", ["json", "a form", "an endpoint that names how to sign", "a path", "tables", "events"]
)
def test_the_signature_of_a_service_that_does_not_check_it_is_none(call: str) -> None:
    authorization = _sent(_ours(), call)[2]["Authorization"]

    assert authorization.startswith("AWS4-HMAC-SHA256 Credential=KEY/")
    assert authorization.endswith("Signature=" + "0" * 64)


@pytest.mark.parametrize("call", ["an object", "an object that is put", "an operation that nobody signs"])
def test_what_is_sent_to_s3_or_not_signed_at_all_is_as_ever(call: str) -> None:
    assert _sent(_usual(), call) == _sent(_ours(), call)


@pytest.mark.parametrize("call", ["json", "an object"])
def test_a_presigned_address_is_signed_as_ever(call: str) -> None:
    service, operation, parameters = CALLS[call]
    with Account():
        theirs, ours = (
            session.client(service).generate_presigned_url(operation, Params=parameters)
            for session in (_usual(), _ours())
        )

    assert theirs == ours


def test_the_user_agent_tells_what_the_client_was_told() -> None:
    config = Config(user_agent_extra="shop/1", user_agent_appid="shop")

    theirs, ours = (_sent(session, "json", config)[2]["User-Agent"] for session in (_usual(), _ours()))

    assert theirs == ours
    assert "app/shop" in ours
    assert ours.endswith("shop/1")


def test_the_user_agent_tells_which_features_a_request_makes_use_of() -> None:
    seen: list[Any] = []
    with Account():
        client = _ours().client("s3")
        client.create_bucket(Bucket="bucket")
        client.meta.events.register(
            "before-send", lambda request, **_: seen.append(request.headers["User-Agent"])
        )
        client.put_object(Bucket="bucket", Key="k", Body=b"x")
        client.get_object(Bucket="bucket", Key="k")
        client.put_object(Bucket="bucket", Key="k", Body=b"x")

    assert seen[0] == seen[2]
    assert seen[0] != seen[1]
