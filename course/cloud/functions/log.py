"""The log of an invocation, as Lambda writes it to CloudWatch Logs."""

import base64

from moto.awslambda.models import LambdaFunction
from moto.core.utils import unix_time_millis

from course.facts import latency, value

__all__ = ["keep", "report", "tail"]


def report(printed: str, request_id: str, version: str, billed: int, memory: int, *, cold: bool) -> str:
    """Return the lines of one invocation: START, what the code printed, END, REPORT. `billed` is in milliseconds."""
    if printed and not printed.endswith("\n"):
        printed += "\n"
    init = f"\tInit Duration: {latency('lambda', 'cold_start') * 1000:.2f} ms" if cold else ""
    return (
        f"START RequestId: {request_id} Version: {version}\n{printed}END RequestId: {request_id}\n"
        f"REPORT RequestId: {request_id}\tDuration: {billed:.2f} ms\tBilled Duration: {billed} ms\t"
        f"Memory Size: {memory} MB{init}\n"
    )


def keep(function: LambdaFunction, stream: str, text: str) -> None:
    """Write the lines to the function's log group."""
    logs, group = function.logs_backend, function.logs_group_name
    logs.ensure_log_group(group)
    logs.ensure_log_stream(group, stream)
    now = int(unix_time_millis())
    logs.put_log_events(group, stream, [{"timestamp": now, "message": line} for line in text.splitlines()])


def tail(text: str) -> str:
    """Return the end of the log as `invoke` hands it out: base64."""
    return base64.b64encode(text.encode()[-value("lambda.log_tail") :]).decode()
