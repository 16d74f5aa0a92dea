"""Executions: start, stop, redrive, describe, list.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html and its siblings
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from course.asl.engine import RedriveError
from course.cloud.json_problem import json_problem
from course.facts import value

from . import names
from .arns import parse, parse_machine
from .billing import BILLED_MB, billed_milliseconds
from .machines import shown
from .pages import page
from .refusals import RefusedError, invalid, unsupported_type
from .run import ChildRun, Run
from .target import Target, find

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["describe", "describe_machine", "list_of", "redrive", "start", "start_and_wait", "stop"]

Parameters = dict[str, Any]

# A redrive with the same clientToken within this time (seconds) is taken for the same one.
SAME_TOKEN: int = value("states.redrive_token")


def start(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """StartExecution; of a Standard workflow the same once more, while it is under way, is harmless."""
    target, text = _target(service, asked), _input(asked)
    run = _under_way(service, target, asked.get("name"), text)
    if run is None:
        run = service.start(target, text, asked.get("name"), asked.get("traceHeader"))
    return {"executionArn": run.arn, "startDate": run.execution.start_date}


def start_and_wait(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """StartSyncExecution: of Express workflows alone."""
    target, text = _target(service, asked), _input(asked)
    if target.machine.type != "EXPRESS":
        raise unsupported_type()
    run = service.start(target, text, asked.get("name"), asked.get("traceHeader"))
    run.execution.wait()
    found = run.described()
    if asked.get("includedData") == "METADATA_ONLY":
        found |= dict.fromkeys(("input", "output", "inputDetails", "outputDetails"))
    for name in ("redriveCount", "redriveStatus", "redriveStatusReason", *run.qualified()):
        del found[name]
    billing = {
        "billedMemoryUsedInMB": BILLED_MB,
        "billedDurationInMilliseconds": billed_milliseconds(run.execution),
    }
    return found | {"billingDetails": billing}


def stop(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """StopExecution; harmless when it is over."""
    execution = service.run(parse(asked["executionArn"], "execution")).execution
    execution.stop(asked.get("error"), asked.get("cause"))
    return {"stopDate": execution.stop_date}


def redrive(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """RedriveExecution."""
    run, now = service.run(parse(asked["executionArn"], "execution")), service.account.clock.now
    before, token = run.execution.redrive_date, asked.get("clientToken")
    if before and token is not None and token == run.token and (now - before).total_seconds() <= SAME_TOKEN:
        return {"redriveDate": before}
    if run.map_run:
        raise invalid(
            "ExecutionNotRedrivable", "A child execution is redriven by the execution of its Map Run"
        )
    if (
        service.machines.get(run.target.machine.arn) is not run.target.machine
        or run.target.machine.is_deleting
    ):
        raise invalid("ExecutionNotRedrivable", "The state machine of this execution was deleted")
    try:
        service.redrive(run)
    except RedriveError as problem:
        raise invalid("ExecutionNotRedrivable", str(problem)) from None
    run.token = token
    return {"redriveDate": run.execution.redrive_date}


def describe(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeExecution: of Standard executions alone."""
    found = service.run(parse(asked["executionArn"], "execution")).described()
    if asked.get("includedData") == "METADATA_ONLY":
        found |= dict.fromkeys(("input", "output", "inputDetails", "outputDetails"))
    return found


def describe_machine(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeStateMachineForExecution: the state machine as it was when the execution began."""
    run = service.run(parse(asked["executionArn"], "execution"))
    revision, who = run.target.revision, run.execution.identity
    found = {"stateMachineArn": who.machine_arn, "name": who.machine_name, "updateDate": revision.updated}
    if run.map_run:
        found |= {"mapRunArn": run.map_run.arn, "label": run.map_run.names.label}
    return found | shown(revision, asked)


def list_of(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListExecutions of a state machine, a version, an alias or a Map Run: the newest first."""
    if ("stateMachineArn" in asked) == ("mapRunArn" in asked):
        raise RefusedError("ValidationException", "Must specify exactly one of stateMachineArn and mapRunArn")
    if "redriveFilter" in asked and "stateMachineArn" in asked:
        raise RefusedError("ValidationException", "redriveFilter is only for the executions of a Map Run")
    scope = asked.get("stateMachineArn") or asked["mapRunArn"]
    runs: Sequence[Run | ChildRun] = (
        _of_machine(service, scope) if "stateMachineArn" in asked else _of_map_run(service, scope)
    )
    now = service.account.clock.now
    wanted = [run for run in reversed(runs) if run.is_kept(now) and _matches(run, asked)]
    found, token = page(wanted, asked, f"executions of {scope}")
    return {"executions": [run.listed() for run in found], "nextToken": token}


def _target(service: "StateMachines", asked: Parameters) -> Target:
    arn = parse_machine(asked["stateMachineArn"])
    if "name" in asked:
        names.check(asked["name"])
    return find(service.machines, arn, service.chance)


def _input(asked: Parameters) -> str:
    text: str = asked.get("input", "{}")
    if problem := json_problem(text) if text.strip() else "Invalid execution input.":
        raise invalid("InvalidExecutionInput", problem)
    return text


def _under_way(service: "StateMachines", target: Target, name: str | None, text: str) -> Run | None:
    """Return the execution that a name has already; a name can be used again only for the very same. Raises RefusedError."""
    if name is None or target.machine.type == "EXPRESS":
        return None
    run = service.runs.get(f"{target.machine.arn.replace(':stateMachine:', ':execution:', 1)}:{name}")
    if run is None or not run.is_kept(service.account.clock.now):
        return None
    if run.execution.status != "RUNNING" or run.execution.input_text != text:
        raise invalid("ExecutionAlreadyExists", run.arn)
    return run


def _of_machine(service: "StateMachines", text: str) -> list[Run]:
    target = find(service.machines, parse_machine(text))
    if target.machine.type == "EXPRESS":
        raise unsupported_type()
    runs = target.machine.runs
    if target.alias:
        return [run for run in runs if run.target.alias is target.alias]
    if target.version:
        return [run for run in runs if run.target.version is target.version]
    return runs


def _of_map_run(service: "StateMachines", text: str) -> list[ChildRun]:
    parent, map_run = service.map_run(parse(text, "mapRun"))
    return parent.children(map_run)


def _matches(run: Run | ChildRun, asked: Parameters) -> bool:
    if "statusFilter" in asked and run.status != asked["statusFilter"]:
        return False
    wanted = asked.get("redriveFilter")
    return wanted is None or (run.redrives > 0) == (wanted == "REDRIVEN")
