"""An execution as DescribeExecution shows it.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
"""

from typing import Any

from course.asl.json_text import compact

from .execution import Execution

__all__ = ["describe"]


def describe(execution: Execution) -> dict[str, Any]:
    """Return what boto3's describe_execution returns, without the metadata of the response; what is not there is left out."""
    reason = execution.not_redrivable
    output = compact(execution.output) if execution.status == "SUCCEEDED" else None
    found = {
        "executionArn": execution.identity.arn,
        "stateMachineArn": execution.identity.machine_arn,
        "name": execution.identity.name,
        "status": execution.status,
        "startDate": execution.start_date,
        "stopDate": execution.stop_date,
        "input": execution.input_text,
        "inputDetails": {"included": True},
        "output": output,
        "outputDetails": None if output is None else {"included": True},
        "error": execution.error,
        "cause": execution.cause,
        "redriveCount": execution.redrive_count,
        "redriveDate": execution.redrive_date,
        "redriveStatus": "NOT_REDRIVABLE" if reason else "REDRIVABLE",
        "redriveStatusReason": reason or None,
    }
    return {name: value for name, value in found.items() if value is not None}
