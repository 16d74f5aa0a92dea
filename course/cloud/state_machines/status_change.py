"""The event that tells of a change of an execution's status.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

import json
from datetime import datetime
from typing import Any

from course.facts import value

from .run import Run

__all__ = ["status_change"]

LARGEST: int = value("states.event")

# An event has all of these, null where there is nothing to say.
_ALWAYS = (
    "stateMachineVersionArn",
    "stateMachineAliasArn",
    "stopDate",
    "output",
    "outputDetails",
    "error",
    "cause",
    "redriveDate",
    "redriveStatusReason",
)


def status_change(run: Run) -> dict[str, Any]:
    """Return the event without its id, time and account: source, detail-type, resources and detail."""
    about = run.described()
    detail = dict.fromkeys(_ALWAYS) | about
    detail |= {
        name: int(each.timestamp() * 1000) for name, each in about.items() if isinstance(each, datetime)
    }
    del detail["traceHeader"]
    output = _escaped(detail["output"])
    if output > LARGEST:
        detail |= {"output": None, "outputDetails": {"included": False}}
    if _escaped(detail["input"]) + output > LARGEST:
        detail |= {"input": None, "inputDetails": {"included": False}}
    return {
        "source": "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        "resources": [run.arn],
        "detail": detail,
    }


def _escaped(text: str | None) -> int:
    """Return the bytes of a text as it stands in an event: written as JSON once more."""
    return 0 if text is None else len(json.dumps(text, ensure_ascii=False).encode("utf-8", "surrogatepass"))
