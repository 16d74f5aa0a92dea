"""The documents in which Amazon S3 tells of an object: one for queues, topics and functions, one for EventBridge.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote_plus

__all__ = ["ObjectEvent", "bus_event", "records", "test_event"]

_OWNER = "A3NL1KOZZKExample"  # as AWS's page has it: what an account is called here says nothing

# By the name of the notification: the detail-type and the reason that EventBridge gets. Others are not sent there.
_BUS = {
    "ObjectCreated:Put": ("Object Created", "PutObject"),
    "ObjectCreated:Post": ("Object Created", "POST Object"),
    "ObjectCreated:Copy": ("Object Created", "CopyObject"),
    "ObjectCreated:CompleteMultipartUpload": ("Object Created", "CompleteMultipartUpload"),
    "ObjectRemoved:Delete": ("Object Deleted", "DeleteObject"),
    "ObjectRemoved:DeleteMarkerCreated": ("Object Deleted", "DeleteObject"),
    "ObjectRestore:Post": ("Object Restore Initiated", ""),
    "ObjectRestore:Completed": ("Object Restore Completed", ""),
    "ObjectAcl:Put": ("Object ACL Updated", ""),
    "ObjectTagging:Put": ("Object Tags Added", ""),
    "ObjectTagging:Delete": ("Object Tags Deleted", ""),
}


@dataclass(frozen=True)
class ObjectEvent:
    """What happened to an object. `name` is such as ``ObjectCreated:Put``; `size` and `etag` are None once it is gone."""

    name: str
    bucket: str
    region: str
    key: str
    size: int | None
    etag: str | None
    version: str | None
    sequencer: str
    request_id: str
    moment: datetime

    def object(self, *, key: str, etag: str) -> dict[str, Any]:
        """Return what is told of the object itself; `etag` is the name of that field, `key` its key as it is shown."""
        found = {"key": key, "size": self.size, etag: self.etag, "sequencer": self.sequencer}
        return {name: value for name, value in found.items() if value is not None}


def records(event: ObjectEvent, configuration_id: str) -> dict[str, Any]:
    """Return the document for a queue, a topic or a function. The key stands there as in a URL."""
    about = event.object(key=quote_plus(event.key, safe="/"), etag="eTag")
    if event.version is not None:
        about["versionId"] = event.version
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": event.region,
        "eventTime": f"{event.moment:%Y-%m-%dT%H:%M:%S}.{event.moment.microsecond // 1000:03d}Z",
        "eventName": event.name,
        "userIdentity": {"principalId": f"AWS:{_OWNER}"},
        "requestParameters": {"sourceIPAddress": "127.0.0.1"},
        "responseElements": {"x-amz-request-id": event.request_id, "x-amz-id-2": event.request_id},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration_id,
            "bucket": {
                "name": event.bucket,
                "ownerIdentity": {"principalId": _OWNER},
                "arn": f"arn:aws:s3:::{event.bucket}",
            },
            "object": about,
        },
    }
    return {"Records": [record]}


def bus_event(event: ObjectEvent, account_id: str) -> dict[str, Any] | None:
    """Return the event for EventBridge; None where S3 sends none. The key stands there as it is."""
    if event.name not in _BUS:
        return None
    kind, reason = _BUS[event.name]
    about = event.object(key=event.key, etag="etag")
    if event.version is not None:
        about["version-id"] = event.version
    detail: dict[str, Any] = {
        "version": "0",
        "bucket": {"name": event.bucket},
        "object": about,
        "request-id": event.request_id,
        "requester": account_id,
        "source-ip-address": "127.0.0.1",
    }
    if reason:
        detail["reason"] = reason
    if kind == "Object Deleted":
        marked = event.name.endswith("DeleteMarkerCreated")
        detail["deletion-type"] = "Delete Marker Created" if marked else "Permanently Deleted"
    return {
        "source": "aws.s3",
        "detail-type": kind,
        "resources": [f"arn:aws:s3:::{event.bucket}"],
        "detail": detail,
    }


def test_event(bucket: str, moment: datetime, request_id: str) -> dict[str, Any]:
    """Return what a queue or a topic gets when it is named in a bucket's configuration."""
    return {
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z",
        "Bucket": bucket,
        "RequestId": request_id,
        "HostId": request_id,
    }
