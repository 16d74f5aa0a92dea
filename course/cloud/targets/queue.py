"""To an SQS queue, whose policy may refuse it."""

from typing import TYPE_CHECKING

from moto.core.exceptions import ServiceException
from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import sqs_backends

from course.cloud.attempts import Failure
from course.cloud.queue_policy import PolicyError, explain
from course.cloud.request import resource_name

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(_: "Account", arn: str, body: str, options: Options) -> Failure | None:
    """Put the text into the queue."""
    region, owner = arn.split(":")[3:5]
    name, backend = resource_name(arn), sqs_backends[owner][region]
    try:
        queue = backend.get_queue(name)
    except QueueDoesNotExist:
        return Failure(f"queue {name} does not exist", permanent=True, code="NO_RESOURCE")
    if options.principal and not options.role and (why := _refused(queue.policy, arn, options)):
        return Failure(f"queue {name} refuses {options.principal}: {why}", True, "NO_PERMISSIONS")
    if queue.fifo_queue and not options.group_id:
        return Failure(f"queue {name} is FIFO and needs a MessageGroupId", True, "INVALID_PARAMETER")
    attributes = {
        key: {"DataType": "String", "StringValue": text} for key, text in options.attributes.items() if text
    }
    try:
        backend.send_message(
            name,
            body,
            message_attributes=attributes,
            deduplication_id=options.deduplication_id,
            group_id=options.group_id,
        )
    except ServiceException as refusal:
        return Failure(
            f"queue {name} refused the message: {refusal.message}", permanent=True, code="SDK_CLIENT_ERROR"
        )
    return None


def _refused(policy: object, arn: str, options: Options) -> str:
    """Return why the queue's policy does not let the sender in; "" where it does."""
    try:
        verdict = explain(
            policy, queue_arn=arn, source_arn=options.sender, principal_service=options.principal
        )
    except PolicyError as problem:
        return str(problem)
    return "" if verdict.admitted else " ".join(verdict.reasons)
