"""Amazon S3: notifications of our own, to destinations that are there, of all that happens to an object."""

from typing import Any

from moto.s3 import models, notifications
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, S3Backend

from course.cloud import running

from .seam import Seam

__all__ = ["SEAMS"]


def _send_event(account_id: str, event_name: Any, bucket: Any, key: Any) -> None:
    del account_id
    running.current().buckets.notify(bucket, str(event_name.value), key)


def _send_test_event(account_id: str, bucket: Any) -> None:
    del account_id, bucket  # sent below, once the whole configuration is good


def _send_notification(source: str, event_name: str, region: str, resources: Any, detail: Any) -> None:
    """Send nothing: that a bucket was made is no event of S3's."""
    del source, event_name, region, resources, detail


def _set_configuration(bucket: FakeBucket, notification_config: dict[str, Any] | None) -> None:
    before = bucket.notification_configuration
    try:
        _moto_set_configuration(bucket, notification_config)
        _check_destinations(bucket)
    except Exception:
        bucket.notification_configuration = before
        raise
    running.current().buckets.greet(bucket)


def _check_destinations(bucket: FakeBucket) -> None:
    asked = bucket.notification_configuration
    if asked and running.current().buckets.unreachable(
        bucket, [*asked.queue, *asked.topic, *asked.cloud_function]
    ):
        raise S3ClientError("InvalidArgument", "Unable to validate the following destination configurations")


def _delete_object(
    backend: S3Backend,
    bucket_name: str,
    key_name: str,
    version_id: str | None = None,
    bypass: bool = False,  # noqa: FBT001, FBT002  moto's
) -> tuple[bool, dict[str, Any]]:
    bucket = backend.get_bucket(bucket_name)
    before = bucket.keys.getlist(key_name, [])
    done, meta = _moto_delete_object(backend, bucket_name, key_name, version_id, bypass)
    if not (done and bucket.is_versioned):
        return done, meta
    after = bucket.keys.getlist(key_name, [])
    event = notifications.S3NotificationEvent
    if version_id is None:
        running.current().buckets.notify(
            bucket, event.OBJECT_REMOVED_DELETE_MARKER_CREATED_EVENT.value, after[-1]
        )
    elif after and (gone := [each for each in before if str(each.version_id) == str(version_id)]):
        running.current().buckets.notify(bucket, event.OBJECT_REMOVED_DELETE_EVENT.value, gone[0])
    return done, meta


_moto_set_configuration = FakeBucket.set_notification_configuration
_moto_delete_object = S3Backend.delete_object

_WITHIN = "moto delivers within the sender's call, hides what goes wrong, and runs no function"
SEAMS = (
    Seam(notifications, "send_event", _send_event, _WITHIN),
    Seam(notifications, "send_test_event", _send_test_event, _WITHIN),
    Seam(
        models,
        "events_send_notification",
        _send_notification,
        "moto has an event for a new bucket, which AWS sends by way of CloudTrail alone, and hands it past every pattern",
    ),
    Seam(
        FakeBucket,
        "set_notification_configuration",
        _set_configuration,
        "moto takes destinations that are not there, or do not let the bucket send",
    ),
    Seam(
        S3Backend,
        "delete_object",
        _delete_object,
        "moto tells nobody of delete markers, nor of a version that goes while others stay",
    ),
)
