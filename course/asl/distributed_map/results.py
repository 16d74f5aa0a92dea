"""What came of the children, in the forms that a ResultWriter can have."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from course.asl.engine.history import iso
from course.asl.json_text import compact

from .failure import writer_failed
from .map_run import Child

__all__ = ["OUTPUT_TYPES", "TRANSFORMATIONS", "formatted", "forms_of", "record", "transformed"]

TRANSFORMATIONS = ("NONE", "COMPACT", "FLATTEN")
OUTPUT_TYPES = ("JSON", "JSONL")


def forms_of(config: dict[str, Any], transformation: str) -> tuple[str, str]:
    """Return Transformation (by default the one given) and OutputType of a WriterConfig, or raise StatesError.

    Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
    """
    found = config.get("Transformation", transformation), config.get("OutputType", "JSON")
    for name, form, known in zip(
        ("Transformation", "OutputType"), found, (TRANSFORMATIONS, OUTPUT_TYPES), strict=True
    ):
        if form not in known:
            raise writer_failed(f'{name} must be one of {", ".join(known)}, and is "{form}".')
    return found


def transformed(children: Iterable[Child], transformation: str, machine_arn: str) -> list[Any]:
    """Return the results: NONE makes a record of each child, COMPACT its output, FLATTEN lays output arrays end to end.

    A child that did not succeed is a record in any case.
    """
    results: list[Any] = []
    for child in children:
        if transformation == "NONE" or child.status != "SUCCEEDED":
            results.append(record(child, machine_arn))
        elif transformation == "FLATTEN" and isinstance(child.output, list):
            results.extend(child.output)
        else:
            results.append(child.output)
    return results


def formatted(results: list[Any], output_type: str) -> str:
    """Return the results as text: one JSON array, or one JSON value a line (JSONL)."""
    return "\n".join(map(compact, results)) if output_type == "JSONL" else compact(results)


def record(child: Child, machine_arn: str) -> dict[str, Any]:
    """Return what AWS writes of a child execution: fields that DescribeExecution has, input and output as text."""
    ended = child.status not in ("PENDING", "RUNNING")
    fields = {
        "Cause": child.cause,
        "Error": child.error,
        "ExecutionArn": child.arn,
        "Input": compact(child.input),
        "InputDetails": {"Included": True},
        "Name": child.name,
        "Output": compact(child.output) if child.status == "SUCCEEDED" else None,
        "OutputDetails": {"Included": True} if child.status == "SUCCEEDED" else None,
        "RedriveCount": child.redrives if ended else None,
        "RedriveStatus": _redrive_status(child) if ended else None,
        "RedriveStatusReason": child.not_redrivable or None if ended else None,
        "StartDate": _iso(child.started),
        "StateMachineArn": machine_arn,
        "Status": child.status,
        "StopDate": _iso(child.stopped),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _redrive_status(child: Child) -> str:
    return "NOT_REDRIVABLE" if child.not_redrivable else "REDRIVABLE_BY_MAP_RUN"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
