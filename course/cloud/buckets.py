"""Notifications of buckets: what S3 tells queues, topics, functions and EventBridge of its objects.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
"""

import json
from typing import TYPE_CHECKING, Any

from moto.s3.models import FakeBucket, Notification

from .object_events import ObjectEvent, bus_event, records, test_event
from .queue_policy import PolicyError, admits
from .request import resource_name
from .targets import Options, patience, persist

if TYPE_CHECKING:
    from .account import Account

__all__ = ["Buckets"]

PRINCIPAL = "s3.amazonaws.com"


class Buckets:
    """The telling side of an account's buckets."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._told = 0

    def notify(self, bucket: FakeBucket, name: str, key: Any) -> None:
        """Tell all that want to know what happened to an object; `name` is such as ``s3:ObjectCreated:Put``."""
        configuration = bucket.notification_configuration
        if configuration is None or not self._counts(name):
            return
        event = self._event(bucket, name.removeprefix("s3:"), key)
        for wish in (*configuration.queue, *configuration.topic, *configuration.cloud_function):
            if wish.matches(name, event.key):
                body = json.dumps(records(event, wish.id), separators=(",", ":"))
                self._send(bucket, wish.arn, body, event.name)
        if configuration.event_bridge is not None and (told := bus_event(event, self._account.id)):
            self._account.events.put(told)

    def greet(self, bucket: FakeBucket) -> None:
        """Send the test event to each queue and topic of a bucket's new configuration."""
        configuration = bucket.notification_configuration
        if configuration is None:
            return
        for arn in dict.fromkeys(each.arn for each in (*configuration.queue, *configuration.topic)):
            document = test_event(bucket.name, self._account.clock.now, self._request_id())
            self._send(bucket, arn, json.dumps(document, separators=(",", ":")), "TestEvent")

    def unreachable(self, bucket: FakeBucket, wishes: list[Notification]) -> Notification | None:
        """Return the first destination that is not there, or does not let the bucket send; None when all do."""
        return next((wish for wish in wishes if not self._reaches(bucket, wish.arn)), None)

    def _reaches(self, bucket: FakeBucket, arn: str) -> bool:
        if not self._account.targets.finds(arn) or arn.endswith(".fifo"):
            return False
        source = f"arn:aws:s3:::{bucket.name}"
        if self._account.permissions.enforced:
            return not self._account.permissions.service_refusal(PRINCIPAL, arn, source)
        policy = self._account.targets.queue_policy(arn)
        if policy is None:
            return True
        try:
            return admits(policy, queue_arn=arn, source_arn=source, principal_service=PRINCIPAL)
        except PolicyError:
            return False

    def _counts(self, name: str) -> bool:
        """Tell whether an event is of the call that is being answered.

        Moto notes the upload that ends one in parts as a Put besides, and tags that come with an upload as a change of
        tags.
        """
        call = next(self._account.trace.causes(), None)
        if call is None:
            return True
        if call.name == "CompleteMultipartUpload":
            return name.endswith(":CompleteMultipartUpload")
        return not name.startswith("s3:ObjectTagging:") or call.name.endswith("ObjectTagging")

    def _event(self, bucket: FakeBucket, name: str, key: Any) -> ObjectEvent:
        self._told += 1
        gone = name.startswith("ObjectRemoved")
        return ObjectEvent(
            name=name,
            bucket=bucket.name,
            region=bucket.region_name,
            key=key.name,
            size=None if gone else key.size,
            etag=None if gone else key.etag.strip('"'),
            version=str(key.version_id) if bucket.is_versioned else None,
            # AWS's numbers grow, too: they tell which of two events of one key is the later.
            sequencer=f"{self._told:016X}",
            request_id=self._request_id(),
            moment=self._account.clock.now,
        )

    def _request_id(self) -> str:
        return self._account.new_id().replace("-", "")[:16].upper()

    def _send(self, bucket: FakeBucket, arn: str, body: str, event: str) -> None:
        name = f"notification from {bucket.name} to {resource_name(arn)}"
        self._account.clock.spawn(self._deliver, bucket.name, arn, body, event, name=name)

    def _deliver(self, bucket: str, arn: str, body: str, event: str) -> None:
        trace, account = self._account.trace, self._account
        span = trace.open("delivery", "s3", bucket, resource_name(arn), event=event)
        options = Options(principal=PRINCIPAL, sender=f"arn:aws:s3:::{bucket}")
        with trace.within(span):
            ending = persist(
                account, lambda: account.targets.send(arn, body, options), patience(None), service="s3"
            )
        if ending.failure is None:
            trace.close(span, "ok", attempts=ending.attempts)
        else:
            trace.close(span, "lost", attempts=ending.attempts, reason=ending.failure.reason)
