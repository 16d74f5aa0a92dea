"""Finds, for an ARN, the way to hand something over."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from course.cloud.attempts import Failure
from course.cloud.request import resource_name

from . import api_call, bus, execution, function, log_group, partner, queue, topic
from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Targets"]

Way = Callable[["Account", str, str, Options], Failure | None]

# By the service of the ARN and, where a service has several kinds of resource, the beginning of the resource's name.
_WAYS: dict[str, Way] = {
    "lambda": function.send,
    "sqs": queue.send,
    "sns": topic.send,
    "states": execution.send,
    "logs": log_group.send,
    "scheduler": api_call.send,
    "events:event-bus": bus.send,
    "events:api-destination": partner.send,
}


class Targets:
    """The ways from one account to the resources in it, and to its partners."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._free: dict[str, float] = {}

    def pace(self, arn: str, rate: float) -> None:
        """Wait until it is this sender's turn where only so many a second (`rate`) may go through."""
        clock = self._account.clock
        turn = max(self._free.get(arn, 0.0), clock.elapsed)
        self._free[arn] = turn + 1 / rate
        clock.sleep(turn - clock.elapsed)

    def knows(self, arn: str) -> bool:
        """Tell whether the lab can send to what the ARN names."""
        return _way(arn) is not None

    def finds(self, arn: str) -> bool:
        """Tell whether a queue, a topic or a function is there."""
        region, owner, *_ = arn.split(":")[3:]
        service = arn.split(":")[2]
        if service == "sqs":
            return resource_name(arn) in sqs_backends[owner][region].queues
        if service == "sns":
            return arn in sns_backends[owner][region].topics
        try:
            return bool(lambda_backends[owner][region].get_function(arn))
        except UnknownFunctionException:
            return False

    def queue_policy(self, arn: str) -> str | None:
        """Return the policy of a queue, "" for one without; None for anything that is no queue."""
        _, _, service, region, owner, name = arn.split(":", 5)
        if service != "sqs":
            return None
        queue: Any = sqs_backends[owner][region].queues[name]
        return json.dumps(queue.policy) if isinstance(queue.policy, dict) else queue.policy or ""

    def send(self, arn: str, body: str, options: Options | None = None) -> Failure | None:
        """Try once to hand `body` to `arn`; None when it was taken.

        Call it from a task: a partner's answer takes its time. An asynchronous invocation and an execution are taken
        once they have begun; what becomes of them is theirs.
        """
        way = _way(arn)
        if way is None:
            return Failure(f"the lab does not send to {arn}", permanent=True, code="INVALID_PARAMETER")
        name = resource_name(arn)
        if not arn.startswith("arn:aws:lambda:") and self._account.outages.holds(name):
            return Failure(f"{name} is switched off", code="INTERNAL_ERROR")
        options = options or Options()
        if refusal := self._refusal(arn, options):
            return Failure(refusal, permanent=True, code="NO_PERMISSIONS")
        return way(self._account, arn, body, options)

    def _refusal(self, arn: str, options: Options) -> str:
        """Return why policies keep the sender out, in an account that enforces them; "" where they do not."""
        asks_itself = options.principal and not options.role and arn.startswith("arn:aws:sqs:")
        if asks_itself or not self._account.permissions.enforced:
            return ""  # the way to a queue asks the queue's policy in every account
        return self._account.permissions.delivery_refusal(arn, options)


def _way(arn: str) -> Way | None:
    parts = arn.split(":", 5)
    if len(parts) < 6:
        return None
    return _WAYS.get(parts[2]) or _WAYS.get(f"{parts[2]}:{parts[5].partition('/')[0]}")
