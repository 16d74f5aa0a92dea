"""Queues and their policies."""

import json
from typing import Any

from .draft import Draft, pick

__all__ = ["add"]

_NUMBERS = (
    "DelaySeconds",
    "KmsDataKeyReusePeriodSeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "VisibilityTimeout",
)
_FLAGS = ("ContentBasedDeduplication", "FifoQueue", "SqsManagedSseEnabled")
_DOCUMENTS = ("RedriveAllowPolicy", "RedrivePolicy")


def add(draft: Draft) -> None:
    """Add every queue."""
    for url in draft.reader.every("sqs", "list_queues", "QueueUrls"):
        found = draft.reader.get("sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=["All"])[
            "Attributes"
        ]
        arn = found["QueueArn"]
        name = arn.rsplit(":", 1)[1]
        logical = draft.logical(name, "Queue")
        draft.add(
            logical, "AWS::SQS::Queue", {"QueueName": name, **_properties(found)}, {arn: "Arn", url: ""}
        )
        draft.outputs[f"{logical}Url"] = {"Value": {"Ref": logical}}
        if policy := found.get("Policy"):
            document = {"Queues": [{"Ref": logical}], "PolicyDocument": json.loads(policy)}
            draft.add(draft.logical(name, "QueuePolicy"), "AWS::SQS::QueuePolicy", document)


def _properties(found: dict[str, str]) -> dict[str, Any]:
    return {
        **{name: int(text) for name, text in pick(found, *_NUMBERS).items()},
        **{name: True for name in _FLAGS if found.get(name) == "true"},
        **pick(found, "DeduplicationScope", "FifoThroughputLimit", "KmsMasterKeyId"),
        **{name: json.loads(text) for name, text in pick(found, *_DOCUMENTS).items()},
    }
