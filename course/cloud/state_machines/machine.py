"""A state machine as the service keeps it: its revisions, the versions that were published, its aliases."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from course.asl import StateMachine

if TYPE_CHECKING:
    from .run import Run

__all__ = ["Alias", "Machine", "Revision", "Version"]


@dataclass(frozen=True, eq=False)
class Revision:
    """What an update changes as a whole. `id` is empty until the first update."""

    id: str
    definition: StateMachine
    role_arn: str
    logging: dict[str, Any]
    tracing: dict[str, Any]
    encryption: dict[str, Any]
    updated: datetime

    def described(self) -> dict[str, Any]:
        """Return its part of DescribeStateMachine and DescribeStateMachineForExecution."""
        return {
            "definition": self.definition.text,
            "roleArn": self.role_arn,
            "loggingConfiguration": self.logging,
            "tracingConfiguration": self.tracing,
            "encryptionConfiguration": self.encryption,
            "revisionId": self.id or None,
        }


@dataclass(frozen=True, eq=False)
class Version:
    """A revision under a number."""

    arn: str
    number: int
    revision: Revision
    description: str
    created: datetime


@dataclass(eq=False)
class Alias:
    """A name for one version, or two of them; `routes` are pairs of version and weight, which make 100."""

    arn: str
    name: str
    description: str
    routes: list[tuple[Version, int]]
    created: datetime
    updated: datetime


@dataclass(eq=False)
class Machine:
    """One state machine. Version numbers are never given twice.

    `promise` is what was said of the first version when it was created: whether to publish, and its description.
    `runs` are its executions, those of its Map Runs left out; `under_way` counts those that have not ended.
    """

    name: str
    arn: str
    type: Any
    created: datetime
    revision: Revision
    promise: tuple[bool, str] = (False, "")
    versions: dict[int, Version] = field(default_factory=dict)
    aliases: dict[str, Alias] = field(default_factory=dict)
    published: int = 0
    is_deleting: bool = False
    runs: "list[Run]" = field(default_factory=list, repr=False)
    under_way: int = 0

    @property
    def status(self) -> str:
        """ACTIVE, or DELETING as long as executions are under way after it was deleted."""
        return "DELETING" if self.is_deleting else "ACTIVE"
