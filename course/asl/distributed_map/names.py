"""Names and ARNs of a Map Run and its child executions."""

import uuid
from dataclasses import dataclass
from typing import Any

__all__ = ["Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Where a Map Run and its children stand: ARN parts of the machine, the Map's label, the run's own id.

    Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html, Label
    """

    place: str
    machine: str
    label: str
    run: str

    @classmethod
    def of(cls, machine_arn: str, state: dict[str, Any], state_name: str, run: str) -> "Names":
        """Return the names of one run of a Map state. A child's own Distributed Map belongs to the same machine."""
        place, _, machine = machine_arn.partition(":stateMachine:")
        machine = machine.split(":")[0].split("/")[0]
        # A state without a label always gets the same one, as the machine's definition does not change.
        label = state.get("Label") or str(uuid.uuid5(uuid.NAMESPACE_OID, f"{machine}/{state_name}"))
        return cls(place, machine, label, run)

    @property
    def map_run_arn(self) -> str:
        """The Map Run's ARN."""
        return f"{self.place}:mapRun:{self.machine}/{self.label}:{self.run}"

    @property
    def machine_arn(self) -> str:
        """The state machine's ARN as the children have it."""
        return f"{self.place}:stateMachine:{self.machine}/{self.label}"

    def execution_arn(self, name: str, *, express: str = "") -> str:
        """Return the ARN of the child called `name`; an Express execution's ends with an id of its own."""
        if express:
            return f"{self.place}:express:{self.machine}/{self.label}:{name}:{express}"
        return f"{self.place}:execution:{self.machine}/{self.label}:{name}"
