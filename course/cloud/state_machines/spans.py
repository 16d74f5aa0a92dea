"""Executions in the trace: each is a span, each visit to a state a span within, and what a task calls within that.

The engine writes its visits into a list and walks each line of states by a function of the execution; both are what
this listens to.
"""

import contextvars
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from course.asl import Visit
from course.asl.engine.flow import Flow
from course.cloud.trace import Span, Trace

if TYPE_CHECKING:
    from course.asl import Execution

    from .run import Run

__all__ = ["Spans"]

_line: contextvars.ContextVar["_Line"] = contextvars.ContextVar("line")


class Spans:
    """The spans of one execution from its start, or a redrive, to its end."""

    def __init__(self, trace: Trace, run: "Run", span: Span) -> None:
        self.trace = trace
        self.span = span
        self._run = run
        self._lines: list[_Line] = []
        self._walk: Callable[[Flow], Any] = run.walk
        _tell(span, run.execution)
        run.execution.visits = _Visits(run.execution.visits)
        run.execution.walk = self._walked

    def close(self) -> None:
        """End them all: the execution is over, and what was cut short never said so itself."""
        for line in self._lines:
            line.leave(self._run.execution.status)
        self._close(self.span, self._run.execution)

    def _close(self, span: Span, execution: "Execution") -> None:
        found: dict[str, Any] = {"outcome": execution.status, "redrives": execution.redrive_count}
        if execution.error is not None or execution.cause is not None:
            found |= {"error": execution.error, "cause": execution.cause}
        self.trace.close(span, "ok" if execution.status == "SUCCEEDED" else "error", **found)

    def _walked(self, flow: Flow) -> Any:
        if not isinstance(flow.execution.visits, _Visits):
            return self._child(flow)
        return self._through(flow)

    def _child(self, flow: Flow) -> Any:
        """Walk through a child of a Map Run, from its very beginning."""
        execution, machine = flow.execution, self._run.target.machine
        execution.visits = _Visits()
        span = self.trace.open("execution", "stepfunctions", machine.name, machine.name)
        _tell(span, execution)
        with self.trace.within(span):
            try:
                output = self._through(flow)
            except BaseException as error:
                self.trace.close(span, "error", reason=f"{type(error).__name__}: {error}")
                raise
        self.trace.close(span)
        return output

    def _through(self, flow: Flow) -> Any:
        line = _Line(self.trace, self._run)
        self._lines.append(line)
        token = _line.set(line)
        try:
            if flow.visit is not None:
                line.enter(flow.visit)  # a redrive goes on inside it
            return self._walk(flow)
        finally:
            _line.reset(token)
            line.leave()
            self._lines.remove(line)


class _Line:
    """A line of states, and the visit under way in it, within whose span everything begins."""

    def __init__(self, trace: Trace, run: "Run") -> None:
        self._trace = trace
        self._run = run
        self._within = ExitStack()
        self._open: tuple[Visit, Span] | None = None

    def enter(self, visit: Visit) -> None:
        self.leave()
        machine = self._run.target.machine
        span = self._trace.open("state", "stepfunctions", visit.name, machine.name, type=visit.type)
        span.detail |= {"event": visit.event, "iteration": list(visit.iteration)}
        self._within.enter_context(self._trace.within(span))
        self._open = visit, span
        if machine.is_deleting:
            self._run.execution.stop()

    def leave(self, reason: str = "") -> None:
        if self._open is None:
            return
        visit, span = self._open
        self._open = None
        if not reason:
            self._within.close()
        found: dict[str, Any] = {"attempts": visit.attempts}
        if visit.error is not None:
            found |= {"error": visit.error.error, "cause": visit.error.cause}
        if reason:
            found["reason"] = f"the execution ended as {reason}"
        self._trace.close(span, "ok" if visit.left else "error", **found)


class _Visits(list[Visit]):
    """The visits of an execution; each that is added begins a span."""

    def append(self, visit: Visit) -> None:
        super().append(visit)
        _line.get().enter(visit)


def _tell(span: Span, execution: "Execution") -> None:
    who = execution.identity
    span.detail |= {"execution": who.arn, "type": execution.type, "input": execution.input}
