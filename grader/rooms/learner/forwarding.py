"""boto3 in the learner's process: each request goes to the account, which is in the other process, and to no network."""

import base64
import os
from collections.abc import Iterable
from functools import cache
from typing import Any

import boto3
from botocore import client as clients
from botocore import httpsession
from botocore import session as sessions
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.handlers import BUILTIN_HANDLERS
from botocore.retries.quota import RetryQuota
from botocore.retries.standard import ExponentialBackoff

from course import sdk
from grader.rooms.talk import Talk

from .times import Times

__all__ = ["ask", "client", "forward", "prepare", "settle_in", "table"]

REGION = "us-east-1"
# No secret: every client needs some credentials, and none of a learner's own is ever read.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "FOOBARKEY",
    "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


class _Raw:
    """The body of an answer, as botocore reads one."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, *_: Any, **__: Any) -> Any:
        """Yield what is left of the body."""
        rest, self._body = self._body, b""
        yield rest

    def read(self, amount: int | None = None) -> bytes:
        """Return so many bytes of what is left, all without an amount."""
        size = len(self._body) if amount is None else amount
        part, self._body = self._body[:size], self._body[size:]
        return part


class _Way:
    """Where requests go: set once a learner's process has its line to the examiner."""

    talk: Talk
    times: Times


_way = _Way()


def prepare(services: Iterable[str] = ()) -> None:
    """Let every boto3 client of this process speak to the account on the other side; make clients of `services` already.

    Call it once, before any client is made; children that are forked from this process inherit it.
    """
    os.environ.update(ENVIRONMENT)
    BUILTIN_HANDLERS.append(("before-send", _send))
    clients.ClientCreator = sdk.Clients
    httpsession.create_urllib3_context = sdk.ready_for_tls
    # As beside an account, where seams see to it.
    ExponentialBackoff.delay_amount = sdk.delay_amount
    RetryQuota.acquire = sdk.acquire
    # A cell may make a session of its own.
    sessions.HierarchicalEmitter, sessions.EventAliaser = sdk.Events, sdk.Aliases
    boto3.DEFAULT_SESSION = sdk.session()
    for service in services:
        client(service)
    boto3.resource("dynamodb")  # what a table is made of is loaded with the first one


def forward(talk: Talk, times: Times) -> None:
    """Let requests go over this line from now on."""
    _way.talk, _way.times = talk, times


def settle_in(region: str | None) -> None:
    """Let clients for which no Region is named be of this one, that of the account which runs; None where none does."""
    os.environ["AWS_DEFAULT_REGION"] = region or REGION


def ask(verb: str, content: Any) -> Any:
    """Ask the other side; its answer tells the time as well."""
    answer = _way.talk.ask(verb, content)
    _way.times.follow(answer["now"])
    return answer


def _send(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    answer = ask(
        "aws",
        {
            "event": event_name,
            "method": request.method,
            "url": request.url,
            "headers": [[name, _text(value)] for name, value in request.headers.items()],
            "body": base64.b64encode(_bytes(request.body)).decode(),
        },
    )
    body = base64.b64decode(answer["body"])
    return AWSResponse(request.url, answer["status"], dict(answer["headers"]), _Raw(body))


@cache
def client(service: str, region: str = REGION) -> Any:
    """Return a boto3 client; the first one of a service takes a while to make, and serves every account."""
    return boto3.client(service, region_name=region)


@cache
def table(service: str, region: str, name: str) -> Any:
    """Return a DynamoDB table, as boto3's resources have it."""
    return boto3.resource(service, region_name=region).Table(name)


def _bytes(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return _bytes(body.read())
    return bytes(body)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
