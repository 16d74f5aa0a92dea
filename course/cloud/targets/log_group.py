"""To a log group of CloudWatch Logs: one log event in a stream of its own."""

import json
from typing import TYPE_CHECKING, Any

from moto.core.exceptions import JsonRESTError, ServiceException
from moto.logs.models import logs_backends

from course.cloud.attempts import Failure

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(account: "Account", arn: str, body: str, _: Options) -> Failure | None:
    """Write the text; the group has to be there."""
    region, owner = arn.split(":")[3:5]
    group = arn.split(":")[6]
    logs = logs_backends[owner][region]
    if group not in logs.groups:
        return Failure(f"log group {group} does not exist", permanent=True, code="NO_RESOURCE")
    stream = account.new_id()
    try:
        logs.create_log_stream(group, stream)
        now = int(account.clock.now.timestamp() * 1000)
        logs.put_log_events(group, stream, [_shaped(body) or {"timestamp": now, "message": body}])
    except (JsonRESTError, ServiceException) as refusal:
        return Failure(
            f"log group {group} refused it: {refusal.message}", permanent=True, code="SDK_CLIENT_ERROR"
        )
    return None


def _shaped(body: str) -> dict[str, Any] | None:
    """Return the log event that an input template spells out (a timestamp in milliseconds, a message); else None."""
    try:
        content = json.loads(body)
    except ValueError:
        return None
    if not isinstance(content, dict) or content.keys() != {"timestamp", "message"}:
        return None
    return content if isinstance(content["timestamp"], int) and isinstance(content["message"], str) else None
