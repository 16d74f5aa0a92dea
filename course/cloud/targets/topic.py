"""To an SNS topic: publish."""

from typing import TYPE_CHECKING

from moto.core.exceptions import ServiceException
from moto.sns.models import sns_backends

from course.cloud.attempts import Failure
from course.cloud.request import resource_name

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(_: "Account", arn: str, body: str, options: Options) -> Failure | None:
    """Publish the text."""
    region, owner = arn.split(":")[3:5]
    name, backend = resource_name(arn), sns_backends[owner][region]
    if arn not in backend.topics:
        return Failure(f"topic {name} does not exist", permanent=True, code="NO_RESOURCE")
    attributes = {key: {"Type": "String", "Value": text} for key, text in options.attributes.items() if text}
    try:
        backend.publish(
            body,
            arn,
            subject=options.subject,
            message_attributes=attributes,
            group_id=options.group_id,
            deduplication_id=options.deduplication_id,
        )
    except ServiceException as refusal:
        return Failure(
            f"topic {name} refused the message: {refusal.message}", permanent=True, code="SDK_CLIENT_ERROR"
        )
    return None
