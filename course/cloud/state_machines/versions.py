"""Versions: a revision under a number.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from course.facts import value

from .arns import parse_machine
from .machine import Machine, Version
from .pages import page
from .refusals import RefusedError, invalid

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["delete", "list_of", "publish", "publish_current"]

MOST: int = value("states.versions")

Parameters = dict[str, Any]


def publish(machine: Machine, description: str, now: datetime) -> Version:
    """Return the version of the machine's present revision, a new one if it has none yet. Raises RefusedError."""
    for version in machine.versions.values():
        if version.revision is machine.revision:
            return version
    if len(machine.versions) >= MOST:
        raise RefusedError(
            "ServiceQuotaExceededException",
            f"There are {MOST} versions of this state machine already, which is the most: {machine.arn}",
        )
    machine.published += 1
    number = machine.published
    version = Version(f"{machine.arn}:{number}", number, machine.revision, description, now)
    machine.versions[number] = version
    return version


def publish_current(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """PublishStateMachineVersion."""
    machine = service.machine(parse_machine(asked["stateMachineArn"], may_be_qualified=False))
    if machine.is_deleting:
        raise invalid("StateMachineDeleting", machine.arn)
    current, expected = machine.revision.id, asked.get("revisionId")
    if expected is not None and expected != (current or "INITIAL"):
        raise RefusedError(
            "ConflictException",
            f"Failed to publish the State Machine version for revision {expected}. "
            f"The current State Machine revision is {current or 'INITIAL'}.",
        )
    version = publish(machine, asked.get("description", ""), service.account.clock.now)
    return {"stateMachineVersionArn": version.arn, "creationDate": version.created}


def list_of(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListStateMachineVersions: the newest first; none where there is no such state machine."""
    arn = parse_machine(asked["stateMachineArn"], may_be_qualified=False).text
    machine = service.machines.get(arn)
    newest_first = sorted(machine.versions.values(), key=lambda each: -each.number) if machine else []
    found, token = page(newest_first, asked, f"versions of {arn}")
    entries = [{"stateMachineVersionArn": each.arn, "creationDate": each.created} for each in found]
    return {"stateMachineVersions": entries, "nextToken": token}


def delete(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DeleteStateMachineVersion; harmless when there is none."""
    arn = parse_machine(asked["stateMachineVersionArn"])
    if not arn.qualifier.isdecimal():
        raise RefusedError("ValidationException", f"State machine version ARN is invalid: {arn.text}")
    machine = service.machines.get(arn.unqualified)
    if machine is None:
        return {}
    number = int(arn.qualifier)
    using = [
        alias.name
        for alias in machine.aliases.values()
        if any(version.number == number for version, _ in alias.routes)
    ]
    if using:
        raise RefusedError(
            "ConflictException",
            "Version to be deleted must not be referenced by an alias. "
            f"Current list of aliases referencing this version: [{', '.join(using)}]",
        )
    machine.versions.pop(number, None)
    return {}
