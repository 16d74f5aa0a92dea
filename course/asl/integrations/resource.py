"""The Resource of a Task state, taken apart."""

import re
from dataclasses import dataclass
from typing import Literal, cast

__all__ = ["Pattern", "Resource", "parse_resource"]

Kind = Literal["lambda", "activity", "service", "sdk"]
Pattern = Literal["", "sync", "sync:2", "waitForTaskToken"]

_SERVICE = re.compile(
    r"arn:(?P<partition>aws[\w-]*):states:(?P<region>[\w-]*):(?P<account>\d*):"
    r"(?P<sdk>aws-sdk:)?(?P<service>[\w-]+):(?P<action>\w+)(\.(?P<pattern>sync:2|sync|waitForTaskToken))?"
)
_ACTIVITY = re.compile(r"arn:aws[\w-]*:states:[\w-]+:[\w-]+:activity:\S+")
_LAMBDA = re.compile(r"arn:aws[\w-]*:lambda:[\w-]*:[\w-]*:function:\S+")


@dataclass(frozen=True, slots=True)
class Resource:
    """A Resource: `arn` as written; `service`, `action` and `pattern` are empty where the kind has none.

    `kind`: `lambda` and `activity` are plain ARNs, `service` an optimised integration, `sdk` any API by `aws-sdk:`.
    """

    arn: str
    kind: Kind
    service: str = ""
    action: str = ""
    pattern: Pattern = ""

    @property
    def type(self) -> str:
        """The resourceType of history events: `sqs`, `aws-sdk:dynamodb`."""
        return f"aws-sdk:{self.service}" if self.kind == "sdk" else self.service

    @property
    def name(self) -> str:
        """The resource of history events: `sendMessage.waitForTaskToken`; the whole ARN where there is no action."""
        if not self.action:
            return self.arn
        return f"{self.action}.{self.pattern}" if self.pattern else self.action


def parse_resource(arn: str) -> Resource | None:
    """Return `arn` taken apart, or None when it has no form that Step Functions knows."""
    if _ACTIVITY.fullmatch(arn):
        return Resource(arn, "activity")
    if _LAMBDA.fullmatch(arn):
        return Resource(arn, "lambda")
    found = _SERVICE.fullmatch(arn)
    if found is None:
        return None
    kind: Kind = "sdk" if found["sdk"] else "service"
    pattern = cast(Pattern, found["pattern"] or "")
    return Resource(arn, kind, found["service"], found["action"], pattern)
