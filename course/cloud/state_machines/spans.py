"""Executions in the trace: each is a span, each visit to a state a span within, and what a task calls within that."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from course.asl import Execution, Visit
from course.asl.engine import Observer
from course.asl.engine.flow import Flow
from course.cloud.monitoring.tracing import root_in
from course.cloud.trace import Span, Trace

__all__ = ["Spans"]


@dataclass(slots=True)
class _Line:
    """A line of states: the visit under way in it with its span, and what takes both back as causes."""

    visit: Visit | None = None
    span: Span | None = None
    leave_visit: Callable[[], None] | None = None
    leave_execution: Callable[[], None] | None = None


class Spans(Observer):
    """Opens and closes the spans of an account's executions, those of Map Runs included."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace
        self._executions: dict[Execution, Span] = {}
        self._lines: dict[Flow, _Line] = {}

    def within(self, execution: Execution) -> AbstractContextManager[Span]:
        """Let what begins inside this block have an execution under way as its cause."""
        return self._trace.within(self._executions[execution])

    def trace(self, execution: Execution, header: str) -> None:
        """Let X-Ray show an execution that has begun, in the trace that the header (X-Amzn-Trace-Id) names, if any."""
        detail = self._executions[execution].detail
        detail["traced"] = True
        if trace_id := root_in(header):
            detail["trace_id"] = trace_id

    def began(self, execution: Execution) -> None:
        machine = machine_name(execution)
        self._executions[execution] = self._trace.open(
            "execution",
            "stepfunctions",
            machine,
            machine,
            execution=execution.identity.arn,
            type=execution.type,
            input=execution.input,
        )

    def ended(self, execution: Execution) -> None:
        found: dict[str, Any] = {"outcome": execution.status, "redrives": execution.redrive_count}
        if execution.error is not None or execution.cause is not None:
            found |= {"error": execution.error, "cause": execution.cause}
        status = "ok" if execution.status == "SUCCEEDED" else "error"
        self._trace.close(self._executions.pop(execution), status, **found)

    def began_line(self, flow: Flow) -> None:
        line = self._lines[flow] = _Line()
        if flow is flow.execution.root:
            line.leave_execution = self._trace.lead(self._executions[flow.execution])

    def ended_line(self, flow: Flow) -> None:
        line = self._lines.pop(flow, None)
        if line is None:
            return
        self._close(line)
        if line.leave_visit:
            line.leave_visit()
        if line.leave_execution:
            line.leave_execution()

    def cut_line(self, flow: Flow) -> None:
        # Its task never runs on, so there is nothing to take back in it.
        if line := self._lines.pop(flow, None):
            status = flow.execution.status
            over = "something beside it failed" if status == "RUNNING" else f"the execution ended as {status}"
            self._close(line, reason=over)

    def entered(self, flow: Flow, visit: Visit) -> None:
        line = self._lines.get(flow)
        if line is None:
            return  # who looked on before has stopped the execution
        machine = machine_name(flow.execution)
        span = self._trace.open("state", "stepfunctions", visit.name, machine, type=visit.type)
        span.detail |= {"event": visit.event, "iteration": list(visit.iteration)}
        line.visit, line.span, line.leave_visit = visit, span, self._trace.lead(span)

    def left(self, flow: Flow, visit: Visit) -> None:  # noqa: ARG002  (the engine's signature)
        line = self._lines[flow]
        self._close(line)
        if line.leave_visit:
            line.leave_visit()
        line.leave_visit = None

    def _close(self, line: _Line, **found: Any) -> None:
        visit, span = line.visit, line.span
        if visit is None or span is None:
            return
        line.visit = line.span = None
        found["attempts"] = visit.attempts
        if visit.error is not None:
            found |= {"error": visit.error.error, "cause": visit.error.cause}
        self._trace.close(span, "ok" if visit.left else "error", **found)


def machine_name(execution: Execution) -> str:
    """Return the name of an execution's state machine, without the label of a Map state."""
    return execution.identity.machine_name.partition("/")[0]
