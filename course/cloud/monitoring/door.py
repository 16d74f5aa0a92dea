"""Requests in JSON (CloudWatch, X-Ray, moves of messages), answered by operation; others are moto's to answer."""

import gzip
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest

from course.cloud.refusal import Response, refuse

from .refused import RefusedError

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Operation", "answer"]

Operation = Callable[["Account", dict[str, Any]], dict[str, Any] | None]


def answer(
    account: "Account",
    service: str,
    operations: Mapping[str, Operation],
    operation: str,
    request: AWSPreparedRequest,
) -> Response | None:
    """Answer a request whose body is JSON; None for an operation that is not among these, and for one not ours.

    An operation gets the account and what was asked, and returns the content of the answer; None leaves this one
    request to moto. Moments are seconds since 1970 in both. What it refuses it raises as RefusedError.
    """
    work = operations.get(operation)
    if work is None:
        return None
    try:
        found = work(account, _asked(request))
    except RefusedError as refusal:
        return refuse(request, service, refusal.status, refusal.code, refusal.message)
    if found is None:
        return None
    return 200, {"Content-Type": "application/x-amz-json-1.0"}, json.dumps(found).encode()


def _asked(request: AWSPreparedRequest) -> dict[str, Any]:
    body = request.body or b"{}"
    if isinstance(body, bytes | bytearray) and request.headers.get("Content-Encoding") in {"gzip", b"gzip"}:
        body = gzip.decompress(body)  # botocore compresses much data
    return dict(json.loads(body))
