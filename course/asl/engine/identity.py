"""Names and ARNs of an execution."""

import random
from dataclasses import dataclass

from course.asl.machine import Type
from course.asl.new_id import new_id

__all__ = ["Identity"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an execution is: its own `name`, `arn`, and those of its state machine and role."""

    name: str
    arn: str
    machine_arn: str
    role_arn: str

    @classmethod
    def of(cls, machine_arn: str, role_arn: str, name: str | None, type: Type, seed: int) -> "Identity":
        """Return the identity of a new execution. Without a name it gets a UUID, the same for the same seed."""
        chance = random.Random(f"name {seed}")
        name = name or new_id(chance)
        kind = "express" if type == "EXPRESS" else "execution"
        arn = f"{machine_arn.replace(':stateMachine:', f':{kind}:', 1)}:{name}"
        return cls(name, f"{arn}:{new_id(chance)}" if type == "EXPRESS" else arn, machine_arn, role_arn)

    @property
    def machine_name(self) -> str:
        """The name of the state machine."""
        return self.machine_arn.rpartition(":")[2]

    @property
    def region(self) -> str:
        """The region, empty if the ARN has none."""
        return (self.machine_arn.split(":") + [""] * 4)[3]
