"""What wakes the person on duty: the messages in `{prefix}-on-duty`, whoever sent them and in whatever form.

The lab hands on what a topic brings, whatever the queue's policy says, and AWS does not. So the policy is read here.
"""

import json
from dataclasses import dataclass
from typing import Any

from course.cloud.queue_content import find, take_out

__all__ = ["Ring", "queue_of", "rings", "turned_away"]

OK = "OK"


@dataclass(frozen=True)
class Ring:
    """A message that wakes somebody: the alarm that it tells of, "" where it tells of none, and its text."""

    alarm: str
    text: str

    def __str__(self) -> str:
        return f"alarm {self.alarm}" if self.alarm else self.text[:120]


def queue_of(settings: dict[str, Any]) -> str:
    """Return the name of the queue."""
    return f"{settings['prefix']}-on-duty"


def rings(account: Any, settings: dict[str, Any]) -> list[Ring] | None:
    """Take what has arrived since the last look; None where there is no such queue. An all-clear wakes nobody.

    Nor does what a topic sends that the queue's policy turns away.
    """
    if find(account, queue_of(settings)) is None:
        return None
    bodies = take_out(account, queue_of(settings))
    if bodies and turned_away(account, settings):
        bodies = [
            body for body in bodies if "detail-type" in _read(body)
        ]  # EventBridge is asked by the lab itself
    return [ring for ring, state in map(_told, bodies) if state != OK]


def turned_away(account: Any, settings: dict[str, Any]) -> list[str]:
    """Return the topics that the queue listens to and whose messages its policy does not let in."""
    from moto.sns.models import sns_backends  # moto takes seconds to import

    region = settings["region"]
    queue = f"arn:aws:sqs:{region}:{account.id}:{queue_of(settings)}"
    topics = [
        each.topic.arn
        for each in sns_backends[account.id][region].subscriptions.values()
        if each.endpoint == queue
    ]
    return [topic for topic in topics if not _lets_in(account, queue, topic)]


def _lets_in(account: Any, queue: str, topic: str) -> bool:
    who, context = "sns.amazonaws.com", {"aws:SourceArn": topic}
    return bool(account.permissions.explain(who, "sqs:SendMessage", queue, context).allowed)


def _told(body: str) -> tuple[Ring, str]:
    """Return the ring that a message is, and the state that it tells of: by SNS, raw, as an event, or in its own words."""
    document = _read(body)
    if isinstance(document.get("Message"), str):
        body, document = document["Message"], _read(document["Message"])
    detail = document.get("detail")
    if isinstance(detail, dict) and isinstance(detail.get("state"), dict):
        return Ring(str(detail.get("alarmName", "")), body), str(detail["state"].get("value"))
    return Ring(str(document.get("AlarmName", "")), body), str(document.get("NewStateValue"))


def _read(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
