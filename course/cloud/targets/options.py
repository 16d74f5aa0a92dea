"""What an attempt may need besides the ARN and the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Options"]


@dataclass(frozen=True)
class Options:
    """All of it is optional.

    `principal` is the service that sends (``events.amazonaws.com``) and `sender` the ARN on whose behalf (a rule's):
    where they are given, and no `role` acts instead, the policy of a queue decides whether it may. `attributes` (name
    to text) go along with a message for a queue or a topic; `group_id` and `deduplication_id` are for FIFO ones.
    `subject` is that of a topic's message. `name` is that of an execution to start. `http` has the HeaderParameters, PathParameterValues and
    QueryStringParameters of an API destination. `event` is what another bus gets instead of the text.
    """

    principal: str = ""
    sender: str = ""
    role: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    group_id: str | None = None
    deduplication_id: str | None = None
    subject: str | None = None
    name: str | None = None
    http: Mapping[str, Any] = field(default_factory=dict)
    event: Mapping[str, Any] | None = None
