"""Step Functions in one account: what it holds, and how an execution is started."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest

from course.asl import Callbacks, DefinitionError, engine
from course.cloud.refusal import Response
from course.cloud.trace import Span

from .activity import Activity
from .arns import Arn
from .door import answer
from .machine import Machine
from .refusals import RefusedError, does_not_exist, invalid
from .run import Run
from .spans import Spans
from .status_change import status_change
from .target import Target
from .tasks import perform

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["StateMachines"]

Listener = Callable[[dict[str, Any]], object]


class StateMachines:
    """All that the service keeps, by ARN, in the order in which it was made.

    `listeners` are called with each change of a Standard execution's status, as the event that EventBridge gets.
    """

    def __init__(self, account: "Account") -> None:
        self.account = account
        self.machines: dict[str, Machine] = {}
        self.runs: dict[str, Run] = {}
        self.activities: dict[str, Activity] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.callbacks = Callbacks()
        self.listeners: list[Listener] = []
        self.chance = random.Random(account.seed)

    def answer(self, operation: str, request: AWSPreparedRequest) -> Response | None:
        """Answer a boto3 request; None for an operation that the lab does not know."""
        return answer(self, operation, request)

    def machine(self, arn: Arn) -> Machine:
        """Return the state machine that an ARN, qualified or not, belongs to. Raises RefusedError."""
        machine = self.machines.get(arn.unqualified)
        if machine is None:
            raise does_not_exist("StateMachine", arn.text)
        return machine

    def run(self, arn: Arn) -> Run:
        """Return an execution, of a Map Run as well. Raises RefusedError."""
        found = self.runs.get(arn.text) or self._child(arn.text)
        if found is None:
            raise does_not_exist("Execution", arn.text)
        return found

    def runs_of(self, machine: Machine) -> list[Run]:
        """Return the executions of a state machine, those of its Map Runs left out."""
        return [run for run in self.runs.values() if run.target.machine is machine]

    def start(
        self, target: Target, text: str, name: str | None = None, trace_header: str | None = None
    ) -> Run:
        """Start an execution with an input (JSON text) and return at once; it proceeds as time passes.

        Raises RefusedError for a name that is taken, a machine that is being deleted, or one that the lab cannot run.
        """
        machine = target.machine
        if machine.is_deleting:
            raise invalid("StateMachineDeleting", machine.arn)
        with self._begun(machine) as span:
            run = Run(self._execution(target, text, name), target, trace_header)
            self._follow(run, span)
        self.runs[run.arn] = run
        return run

    def redrive(self, run: Run) -> None:
        """Let an execution go on from where it failed. Raises course.asl.engine.RedriveError."""
        with self._begun(run.target.machine) as span:
            run.execution.redrive()
            self._follow(run, span)

    def delete(self, machine: Machine) -> None:
        """Delete a state machine, once nothing of it is under way any more."""
        machine.is_deleting = True
        self._finish_deletion(machine)

    @contextmanager
    def _begun(self, machine: Machine) -> Iterator[Span]:
        """Open an execution's span for what is done inside; the span ends there only if that fails."""
        trace = self.account.trace
        span = trace.open("execution", "stepfunctions", machine.name, machine.name)
        with trace.within(span):
            try:
                yield span
            except Exception as problem:
                trace.close(span, "error", reason=str(problem))
                raise

    def _execution(self, target: Target, text: str, name: str | None) -> engine.Execution:
        machine, revision = target.machine, target.revision
        try:
            return engine.start(
                revision.definition,
                input_text=text,
                tasks=lambda request: perform(self.account, request),
                clock=self.account.clock,
                callbacks=self.callbacks,
                name=name or self.account.new_id(),
                machine_arn=machine.arn,
                role_arn=revision.role_arn,
                seed=self.chance.getrandbits(32),
            )
        except DefinitionError as problem:
            raise RefusedError(
                "NotImplemented", f"the lab cannot run this state machine: {problem}"
            ) from None

    def _follow(self, run: Run, span: Span) -> None:
        """Tell of the run's beginning now, and of its end when it comes."""
        run.spans = Spans(self.account.trace, run, span)
        self._tell(run)
        self.account.clock.spawn(self._see_end, run, name=f"end of {run.name}")

    def _see_end(self, run: Run) -> None:
        try:
            run.execution.wait()
        finally:
            if run.execution.status != "RUNNING":
                self._ended(run)

    def _ended(self, run: Run) -> None:
        run.spans.close()
        self._tell(run)
        self._finish_deletion(run.target.machine)

    def _tell(self, run: Run) -> None:
        if run.execution.type == "STANDARD":
            for listener in self.listeners:
                listener(status_change(run))

    def _finish_deletion(self, machine: Machine) -> None:
        running = any(run.execution.status == "RUNNING" for run in self.runs_of(machine))
        if machine.is_deleting and not running and self.machines.get(machine.arn) is machine:
            del self.machines[machine.arn]
            self.tags.pop(machine.arn, None)

    def _child(self, arn: str) -> Run | None:
        for run in self.runs.values():
            for child in run.children():
                if child.arn == arn:
                    return child
        return None
