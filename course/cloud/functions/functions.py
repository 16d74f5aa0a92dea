"""Runs the functions of one account: whether it may, in which environment, for how long, and what is written down."""

import json
import math
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.clock import Clock
from course.cloud import running
from course.cloud.faults import Effect, Faults
from course.cloud.monitoring import tracing
from course.cloud.trace import Span, Trace
from course.facts import latency, value
from course.runtime import CodeError, Ended, Invocation

from . import lineage, metrics
from .code import Images
from .concurrency import Concurrency
from .environment import Environment
from .environments import Environments
from .failure import TimedOut, timed_out
from .log import Report, complaint, keep, tail
from .outcome import Outcome, refused
from .striking import struck, throttled
from .worker import worker

__all__ = ["Functions"]

# After these the environment is not used again.
_ENDINGS = {"Sandbox.Timedout": "timeout", "Runtime.ExitError": "error"}


class Functions:
    """The running side of an account's Lambda functions. `images` holds code for functions of package type Image.

    `worker` is where their code runs.
    """

    def __init__(self, clock: Clock, trace: Trace, faults: Faults) -> None:
        self.concurrency = Concurrency()
        self._clock = clock
        self._trace = trace
        self._faults = faults
        self.worker = worker(clock, trace)
        self.images = Images(self.worker.take_in)
        self._environments = Environments(clock, self.images, self.worker)

    def close(self) -> None:
        """Remove the unpacked code from the disk."""
        self._environments.close()

    def cool(self, name: str = "") -> None:
        """Let all idle environments go (of one function, or of all), so that the next start is a cold one."""
        self._environments.cool(name)

    def invoke(
        self, function: LambdaFunction, event: Any, request_id: str = "", attempt: int = 1, *, arn: str = ""
    ) -> Outcome:
        """Run a function on `event` (plain JSON data) and wait for its end.

        `arn` is what was asked for, where that is an alias or a version.
        """
        # A task of its own: should whoever waits be ended in the middle, the function still runs to its end.
        name = f"invocation of {function.function_name}"
        text = json.dumps(event)
        task = self._clock.spawn(
            self._run, function, text, request_id, attempt, arn or function.function_arn, name=name
        )
        outcome: Outcome = self._clock.wait(task)
        return outcome

    def _run(self, function: LambdaFunction, event: str, request_id: str, attempt: int, arn: str) -> Outcome:
        name = function.function_name
        ancestors = lineage.now(self._trace)
        span = self._trace.open("invocation", "lambda", name, name, attempt=attempt)
        if function.tracing_config.get("Mode") == "Active":
            span.detail["traced"] = True
        with self._trace.within(span), lineage.within(lineage.after(ancestors, function)):
            outcome, facts = self._admit(
                function, event, request_id or str(mock_random.uuid4()), arn, ancestors, span
            )
        if outcome.failed:
            facts["error"] = outcome.error
        self._trace.close(span, "error" if outcome.failed else "ok", **facts)
        return outcome

    def _admit(
        self,
        function: LambdaFunction,
        event: str,
        request_id: str,
        arn: str,
        ancestors: lineage.Lineage,
        span: Span,
    ) -> tuple[Outcome, dict[str, Any]]:
        """Run the function if Lambda lets it; return the outcome and what the trace is to tell."""
        qualifier = arn.split(":", 7)[7] if arn.count(":") >= 7 else ""
        not_run = {"cold": False, "billed_ms": 0}
        if self._faults.outages.holds(function.function_name):
            text = f"{function.function_name} is switched off in this scenario"
            return _failed("ServiceUnavailable", text), not_run
        if refusal := lineage.check(ancestors, function):
            metrics.put(function, qualifier, RecursiveInvocationsDropped=1)
            return refused(refusal), {**not_run, "refused": refusal.code}
        effect = self._faults.at("invocation", "lambda", "invocation", function.function_name)
        if refusal := throttled(effect) or self.concurrency.enter(function):
            metrics.put(function, qualifier, Throttles=1)
            return refused(refusal), {**not_run, "refused": refusal.code}
        metrics.put(function, qualifier, ConcurrentExecutions=self.concurrency.of(function))
        try:
            outcome, facts = self._invoke(function, event, request_id, arn, span, effect)
        finally:
            self.concurrency.leave(function)
        duration = facts.pop("duration_ms", 0.0)
        metrics.put(
            function, qualifier, Invocations=1, Errors=int(outcome.failed), Duration=duration, Throttles=0
        )
        return outcome, facts

    def _invoke(
        self,
        function: LambdaFunction,
        event: str,
        request_id: str,
        arn: str,
        span: Span,
        effect: Effect | None,
    ) -> tuple[Outcome, dict[str, Any]]:
        try:
            environment, cold = self._environments.take(function)
        except CodeError as problem:
            return _failed("Runtime.InvalidPackage", str(problem)), {"cold": True, "billed_ms": 0}
        init, before = self._init(environment, span) if cold else (None, "")
        begun = self._clock.elapsed
        invocation = self._invocation(function, arn, request_id, environment.log_stream, span)
        ended = self._handle(environment, event, invocation, float(function.timeout), span, effect)
        duration = round((self._clock.elapsed - begun) * 1000, 6)
        billed = math.ceil(round(duration + (init or 0.0), 6))
        failure, memory = json.loads(ended.payload) if ended.failed else {}, int(function.memory_size)
        status = _ENDINGS.get(failure.get("errorType", ""), "")
        report = Report(request_id, str(function.version), duration, billed, memory, init, status)
        about = complaint(failure, request_id, self._clock.now) if ended.failed else ""
        lines = report.around(before, environment.runtime.printed(), about)
        self._environments.put_away(environment, survives=ended.survives)
        keep(function, environment.log_stream, lines)
        facts = {"cold": cold, "billed_ms": billed, "memory": memory, "duration_ms": duration}
        return Outcome(ended.payload, ended.failed, tail(lines)), facts

    def _init(self, environment: Environment, span: Span) -> tuple[float, str]:
        """Start an environment cold; return the milliseconds that took, and what was printed meanwhile.

        What is not done within its time is broken off, and left to the invocation to do again.
        """
        begun, runtime = self._clock.elapsed, environment.runtime
        self._clock.sleep(latency("lambda", "cold_start"))
        task = self._clock.spawn(runtime.load, around=runtime.scope, name=f"start of {span.name}")
        limit = value("lambda.init") - latency("lambda", "cold_start")
        alarm = self._clock.call_later(limit, lambda: task.interrupt(TimedOut()), "a time limit")
        try:
            self._clock.wait(task)
        except TimedOut:
            self._trace.cut(span, "the time for its function's start was over")
            environment.runtime = runtime.fresh()
        finally:
            alarm.cancel()
        printed = runtime.printed()
        if environment.runtime is not runtime:
            runtime.close()
        return round((self._clock.elapsed - begun) * 1000, 6), printed

    def _handle(
        self,
        environment: Environment,
        event: str,
        invocation: Invocation,
        timeout: float,
        span: Span,
        effect: Effect | None,
    ) -> Ended:
        """Run the handler within its time."""
        runtime = environment.runtime
        task = self._clock.spawn(
            struck(self._clock, effect, runtime.call),
            event,
            invocation,
            around=runtime.scope,
            name=f"code of {invocation.function_name}",
        )
        alarm = self._clock.call_later(timeout, lambda: task.interrupt(TimedOut()), "a time limit")
        try:
            ended: Ended = self._clock.wait(task)
        except TimedOut:
            self._trace.cut(span, "its function's time was over")
            document = timed_out(invocation.aws_request_id, timeout)
            return Ended(json.dumps(document), failed=True, survives=False)
        finally:
            alarm.cancel()
        return ended

    def _invocation(
        self, function: LambdaFunction, arn: str, request_id: str, stream: str, span: Span
    ) -> Invocation:
        return Invocation(
            function.function_name,
            str(function.version),
            arn,
            str(function.memory_size),
            request_id,
            function.logs_group_name,
            stream,
            self._clock.elapsed + float(function.timeout),
            tracing.header(running.current(), span),
        )


def _failed(kind: str, text: str) -> Outcome:
    return Outcome(json.dumps({"errorType": kind, "errorMessage": text}), failed=True)
