"""What moto would store of a request, and nobody here would act on: refused, so that no learner counts on it.

A whole operation, or one parameter of it. What only decorates (tags, descriptions, encryption keys) is no such wish.
"""

from collections.abc import Mapping
from typing import Any

from botocore.awsrequest import AWSPreparedRequest

__all__ = ["idle_wish"]

# By service and operation: what has to stand in the request ("": nothing particular), and what the lab does not do.
_WISHES: dict[tuple[str, str], tuple[str, str]] = {
    ("s3", "PutBucketAccelerateConfiguration"): ("", "accelerate transfers"),
    ("s3", "PutBucketLifecycleConfiguration"): ("", "end the life of objects"),
    ("s3", "PutBucketNotificationConfiguration"): (
        "x-amz-skip-destination-validation",
        "leave out the look at a notification's destination",
    ),
    ("s3", "PutBucketReplication"): ("", "copy objects to another bucket"),
    ("sns", "CreateTopic"): ("ArchivePolicy", "keep an archive of a topic's messages"),
    ("sns", "SetSubscriptionAttributes"): ("ReplayPolicy", "send messages of an archive again"),
    ("sns", "SetTopicAttributes"): ("ArchivePolicy", "keep an archive of a topic's messages"),
    ("sns", "Subscribe"): ("ReplayPolicy", "send messages of an archive again"),
}


def idle_wish(
    service: str, operation: str, parameters: Mapping[str, Any], request: AWSPreparedRequest
) -> str:
    """Return the sentence with which a request is refused; "" for one that the lab takes seriously in all its parts."""
    marker, deed = _WISHES.get((service, operation), ("", ""))
    asked = deed and (not marker or marker in parameters.values() or marker in request.headers)
    return f"{service} {operation}: the lab does not {deed}" if asked else ""
