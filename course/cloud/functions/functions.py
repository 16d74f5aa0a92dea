"""Runs the functions of one account: finds an execution environment, keeps the time, writes the log."""

import json
import math
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenlet import GreenletExit
from moto.awslambda.models import LambdaFunction
from moto.moto_api._internal import mock_random

from course.clock import Clock
from course.cloud.outages import Outages
from course.cloud.trace import Span, Trace
from course.facts import latency

from .code import CodeError, Images, fingerprint, unpack
from .context import Context
from .environment import Environment, LoadError, call, variables
from .failure import TimedOut, document, timed_out
from .log import keep, report, tail
from .sandbox import Sandbox

__all__ = ["Functions", "Outcome"]


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended: the payload (JSON text), whether that is an error document, the log's end (base64)."""

    payload: str
    failed: bool
    log: str = ""

    @property
    def error(self) -> dict[str, Any]:
        """The error document of a failed invocation; empty for a good one."""
        return dict(json.loads(self.payload)) if self.failed else {}


class Functions:
    """The running side of an account's Lambda functions. `images` holds code for functions of package type Image."""

    def __init__(self, clock: Clock, trace: Trace, outages: Outages) -> None:
        self.images: Images = {}
        self._clock = clock
        self._trace = trace
        self._outages = outages
        self._idle: dict[str, list[Environment]] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        """Remove the unpacked code from the disk."""
        self._idle.clear()
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def cool(self, name: str = "") -> None:
        """Let all idle environments go (of one function, or of all), so that the next start is a cold one."""
        for key in [key for key in self._idle if not name or key.startswith(f"{name} ")]:
            del self._idle[key]

    def invoke(self, function: LambdaFunction, event: Any, request_id: str = "", attempt: int = 1) -> Outcome:
        """Run a function on `event` (plain JSON data) and wait for its end."""
        # A task of its own: should whoever waits be ended in the middle, the function still runs to its end.
        name = f"invocation of {function.function_name}"
        task = self._clock.spawn(self._run, function, event, request_id, attempt, name=name)
        outcome: Outcome = self._clock.wait(task)
        return outcome

    def _run(self, function: LambdaFunction, event: Any, request_id: str, attempt: int) -> Outcome:
        name = function.function_name
        span = self._trace.open("invocation", "lambda", name, name, attempt=attempt)
        with self._trace.within(span):
            outcome, facts = self._invoke(function, event, request_id or str(mock_random.uuid4()), span)
        if outcome.failed:
            facts["error"] = outcome.error
        self._trace.close(span, "error" if outcome.failed else "ok", **facts)
        return outcome

    def _invoke(
        self, function: LambdaFunction, event: Any, request_id: str, span: Span
    ) -> tuple[Outcome, dict[str, Any]]:
        if self._outages.holds(function.function_name):
            text = f"{function.function_name} is switched off in this scenario"
            return _refused("ServiceUnavailable", text), {"cold": False, "billed_ms": 0}
        try:
            key, environment, cold = self._environment(function)
        except CodeError as problem:
            return _refused("Runtime.InvalidPackage", str(problem)), {"cold": True, "billed_ms": 0}
        if cold:
            self._clock.sleep(latency("lambda", "cold_start"))
        begun = self._clock.elapsed
        payload, failed, survives = self._handle(function, environment, event, request_id, span)
        billed = math.ceil(round((self._clock.elapsed - begun) * 1000, 6))
        if survives:
            environment.idle_since = self._clock.elapsed
            self._idle.setdefault(key, []).append(environment)
        memory, printed = int(function.memory_size), environment.sandbox.printed()
        log = report(printed, request_id, str(function.version), billed, memory, cold=cold)
        keep(function, environment.log_stream, log)
        return Outcome(payload, failed, tail(log)), {"cold": cold, "billed_ms": billed, "memory": memory}

    def _environment(self, function: LambdaFunction) -> tuple[str, Environment, bool]:
        """Return an environment for this very code and configuration, and whether it starts cold."""
        own = sorted(function.environment_vars.items())
        code = fingerprint(function, self.images)
        key = f"{function.function_name} {function.version} {code} {function.handler} {own}"
        idle = self._idle.get(key, [])
        while idle:
            environment = idle.pop()
            if self._clock.elapsed - environment.idle_since <= latency("lambda", "idle_until_cold"):
                return key, environment, False
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="lambda-", ignore_cleanup_errors=True)
        folder = unpack(function, self.images, Path(self._folder.name).resolve())
        stream = f"{self._clock.now:%Y/%m/%d}/[{function.version}]{mock_random.get_random_hex(32)}"
        return key, Environment(Sandbox(folder, variables(function, folder)), stream), True

    def _handle(
        self, function: LambdaFunction, environment: Environment, event: Any, request_id: str, span: Span
    ) -> tuple[str, bool, bool]:
        """Run the handler within its time; return the payload, whether it failed, whether the environment lives on."""
        timeout = float(function.timeout)
        context = self._context(function, request_id, environment.log_stream, self._clock.elapsed + timeout)
        handler = function.handler or _handler_of_image(function)
        task = self._clock.spawn(
            call,
            environment,
            handler,
            event,
            context,
            around=environment.sandbox,
            name=f"code of {function.function_name}",
        )
        alarm = self._clock.call_later(timeout, lambda: task.interrupt(TimedOut()), "a time limit")
        try:
            payload, failed = self._clock.wait(task)
        except TimedOut:
            self._trace.cut(span, "its function's time was over")
            return json.dumps(timed_out(request_id, timeout)), True, False
        except LoadError as problem:
            return json.dumps(problem.document), True, False
        except (KeyboardInterrupt, GreenletExit):
            raise
        except BaseException as error:  # noqa: BLE001  whatever the handler raises is its result
            content = document(error, request_id, environment.sandbox.folder)
            return json.dumps(content), True, isinstance(error, Exception)
        finally:
            alarm.cancel()
        return payload, failed, True

    def _context(self, function: LambdaFunction, request_id: str, stream: str, deadline: float) -> Context:
        return Context(
            function.function_name,
            str(function.version),
            function.function_arn,
            str(function.memory_size),
            request_id,
            function.logs_group_name,
            stream,
            lambda: deadline - self._clock.elapsed,
        )


def _refused(kind: str, text: str) -> Outcome:
    return Outcome(json.dumps({"errorType": kind, "errorMessage": text}), failed=True)


def _handler_of_image(function: LambdaFunction) -> str:
    """Return what an image is to run: the command of its configuration, as ``module.function``."""
    command = function.image_config.cmd
    return str(command[0]) if command else "app.handler"
