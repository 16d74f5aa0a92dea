"""The event that tells of a change of an execution's status.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

from datetime import datetime
from typing import Any

from .run import Run

__all__ = ["status_change"]


def status_change(run: Run) -> dict[str, Any]:
    """Return the event without its id, time and account: source, detail-type, resources and detail."""
    about, execution = run.described(), run.execution
    missing = ("stopDate", "output", "error", "cause", "redriveDate", "outputDetails")
    detail = {name: about.get(name) for name in missing} | about
    detail |= {
        name: int(value.timestamp() * 1000) for name, value in about.items() if isinstance(value, datetime)
    }
    del detail["traceHeader"]
    return {
        "source": "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        "resources": [execution.identity.arn],
        "detail": detail,
    }
