"""Hands a document of Lambda's own making to a destination or a dead-letter queue, by its ARN."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.s3.exceptions import MissingBucket
from moto.s3.models import s3_backends
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from course.cloud.request import resource_name

if TYPE_CHECKING:
    from course.cloud.account import Account

    from .record import Ending

__all__ = ["report", "set_aside", "store", "tell"]


def report(account: "Account", arn: str, ending: "Ending") -> bool:
    """Send the record of an asynchronous invocation to a destination; tell whether it was taken."""
    if _refused(account, arn):
        return False
    record = ending.record(account.clock.now)
    service = arn.split(":")[2]
    if service == "s3":
        return store(account, arn, f"aws/lambda/async/{ending.function.function_name}", record)
    if service == "events":
        kind = "Success" if ending.good else "Failure"
        entry = {
            "EventBusName": arn,
            "Source": "lambda",
            "DetailType": f"Lambda Function Invocation Result - {kind}",
            "Resources": [arn, ending.executed_arn],
            "Detail": json.dumps(record),
        }
        return account.events.bus(arn) is not None and "EventId" in account.events.accept([entry])[0]
    return tell(account, arn, record)


def tell(account: "Account", arn: str, document: Any) -> bool:
    """Send a document (plain JSON data) to a queue, a topic or a function; tell whether it was taken."""
    return account.targets.send(arn, json.dumps(document)) is None


def set_aside(account: "Account", arn: str, event: Any, attributes: Mapping[str, tuple[str, str]]) -> bool:
    """Send an event to a dead-letter queue or topic, with why (name -> (data type, text)); tell whether it was taken."""
    if account.outages.holds(resource_name(arn)) or _refused(account, arn):
        return False
    service, region, owner, name = arn.split(":")[2:6]
    if service == "sns":
        from course.cloud.targets import Options

        texts = {key: text for key, (_, text) in attributes.items()}
        return account.targets.send(arn, json.dumps(event), Options(attributes=texts)) is None
    kept = {key: {"DataType": kind, "StringValue": text} for key, (kind, text) in attributes.items() if text}
    try:
        sqs_backends[owner][region].send_message(name, json.dumps(event), message_attributes=kept)
    except QueueDoesNotExist:
        return False
    return True


def _refused(account: "Account", arn: str) -> str:
    """Return why the function's role may not send there, in an account that enforces policies; "" where it may."""
    from course.cloud.targets import Options

    return account.permissions.delivery_refusal(arn, Options()) if account.permissions.enforced else ""


def store(account: "Account", arn: str, folder: str, record: Any) -> bool:
    """Put a document (plain JSON data) as an object below `folder` of a bucket; tell whether that worked."""
    key = f"{folder}/{account.clock.now:%Y/%m/%d/%Y-%m-%dT%H.%M.%S}-{account.new_id()}"
    try:
        s3_backends[account.id]["aws"].put_object(arn.split(":::")[1], key, json.dumps(record).encode())
    except MissingBucket:
        return False
    return True
