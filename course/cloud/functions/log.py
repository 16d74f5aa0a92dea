"""The log of an invocation, as Lambda writes it to CloudWatch Logs.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moto.awslambda.models import LambdaFunction

from course.cloud import running
from course.facts import value

__all__ = ["Report", "complaint", "keep", "tail"]


@dataclass(frozen=True)
class Report:
    """What the REPORT line says: milliseconds, and the memory in MB. `init` is None at a warm start.

    Memory is reported and not simulated: nothing runs faster with more of it, and nothing runs out of it.
    """

    request_id: str
    version: str
    duration: float
    billed: int
    memory: int
    init: float | None = None
    status: str = ""

    def line(self) -> str:
        """Return the line."""
        shown = [
            f"REPORT RequestId: {self.request_id}",
            f"Duration: {self.duration:.2f} ms",
            f"Billed Duration: {self.billed} ms",
            f"Memory Size: {self.memory} MB",
        ]
        if self.init is not None:
            shown.append(f"Init Duration: {self.init:.2f} ms")
        if self.status:
            shown.append(f"Status: {self.status}")
        return "\t".join(shown)

    def around(self, before: str, printed: str, complaint: str) -> list[str]:
        """Return all lines of the invocation, in order: what was printed at the cold start, START, and so on."""
        return [
            *before.splitlines(),
            f"START RequestId: {self.request_id} Version: {self.version}",
            *printed.splitlines(),
            *([complaint] if complaint else []),
            f"END RequestId: {self.request_id}",
            self.line(),
        ]


def complaint(document: Mapping[str, Any], request_id: str, now: datetime) -> str:
    """Return what Lambda itself writes about an invocation that failed (its error document): one entry of the log."""
    kind, text = document["errorType"], document["errorMessage"]
    sentence = text.partition(" Error: ")[2]
    if kind == "Sandbox.Timedout":
        return f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03}Z {request_id} {sentence}"
    if kind == "Runtime.ExitError":
        return f"{text}\n{kind}"
    places = "".join(document.get("stackTrace", ())).rstrip("\n")
    return f"[ERROR] {kind}: {text}\nTraceback (most recent call last):" + (f"\n{places}" if places else "")


def keep(function: LambdaFunction, stream: str, lines: list[str]) -> None:
    """Write the lines to the function's log group."""
    running.current().logs.write(
        function.logs_group_name, stream, *lines, make_group=True, region=function.region
    )


def tail(lines: list[str]) -> str:
    """Return the end of the log as `invoke` hands it out: base64."""
    text = "".join(f"{line}\n" for line in lines)
    return base64.b64encode(text.encode()[-value("lambda.log_tail") :]).decode()
