"""State machines: create, update, describe, list, delete.

Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html and its siblings
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from course.facts import value

from . import names, settings, tags, versions
from .arns import check_role, parse_machine
from .definitions import accepted, variable_references
from .machine import Machine, Revision
from .pages import page
from .refusals import RefusedError, invalid
from .target import find

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["create", "delete", "describe", "list_all", "update"]

Parameters = dict[str, Any]

MOST: int = value("states.machines")

_NOTHING = "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"
_CHANGEABLE = (
    "definition",
    "roleArn",
    "loggingConfiguration",
    "tracingConfiguration",
    "encryptionConfiguration",
)


def create(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """CreateStateMachine."""
    names.check(asked["name"])
    check_role(asked["roleArn"])
    _check_description(asked)
    kind, now = asked.get("type", "STANDARD"), service.account.clock.now
    revision = Revision(
        "",
        accepted(asked["definition"], kind),
        asked["roleArn"],
        settings.logging(asked.get("loggingConfiguration")),
        settings.tracing(asked.get("tracingConfiguration")),
        settings.encryption(asked.get("encryptionConfiguration")),
        now,
    )
    account = service.account
    arn = f"arn:aws:states:{account.region}:{account.id}:stateMachine:{asked['name']}"
    machine = service.machines.get(arn)
    promise = bool(asked.get("publish")), asked.get("versionDescription", "")
    if machine is None:
        if len(service.machines) >= MOST:
            raise RefusedError(
                "StateMachineLimitExceeded", f"There are {MOST} state machines already, which is the most"
            )
        tags.put(service, arn, asked.get("tags", []))
        machine = service.machines[arn] = Machine(asked["name"], arn, kind, now, revision, promise)
    else:
        _check_same(machine, kind, revision, promise)
    found = {"stateMachineArn": arn, "creationDate": machine.created}
    if asked.get("publish"):
        found["stateMachineVersionArn"] = versions.publish(
            machine, asked.get("versionDescription", ""), now
        ).arn
    return found


def update(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """UpdateStateMachine; a revision begins only where something changes."""
    machine = service.machine(parse_machine(asked["stateMachineArn"], may_be_qualified=False))
    if not any(name in asked for name in _CHANGEABLE):
        raise RefusedError("MissingRequiredParameter", _NOTHING)
    _check_description(asked)
    if machine.is_deleting:
        raise invalid("StateMachineDeleting", machine.arn)
    now, before = service.account.clock.now, machine.revision
    after = _revised(before, asked, machine.type)
    if _content(after) != _content(before):
        machine.revision = replace(after, id=service.account.new_id(), updated=now)
    found = {"updateDate": now, "revisionId": machine.revision.id or None}
    if asked.get("publish"):
        version = versions.publish(machine, asked.get("versionDescription", ""), now)
        found["stateMachineVersionArn"] = version.arn
    return found


def describe(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeStateMachine, of a version or an alias as well."""
    target = find(service.machines, parse_machine(asked["stateMachineArn"]))
    machine, version = target.machine, target.version
    found = {
        "stateMachineArn": version.arn if version else machine.arn,
        "name": machine.name,
        "status": machine.status,
        "type": machine.type,
        "creationDate": version.created if version else machine.created,
        "description": (version.description or None) if version else None,
    }
    return found | shown(target.revision, asked)


def shown(revision: Revision, asked: Parameters) -> dict[str, Any]:
    """Return how a revision is described; METADATA_ONLY leaves out what is in it."""
    found = revision.described()
    found["variableReferences"] = variable_references(revision.definition) or None
    if asked.get("includedData") == "METADATA_ONLY":
        del found["definition"], found["variableReferences"]
    return found


def list_all(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListStateMachines."""
    found, token = page(list(service.machines.values()), asked, "machines")
    entries = [
        {"stateMachineArn": each.arn, "name": each.name, "type": each.type, "creationDate": each.created}
        for each in found
    ]
    return {"stateMachines": entries, "nextToken": token}


def delete(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DeleteStateMachine; harmless when there is none."""
    arn = parse_machine(asked["stateMachineArn"], may_be_qualified=False)
    machine = service.machines.get(arn.unqualified)
    if machine is not None:
        service.delete(machine)
    return {}


def _revised(before: Revision, asked: Parameters, type: Any) -> Revision:
    after = before
    if "definition" in asked:
        after = replace(after, definition=accepted(asked["definition"], type))
    if "roleArn" in asked:
        check_role(asked["roleArn"])
        after = replace(after, role_arn=asked["roleArn"])
    if "loggingConfiguration" in asked:
        after = replace(after, logging=settings.logging(asked["loggingConfiguration"]))
    if "tracingConfiguration" in asked:
        after = replace(after, tracing=settings.tracing(asked["tracingConfiguration"]))
    if "encryptionConfiguration" in asked:
        after = replace(after, encryption=settings.encryption(asked["encryptionConfiguration"]))
    return after


def _content(revision: Revision) -> tuple[Any, ...]:
    return (
        revision.definition.text,
        revision.role_arn,
        revision.logging,
        revision.tracing,
        revision.encryption,
    )


def _check_description(asked: Parameters) -> None:
    if asked.get("versionDescription") and not asked.get("publish"):
        raise RefusedError("ValidationException", "Version description can only be set when publish is true")


def _check_same(machine: Machine, kind: str, asked: Revision, promise: tuple[bool, str]) -> None:
    """Creating once more is harmless if nothing but the role and the tags differs."""
    if machine.is_deleting:
        raise invalid("StateMachineDeleting", machine.arn)
    known = machine.revision
    same = (
        machine.type == kind
        and machine.promise == promise
        and known.definition.text == asked.definition.text
        and (known.logging, known.tracing, known.encryption)
        == (asked.logging, asked.tracing, asked.encryption)
    )
    if not same:
        raise invalid("StateMachineAlreadyExists", machine.arn)
