"""The world of M10 E3: requests that a manager has to decide, the table in which they wait, and the decisions."""

from dataclasses import dataclass, field
from typing import Any

from course.asl import StateMachine, StatesError, TaskRequest
from course.cloud.integrations import Tasks
from course.cloud.integrations.failures import error_name
from grader.checks import AnswerError, Bench, calls, plain
from grader.checks.machines import Story, UnderWay, begun
from grader.rubrics.tables import new_table, rows_of

__all__ = ["APPROVED", "HOUR", "REJECTED", "STILL_WAITS", "Decision", "Inbox", "Request"]

HOUR = 3_600.0
APPROVED, REJECTED = "APPROVED", "REJECTED"
STILL_WAITS = "StillWaits"


@dataclass
class Decision:
    """One call of `decide`: about which request, what was decided, what was returned or raised, and what was called."""

    request_id: str
    decision: str
    returned: Any = None
    error: AnswerError | None = None
    called: list[str] = field(default_factory=list)

    @property
    def given(self) -> dict[str, str]:
        """The call for a reader."""
        return {"request_id": self.request_id, "decision": self.decision}


@dataclass
class Request:
    """One request under way."""

    given: dict[str, Any]
    under_way: UnderWay

    def ended(self) -> Story:
        """Return the story up to now: one that is not over by now is stopped, with the error of `STILL_WAITS`."""
        self.under_way.execution.stop(STILL_WAITS, "it was not waited for any longer")
        return self.under_way.ended()


class Inbox:
    """An account with the table, in which requests begin and are decided."""

    def __init__(self, bench: Bench, account: Any, machine: StateMachine) -> None:
        self._bench = bench
        self._account = account
        self._machine = machine
        self.table = new_table(account, f"{bench.variant['prefix']}-limit-requests", "requestId")

    def begin(self, request_id: str, requested: float, preapproved: float = 1000) -> Request:
        """Begin the execution of one request, up to its first wait."""
        given = {
            "requestId": request_id,
            "customerId": f"C-{request_id[-3:]}",
            "requested": requested,
            "preapproved": preapproved,
        }
        under_way = begun(
            self._machine,
            given,
            otherwise=_Tables(self._account),
            clock=self._account.clock,
            callbacks=self._account.state_machines.callbacks,
        )
        under_way.until(1)
        return Request(given, under_way)

    def decide(self, request_id: str, decision: str) -> Decision:
        """Let the delivered function decide; a moment passes, in which the execution goes on."""
        made, begin = Decision(request_id, decision), len(self._account.trace)
        try:
            sfn = self._account.client("stepfunctions")
            made.returned = self._bench.answer("decide")(request_id, decision, self.table, sfn)
        except AnswerError as error:
            made.error = error
        made.called = [span.name for span in calls(self._account.trace[begin:], "stepfunctions")]
        self._account.clock.sleep(1)
        return made

    def item(self, request_id: str) -> dict[str, Any]:
        """Return the item of a request; empty where there is none."""
        found = (row for row in rows_of(self.table) if row.get("requestId") == request_id)
        item: dict[str, Any] = plain(next(found, {}))
        return item


class _Tables:
    """Does the tasks that call DynamoDB, in the account. A task handler of `course.asl`."""

    def __init__(self, account: Any) -> None:
        self._tasks = Tasks(account)

    def __call__(self, request: TaskRequest) -> Any:
        """Do one attempt of a task. Raises `StatesError`."""
        try:
            return self._tasks(request)
        except StatesError:
            raise
        except Exception as problem:  # noqa: BLE001  the lab's table breaks at some documents that AWS's refuses
            refusal = error_name("dynamodb", "ValidationException", sdk=request.resource.kind == "sdk")
            raise StatesError(refusal, str(problem)) from None
