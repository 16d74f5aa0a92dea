"""The world of M10 E2: executions that wait for the bank, its reports, and a worker that hands these on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from course.asl import Callbacks, StateMachine
from grader.checks import AnswerError, Bench, calls, plain
from grader.checks.machines import UnderWay, begun

__all__ = ["ANSWERS", "Day", "Delivery", "Step", "a_day"]

# Seconds: how long an execution waits for the bank in all, and without a pulse.
LIMIT, SILENCE = 3_600, 300
ANSWERS = ("SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat")
NO_WORD = "ASLEEP"

_WAIT = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "TimeoutSeconds": LIMIT,
    "HeartbeatSeconds": SILENCE,
    "Parameters": {"QueueUrl": "orders", "MessageBody.$": "$$.Task.Token"},
}
WAITS = {"StartAt": "Wait", "States": {"Wait": {**_WAIT, "End": True}}}
STILL = {"execution": "still waits"}
GOES_ON = {"execution": "goes on"}


@dataclass
class Delivery:
    """One message handed to the worker: what it returned or raised, what it logged, what it called."""

    message: dict[str, Any]
    returned: Any = None
    error: AnswerError | None = None
    logged: list[Any] = field(default_factory=list)
    called: list[str] = field(default_factory=list)

    def log(self, *texts: Any) -> None:
        """Write something into the log: what the worker is handed for that; like `print` it takes several."""
        self.logged += map(plain, texts)

    @property
    def given(self) -> dict[str, Any]:
        """The message, with a short token, for a reader."""
        return {**self.message, "taskToken": f"{self.message['taskToken'][:8]}…"}


@dataclass(frozen=True)
class Step:
    """What one execution went through: the reports about it, how it stood then, and how it should."""

    name: str
    deliveries: list[Delivery]
    got: dict[str, Any]
    expected: dict[str, Any]


@dataclass
class Day:
    """All that was handed over. `raising` are deliveries that have to raise, each with the code that it should have."""

    received: list[Step] = field(default_factory=list)
    refused: list[Step] = field(default_factory=list)
    pulses: list[Step] = field(default_factory=list)
    late: list[Step] = field(default_factory=list)
    raising: list[tuple[str, Delivery, str]] = field(default_factory=list)
    repaired: list[Step] = field(default_factory=list)

    @property
    def usual(self) -> list[Delivery]:
        """The deliveries in which nothing goes wrong."""
        return [each for step in (*self.received, *self.refused, *self.pulses) for each in step.deliveries]

    @property
    def working_kinds(self) -> list[str]:
        """Which kinds of report end or keep up the wait as they should; all of them where none does."""
        kinds = {"received": self.received, "refused": self.refused, "working": self.pulses}
        taken = [kind for kind, steps in kinds.items() if all(map(_works, steps))]
        return taken or list(kinds)


def a_day(bench: Bench, references: list[str], reasons: list[str]) -> Day:
    """Hand over reports of all kinds in one account: usual ones, then those that come twice, too late, or in vain."""
    seen = Day()
    with bench.account() as account:
        worker = Worker(bench, account)
        seen.received = [worker.received(f"TR-{at:03}", text) for at, text in enumerate(references, start=1)]
        seen.received.append(worker.one_of_two())
        seen.refused = [worker.refused(f"TR-1{at:02}", text) for at, text in enumerate(reasons, start=1)]
        seen.pulses = [worker.kept_open()]
        kinds = seen.working_kinds
        seen.late = [worker.twice(kind) for kind in kinds if kind != "working"]
        seen.late += [worker.gone(kind) for kind in kinds]
        seen.raising = [*worker.not_understood(kinds[0])]
        for kind in kinds:
            refused, again = worker.service_fails(kind)
            seen.raising.append(("Step Functions refuses the call", refused, "AccessDeniedException"))
            seen.repaired.append(again)
        seen.late += worker.too_late(kinds)
    return seen


class Worker:
    """Hands reports to the delivered function, with the client of an account in which executions wait."""

    def __init__(self, bench: Bench, account: Any) -> None:
        self._bench = bench
        self._account = account
        self._words = bench.variant

    def received(self, name: str, reference: str) -> Step:
        """Report that a transfer was received."""
        waiting = self._waiting()
        delivery = self._hand_over(waiting.report(name, self._words["received"], reference=reference))
        expected = GOES_ON | {"output": {"transferId": name, "reference": reference}}
        return _step("the bank received it", waiting, [delivery], expected)

    def refused(self, name: str, reason: str) -> Step:
        """Report that a transfer was refused."""
        waiting = self._waiting()
        delivery = self._hand_over(waiting.report(name, self._words["refused"], reason=reason))
        expected = {"execution": "the task failed", "error": self._words["error"], "cause": reason}
        return _step("the bank refused it", waiting, [delivery], expected)

    def one_of_two(self) -> Step:
        """Report about the second of two that wait: the first goes on waiting."""
        first, second = self._waiting(), self._waiting()
        delivery = self._hand_over(self._report(second, "TR-202", "received"))
        return _step("another transfer's report comes", first, [delivery], STILL)

    def kept_open(self) -> Step:
        """Report in time that the bank is at work, and look when the silence would have been too long without that."""
        waiting = self._waiting()
        waiting.execution.until(SILENCE - 20)
        delivery = self._hand_over(self._report(waiting, "TR-203", "working"))
        waiting.execution.until(SILENCE + 100)
        where = f"the bank works on it, seen {SILENCE + 100} s after the beginning"
        return _step(where, waiting, [delivery], STILL)

    def twice(self, kind: str) -> Step:
        """Report twice the same, and then that the bank is at work: the first report counts."""
        waiting = self._waiting()
        message = self._report(waiting, "TR-204", kind)
        deliveries = [self._hand_over(message)]
        before = _step("", waiting, [], {}).got
        deliveries += [self._hand_over(message), self._hand_over(self._report(waiting, "TR-204", "working"))]
        expected = before if before != STILL else {"execution": "is over"}
        return _step("the same report comes twice, and then another one", waiting, deliveries, expected)

    def gone(self, kind: str) -> Step:
        """Report about a task of which Step Functions knows nothing any more."""
        waiting = self._waiting()
        with self._account.faults.fail("stepfunctions", error="TaskDoesNotExist", status=400):
            deliveries = [self._hand_over(self._report(waiting, "TR-205", kind))]
        return _step("the call raises TaskDoesNotExist", waiting, deliveries, STILL)

    def too_late(self, kinds: list[str]) -> Iterator[Step]:
        """Report when the wait has long timed out."""
        waiting = self._waiting()
        waiting.execution.until(LIMIT + 60)
        for kind in kinds:
            deliveries = [self._hand_over(self._report(waiting, "TR-301", kind))]
            expected = {"execution": "the task failed", "error": "States.Timeout", "cause": None}
            yield _step("the wait has timed out long ago", waiting, deliveries, expected)

    def not_understood(self, kind: str) -> Iterator[tuple[str, Delivery, str]]:
        """Report in a word that nobody agreed upon, and by a token that is none."""
        waiting = self._waiting()
        strange = waiting.report("TR-206", NO_WORD)
        yield "a status that nobody knows", self._hand_over(strange), ""
        broken = self._report(waiting, "TR-206", kind)
        broken["taskToken"] = broken["taskToken"][:40]
        yield "a token that was cut off", self._hand_over(broken), "InvalidToken"

    def service_fails(self, kind: str) -> tuple[Delivery, Step]:
        """Report while Step Functions refuses all calls, and once more afterwards; what the output is, is told elsewhere."""
        waiting = self._waiting()
        message = self._report(waiting, "TR-207", kind)
        with self._account.faults.fail("stepfunctions", error="AccessDeniedException", status=400):
            refused = self._hand_over(message)
        again = self._hand_over(message)
        self._account.clock.sleep(1)
        got = "still waits" if waiting.end == STILL else "is over"
        expected = "still waits" if kind == "working" else "is over"
        name = "the same report, when calls work again"
        return refused, Step(name, [again], {"execution": got}, {"execution": expected})

    def _report(self, waiting: "Waiting", name: str, kind: str) -> dict[str, Any]:
        more = {"received": {"reference": "BK-3"}, "refused": {"reason": "double entry"}}.get(kind, {})
        return waiting.report(name, self._words[kind], **more)

    def _waiting(self) -> "Waiting":
        return Waiting(self._account.state_machines.callbacks, self._account.clock)

    def _hand_over(self, message: dict[str, Any]) -> Delivery:
        delivery, begin = Delivery(message), len(self._account.trace)
        try:
            sfn = self._account.client("stepfunctions")
            delivery.returned = self._bench.answer("on_result")(message, sfn, delivery.log)
        except AnswerError as error:
            delivery.error = error
        delivery.called = [span.name for span in calls(self._account.trace[begin:], "stepfunctions")]
        return delivery


class Waiting:
    """An execution that waits for the bank, whose token is known here."""

    def __init__(self, callbacks: Callbacks, clock: Any) -> None:
        tokens: list[str] = []
        actors = {"sqs:sendMessage": lambda asked: tokens.append(asked["MessageBody"])}
        machine = StateMachine.of(WAITS)
        self.execution: UnderWay = begun(machine, {}, actors, clock=clock, callbacks=callbacks)
        self.execution.until(1)
        self.token = tokens[0]

    def report(self, transfer_id: str, status: str, **more: str) -> dict[str, Any]:
        """Return a message of the bank's about it."""
        return {"taskToken": self.token, "transferId": transfer_id, "status": status, **more}

    @property
    def end(self) -> dict[str, Any]:
        """How it stands: waiting, or its end with the output, or with the error and its cause."""
        execution = self.execution.execution
        if execution.status == "RUNNING":
            return STILL
        if execution.status == "SUCCEEDED":
            return GOES_ON | {"output": execution.output}
        return {"execution": "the task failed", "error": execution.error, "cause": execution.cause}


def _step(name: str, waiting: Waiting, deliveries: list[Delivery], expected: dict[str, Any]) -> Step:
    """Let a moment pass, and look how the execution stands."""
    waiting.execution.clock.sleep(1)
    return Step(name, deliveries, waiting.end, expected)


def _works(step: Step) -> bool:
    raised = any(each.error for each in step.deliveries)
    return not raised and step.got["execution"] == step.expected["execution"]
