"""The account of M12 E4: what a learner's functions are handed, and what came of their calls.

What the checks themselves make and start there is no call, which would take three times as long: the service is asked.
"""

import json
from dataclasses import dataclass
from typing import Any

from course.cloud.state_machines import executions, machines
from grader.checks import AnswerError, Bench

__all__ = ["BRIEF", "WAITING", "Called", "Lab"]

WAITING = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}
BRIEF = {"StartAt": "Note", "States": {"Note": {"Type": "Pass", "End": True}}}
ROLE = "arn:aws:iam::123456789012:role/states"


@dataclass(frozen=True)
class Called:
    """One call of a delivered function: what it returned, or what it raised."""

    returned: Any = None
    error: AnswerError | None = None

    @property
    def told(self) -> Any:
        """The same for a reader."""
        return f"raises {self.error.got}" if self.error else self.returned


class Lab:
    """An open account with what the functions are handed: the client."""

    def __init__(self, bench: Bench, account: Any) -> None:
        self.account = account
        self.sfn = account.client("stepfunctions")
        self._bench = bench

    def machine(self, name: str, definition: dict[str, Any], kind: str = "STANDARD") -> str:
        """Create a state machine; return its ARN."""
        asked = {"name": name, "definition": json.dumps(definition), "roleArn": ROLE, "type": kind}
        return str(machines.create(self.account.state_machines, asked)["stateMachineArn"])

    def start(self, machine_arn: str, given: Any) -> str:
        """Start an execution of a machine with this input; return its ARN."""
        asked = {"stateMachineArn": machine_arn, "input": json.dumps(given)}
        return str(executions.start(self.account.state_machines, asked)["executionArn"])

    def call(self, name: str, *arguments: Any) -> Called:
        """Call a delivered function with the client and these arguments."""
        try:
            return Called(self._bench.answer(name)(self.sfn, *arguments))
        except AnswerError as error:
            return Called(error=error)

    def runs(self, machine_arn: str) -> list[Any]:
        """Return the executions of a machine as the account knows them, the oldest first."""
        return list(self.account.state_machines.machines[machine_arn].runs)

    def haste(self, operation: str) -> float:
        """Return how often a second an operation was called that was refused, from the first time to the last."""
        calls = [span for span in self.account.trace if span.kind == "call" and span.name == operation]
        refused = [span.start for span in calls if span.status == "error"]
        return (len(refused) - 1) / (refused[-1] - refused[0]) if len(refused) > 1 else 0.0

    def asked(self, operation: str, since: int = 0) -> int:
        """Return how often an operation was called since that length of the trace."""
        return sum(span.kind == "call" and span.name == operation for span in self.account.trace[since:])
