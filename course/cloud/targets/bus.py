"""To an event bus of the same account."""

import json
from typing import TYPE_CHECKING

from course.cloud.attempts import Failure

from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]


def send(account: "Account", arn: str, body: str, options: Options) -> Failure | None:
    """Put the event, as it is, onto the bus."""
    if arn.split(":")[4] != account.id:
        return Failure("the lab has one account; this bus is another's", permanent=True, code="NO_RESOURCE")
    bus = account.events.bus(arn)
    if bus is None:
        return Failure(f"{arn} does not exist", permanent=True, code="NO_RESOURCE")
    account.events.route(bus, dict(options.event or json.loads(body)))
    return None
