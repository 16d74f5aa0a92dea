"""Kinds of policies: on what they stand, and what must be in them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
"""

from dataclasses import dataclass

__all__ = ["BUCKET", "BUS", "FUNCTION", "IDENTITY", "QUEUE", "TOPIC", "TRUST", "Kind"]


@dataclass(frozen=True)
class Kind:
    """One kind. `thing` is what it stands on, `service` that of its actions ("" for any).

    `principal` and `action` are examples of what to write; a kind without a principal must not name any.
    `resource` says how to write what it is about; "" for a kind that must not name it.
    """

    thing: str
    service: str
    label: str
    principal: str
    action: str
    resource: str
    condition: str = '{"ArnEquals": {"aws:SourceArn": "the ARN of the source"}}'

    @property
    def basis(self) -> str:
        """AWS's word for it in a refusal."""
        return "resource-based" if self.principal else "identity-based"


QUEUE = Kind(
    "queue",
    "sqs",
    "SQS",
    '{"Service": "sns.amazonaws.com"}',
    "sqs:SendMessage",
    "Name the queue by its ARN.",
    '{"ArnEquals": {"aws:SourceArn": "the ARN of the topic"}}',
)
TOPIC = Kind(
    "topic", "sns", "SNS", '{"Service": "events.amazonaws.com"}', "sns:Publish", "Name the topic by its ARN."
)
FUNCTION = Kind(
    "function",
    "lambda",
    "Lambda",
    '{"Service": "sns.amazonaws.com"}',
    "lambda:InvokeFunction",
    "Name the function by its ARN.",
)
BUS = Kind(
    "bus", "events", "EventBridge", '{"AWS": "123456789012"}', "events:PutEvents", "Name the bus by its ARN."
)
BUCKET = Kind(
    "bucket",
    "s3",
    "S3",
    '{"AWS": "123456789012"}',
    "s3:GetObject",
    "Name the bucket, and its objects as bucket/*.",
)
IDENTITY = Kind("role", "", "AWS", "", "sqs:SendMessage", "Name what it may be done to by its ARN.")
TRUST = Kind("role's trust", "sts", "STS", '{"Service": "lambda.amazonaws.com"}', "sts:AssumeRole", "")
