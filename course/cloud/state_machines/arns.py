"""The service's ARNs: what kind of thing each names.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
"""

import re
from dataclasses import dataclass

from .refusals import RefusedError, invalid

__all__ = ["Arn", "check_role", "parse", "parse_machine"]

_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/.+")


@dataclass(frozen=True)
class Arn:
    """An ARN of the service: `kind` (stateMachine, execution, express, activity, mapRun) and the `parts` after it."""

    text: str
    kind: str
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the state machine or activity, without the label of a Map state."""
        return self.parts[0].partition("/")[0]

    @property
    def qualifier(self) -> str:
        """The version's number or the alias, empty if there is none."""
        return self.parts[1] if len(self.parts) > 1 else ""

    @property
    def label(self) -> str:
        """The label of a Distributed Map state, empty if the ARN names none."""
        return self.parts[0].partition("/")[2]

    @property
    def unqualified(self) -> str:
        """The ARN of the state machine itself."""
        return ":".join(self.text.split(":")[:7])


def parse(text: str, *kinds: str) -> Arn:
    """Read an ARN that must be of one of these kinds. Raises RefusedError."""
    if not text.startswith("arn:"):
        raise invalid("InvalidArn", f"Invalid ARN prefix: {text}")
    parts = text.split(":")
    if len(parts) < 7 or parts[2] != "states" or not all(parts[5:]):
        raise invalid("InvalidArn", f"Invalid ARN: {text}")
    if parts[5] not in kinds:
        raise invalid("InvalidArn", f"Resource type not valid in this context: {parts[5]}")
    return Arn(text, parts[5], tuple(parts[6:]))


def parse_machine(text: str, *, may_be_qualified: bool = True) -> Arn:
    """Read the ARN of a state machine, maybe of a version or an alias of it. Raises RefusedError."""
    arn = parse(text, "stateMachine")
    if arn.label:
        raise RefusedError(
            "ValidationException",
            f"This operation takes no ARN of a Distributed Map state: {text}",
        )
    if arn.qualifier and not may_be_qualified:
        raise RefusedError(
            "ValidationException", f"This operation takes no ARN of a version or an alias: {text}"
        )
    return arn


def check_role(text: str) -> None:
    """Refuse what is no role's ARN. Raises RefusedError."""
    if not _ROLE.fullmatch(text):
        raise RefusedError("InvalidArn", f"Invalid Role Arn: '{text}'")
