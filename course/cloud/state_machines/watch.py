"""What the service does as executions go on: it tells EventBridge how they stand, and sees deletions through."""

from typing import TYPE_CHECKING

from course.asl import Execution, Visit
from course.asl.engine import Observer
from course.asl.engine.flow import Flow

from .spans import Spans
from .status_change import status_change

if TYPE_CHECKING:
    from .machine import Machine
    from .run import Run
    from .service import StateMachines

__all__ = ["Watch"]


class Watch(Observer):
    """Looks on at all executions of an account.

    EventBridge hears of Standard executions alone, and not of the children of Map Runs.
    """

    def __init__(self, service: "StateMachines", spans: Spans) -> None:
        self._service = service
        self._spans = spans

    def entered(self, flow: Flow, visit: Visit) -> None:  # noqa: ARG002  (the engine's signature)
        """Stop what belongs to a state machine that is being deleted: AWS does so at its next transition."""
        machine = self._machine(flow.execution)
        if machine and machine.is_deleting:
            flow.execution.stop()

    def ended(self, execution: Execution) -> None:
        run, machine = self._service.runs.get(execution.identity.arn), self._machine(execution)
        if run is None or machine is None:
            return
        self.tell(run)
        machine.under_way -= 1
        self.finish_deletion(machine)

    def tell(self, run: "Run") -> None:
        """Put the event of a change of status onto the default bus."""
        if run.execution.type == "STANDARD":
            with self._spans.within(run.execution):
                self._service.account.events.put(status_change(run))

    def finish_deletion(self, machine: "Machine") -> None:
        """Let go of a state machine that is being deleted, once nothing of it is under way any more."""
        if machine.is_deleting and not machine.under_way:
            self._service.machines.pop(machine.arn, None)
            self._service.tags.pop(machine.arn, None)

    def _machine(self, execution: Execution) -> "Machine | None":
        return self._service.machines.get(execution.identity.machine_arn.partition("/")[0])
