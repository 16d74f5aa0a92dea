"""Map Runs: the runs of Distributed Map states.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html and its siblings
"""

from typing import TYPE_CHECKING, Any

from course.asl.distributed_map.map_run import MapRun
from course.asl.distributed_map.tolerance import Tolerance

from .arns import parse
from .pages import page
from .refusals import RefusedError

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["describe", "list_of", "update"]

Parameters = dict[str, Any]


def list_of(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListMapRuns of an execution: the newest first."""
    run = service.run(parse(asked["executionArn"], "execution"))
    found, token = page(run.execution.map_runs[::-1], asked, f"map runs of {run.arn}")
    entries = [
        {
            "executionArn": each.execution_arn,
            "mapRunArn": each.arn,
            "stateMachineArn": each.names.machine_arn,
            "startDate": each.started,
            "stopDate": each.stopped,
        }
        for each in found
    ]
    return {"mapRuns": entries, "nextToken": token}


def describe(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeMapRun."""
    return _map_run(service, asked).description()


def update(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """UpdateMapRun: how many failures it tolerates, and, from the next child that ends on, how many run at once."""
    map_run = _map_run(service, asked)
    if map_run.status != "RUNNING":
        raise RefusedError(
            "ValidationException", f"Map Run is {map_run.status} and cannot be updated: '{map_run.arn}'"
        )
    map_run.concurrency = asked.get("maxConcurrency", map_run.concurrency)
    known = map_run.tolerance
    map_run.tolerance = Tolerance(
        asked.get("toleratedFailureCount", known.count),
        asked.get("toleratedFailurePercentage", known.percentage),
    )
    return {}


def _map_run(service: "StateMachines", asked: Parameters) -> MapRun:
    return service.map_run(parse(asked["mapRunArn"], "mapRun"))[1]
