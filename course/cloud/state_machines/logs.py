"""The log of a state machine's executions, in the log group that its loggingConfiguration names.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and, for the levels,
https://docs.aws.amazon.com/step-functions/latest/dg/cloudwatch-log-level.html
"""

import json
import zlib
from typing import TYPE_CHECKING, Any

from course.asl import Execution
from course.asl.engine import Observer

from .event_data import without_data
from .spans import machine_name

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Logs"]

_BAD_ENDS = ("Failed", "TimedOut", "Aborted")


class Logs(Observer):
    """Writes the events of an execution and its Map Runs' children as they happen.

    `configuration` is a loggingConfiguration whose level is not OFF. What is written for a log group that is not
    there is lost; the execution does not notice.
    """

    def __init__(self, account: "Account", configuration: dict[str, Any]) -> None:
        self._account = account
        self._group = _group_of(configuration)
        self._wants = _LEVELS[configuration["level"]]
        self._with_data = configuration["includeExecutionData"]

    def recorded(self, execution: Execution, event: dict[str, Any]) -> None:
        if self._wants(event["type"]):
            shown = event if self._with_data else without_data(event)
            moment = int(event["timestamp"].timestamp() * 1000)
            text = json.dumps(_entry(execution, shown, moment), ensure_ascii=False, separators=(",", ":"))
            self._account.logs.write(self._group, _stream(execution), text, at=moment)


def _entry(execution: Execution, event: dict[str, Any], moment: int) -> dict[str, Any]:
    details: dict[str, Any] = next(
        (value for name, value in event.items() if name.endswith("EventDetails")), {}
    )
    return {
        "id": str(event["id"]),
        "type": event["type"],
        "details": details,
        "redrive_count": str(execution.redrive_count),
        "previous_event_id": str(event["previousEventId"]),
        "event_timestamp": str(moment),
        "execution_arn": execution.identity.arn,
    }


def _stream(execution: Execution) -> str:
    """Return the log stream: one for all executions of a state machine that began in one minute."""
    begun = f"states/{machine_name(execution)}/{execution.start_date:%Y-%m-%d-%H-%M}"
    return f"{begun}/{zlib.crc32(begun.encode()):08x}"


def _is_error(type: str) -> bool:
    return type.endswith(_BAD_ENDS) or type == "FailStateEntered"


def _is_fatal(type: str) -> bool:
    return type.startswith("Execution") and type.endswith(_BAD_ENDS)


_LEVELS = {"ALL": lambda _: True, "ERROR": _is_error, "FATAL": _is_fatal}


def _group_of(configuration: dict[str, Any]) -> str:
    """Return the name of the log group that a loggingConfiguration names."""
    arn: str = configuration["destinations"][0]["cloudWatchLogsLogGroup"]["logGroupArn"]
    return arn.split(":", 6)[6].rpartition(":")[0]
