"""Step Functions in one account: what it holds, and how an execution is started."""

import random
from typing import TYPE_CHECKING

from botocore.awsrequest import AWSPreparedRequest

from course.asl import Callbacks, DefinitionError, Execution, engine
from course.asl.distributed_map.map_run import MapRun
from course.asl.engine import Observer
from course.cloud.integrations import Tasks
from course.cloud.refusal import Response

from .activities import Activity
from .arns import Arn
from .door import answer
from .logs import Logs
from .machine import Machine
from .metrics import Metrics
from .refusals import RefusedError, does_not_exist, invalid, not_found
from .run import Run
from .spans import Spans
from .target import Target
from .watch import Watch

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["StateMachines"]


class StateMachines:
    """All that the service keeps, by ARN, in the order in which it was made."""

    def __init__(self, account: "Account") -> None:
        self.account = account
        self.machines: dict[str, Machine] = {}
        self.runs: dict[str, Run] = {}
        self.activities: dict[str, Activity] = {}
        self.tags: dict[str, dict[str, str]] = {}
        self.callbacks = Callbacks(self.activities)
        self.tasks = Tasks(account)
        self.chance = random.Random(account.seed)
        self._spans = spans = Spans(account.trace)
        self._watch = Watch(self, spans)
        # The spans come last, so that what the others do when an execution ends has it as its cause.
        self._observers: tuple[Observer, ...] = (self._watch, spans)

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
        found = self.runs.get(arn.text) or self._child(arn)
        if found is None or not found.is_kept(self.account.clock.now):
            raise does_not_exist("Execution", arn.text)
        return found

    def map_run(self, arn: Arn) -> tuple[Run, MapRun]:
        """Return a Map Run with the execution that it belongs to. Raises RefusedError."""
        for run in self._runs_of(arn):
            for parent, map_run in run.map_runs():
                if map_run.arn == arn.text:
                    return parent, map_run
        raise not_found(arn.text)

    def start(
        self, target: Target, text: str, name: str | None = None, trace_header: str | None = None
    ) -> Run:
        """Start an execution with an input (JSON text) and return at once; it proceeds as time passes.

        Raises RefusedError for a machine that is being deleted, an input that is too large, and a machine that the lab
        cannot run.
        """
        machine = target.machine
        if machine.is_deleting:
            raise invalid("StateMachineDeleting", machine.arn)
        run = Run(self._execution(target, text, name), target, trace_header)
        if target.revision.tracing["enabled"]:
            self._spans.trace(run.execution, trace_header or "")
        self.runs[run.arn] = run
        machine.runs.append(run)
        machine.under_way += 1
        self._watch.tell(run)
        return run

    def redrive(self, run: Run) -> None:
        """Let an execution go on from where it failed. Raises course.asl.engine.RedriveError."""
        run.execution.redrive()
        run.target.machine.under_way += 1
        self._watch.tell(run)

    def delete(self, machine: Machine) -> None:
        """Delete a state machine, once nothing of it is under way any more."""
        machine.is_deleting = True
        self._watch.finish_deletion(machine)

    def _execution(self, target: Target, text: str, name: str | None) -> Execution:
        machine, revision = target.machine, target.revision
        logs = (Logs(self.account, revision.logging),) if revision.logging["level"] != "OFF" else ()
        try:
            return engine.start(
                revision.definition,
                input_text=text,
                tasks=self.tasks,
                clock=self.account.clock,
                callbacks=self.callbacks,
                observers=(*logs, Metrics(self.account, target), *self._observers),
                name=name or self.account.new_id(),
                machine_arn=machine.arn,
                role_arn=revision.role_arn,
                seed=self.chance.getrandbits(32),
            )
        except engine.InputError as problem:
            raise invalid("InvalidExecutionInput", str(problem)) from None
        except DefinitionError as problem:
            raise RefusedError(
                "NotImplemented", f"the lab cannot run this state machine: {problem}"
            ) from None

    def _child(self, arn: Arn) -> Run | None:
        for run in self._runs_of(arn):
            for parent, map_run in run.map_runs():
                for child in map_run.children:
                    if child.arn == arn.text and child.status != "PENDING":
                        return parent.of(map_run, child)
        return None

    def _runs_of(self, arn: Arn) -> list[Run]:
        """Return the executions of the state machine that the ARN of a Map Run or its child names."""
        return [
            run
            for run in self.runs.values()
            if run.target.machine.name == arn.name and run.execution.map_runs
        ]
