"""Hands a document of Lambda's own making to a queue, a topic or another function, by its ARN."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.sns.models import sns_backends
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from course.cloud.request import resource_name

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["hand_over"]


def hand_over(
    account: "Account", arn: str, document: Any, attributes: Mapping[str, tuple[str, str]] | None = None
) -> bool:
    """Send `document` (plain JSON data) to `arn`; tell whether it was taken.

    `attributes`: name -> (data type, text), for a queue. No ARN, or what it names is gone or switched off: not taken.
    """
    way = _WAYS.get(arn.split(":")[2] if arn.count(":") >= 5 else "")
    if way is None or account.outages.holds(resource_name(arn)):
        return False
    return way(account, arn, document, attributes or {})


def _queue(_: "Account", arn: str, document: Any, attributes: Mapping[str, tuple[str, str]]) -> bool:
    region, owner, name = arn.split(":")[3:6]
    kept = {key: {"DataType": kind, "StringValue": text} for key, (kind, text) in attributes.items() if text}
    try:
        sqs_backends[owner][region].send_message(name, json.dumps(document), message_attributes=kept)
    except QueueDoesNotExist:
        return False
    return True


def _topic(_: "Account", arn: str, document: Any, __: object) -> bool:
    region, owner = arn.split(":")[3:5]
    topic = sns_backends[owner][region].topics.get(arn)
    if topic is not None:
        topic.publish(json.dumps(document))
    return topic is not None


def _function(account: "Account", arn: str, document: Any, __: object) -> bool:
    region, owner = arn.split(":")[3:5]
    try:
        account.asynchronous.invoke(lambda_backends[owner][region].get_function(arn), document)
    except UnknownFunctionException:
        return False
    return True


_WAYS = {"sqs": _queue, "sns": _topic, "lambda": _function}
