"""Aliases: a name for one version of a state machine, or for two by weight.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html
"""

from typing import TYPE_CHECKING, Any

from course.facts import value

from .arns import Arn, parse_machine
from .machine import Alias, Machine, Version
from .pages import page
from .refusals import RefusedError, invalid, not_found

if TYPE_CHECKING:
    from .service import StateMachines

__all__ = ["create", "delete", "describe", "list_of", "update"]

MOST: int = value("states.aliases")

Parameters = dict[str, Any]


def create(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """CreateStateMachineAlias; the same once more is harmless."""
    machine, routes = _routes(service, asked["routingConfiguration"])
    name, now = asked["name"], service.account.clock.now
    alias = machine.aliases.get(name)
    if alias is None:
        if machine.is_deleting:
            raise invalid("StateMachineDeleting", machine.arn)
        if len(machine.aliases) >= MOST:
            raise RefusedError(
                "ServiceQuotaExceededException",
                f"There are {MOST} aliases of this state machine already, which is the most: {machine.arn}",
            )
        alias = Alias(f"{machine.arn}:{name}", name, asked.get("description", ""), routes, now, now)
        machine.aliases[name] = alias
    elif (alias.routes, alias.description) != (routes, asked.get("description", "")):
        raise RefusedError(
            "ConflictException",
            "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
        )
    return {"stateMachineAliasArn": alias.arn, "creationDate": alias.created}


def update(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """UpdateStateMachineAlias."""
    alias = _alias(service, asked)
    if "description" not in asked and "routingConfiguration" not in asked:
        raise RefusedError(
            "ValidationException", "Either the description or the routingConfiguration must be specified"
        )
    if "routingConfiguration" in asked:
        machine, routes = _routes(service, asked["routingConfiguration"])
        if not alias.arn.startswith(f"{machine.arn}:"):
            raise _wrong(
                "reference versions of the alias's own state machine", _arns(asked["routingConfiguration"])
            )
        alias.routes = routes
    alias.description = asked.get("description", alias.description)
    alias.updated = service.account.clock.now
    return {"updateDate": alias.updated}


def describe(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DescribeStateMachineAlias."""
    alias = _alias(service, asked)
    routes = [{"stateMachineVersionArn": version.arn, "weight": weight} for version, weight in alias.routes]
    return {
        "stateMachineAliasArn": alias.arn,
        "name": alias.name,
        "description": alias.description or None,
        "routingConfiguration": routes,
        "creationDate": alias.created,
        "updateDate": alias.updated,
    }


def list_of(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """ListStateMachineAliases, of one version if its ARN is given."""
    arn = parse_machine(asked["stateMachineArn"])
    aliases = list(service.machine(arn).aliases.values())
    if arn.qualifier:
        aliases = [each for each in aliases if any(version.arn == arn.text for version, _ in each.routes)]
    found, token = page(aliases, asked, f"aliases of {arn.text}")
    entries = [{"stateMachineAliasArn": each.arn, "creationDate": each.created} for each in found]
    return {"stateMachineAliases": entries, "nextToken": token}


def delete(service: "StateMachines", asked: Parameters) -> dict[str, Any]:
    """DeleteStateMachineAlias; harmless when there is none."""
    arn = _arn(asked)
    machine = service.machines.get(arn.unqualified)
    if machine is not None:
        machine.aliases.pop(arn.qualifier, None)
    return {}


def _arn(asked: Parameters) -> Arn:
    arn = parse_machine(asked["stateMachineAliasArn"])
    if not arn.qualifier or arn.qualifier.isdecimal():
        raise RefusedError("ValidationException", f"State machine alias ARN is invalid: {arn.text}")
    return arn


def _alias(service: "StateMachines", asked: Parameters) -> Alias:
    arn = _arn(asked)
    machine = service.machines.get(arn.unqualified)
    alias = machine.aliases.get(arn.qualifier) if machine else None
    if alias is None:
        raise not_found()
    return alias


def _arns(routing: list[dict[str, Any]]) -> list[str]:
    return [each["stateMachineVersionArn"] for each in routing]


def _routes(
    service: "StateMachines", routing: list[dict[str, Any]]
) -> tuple[Machine, list[tuple[Version, int]]]:
    """Return the one state machine of a routing, and its versions with their weights. Raises RefusedError."""
    arns, weights = _arns(routing), [each["weight"] for each in routing]
    parsed = [parse_machine(arn) for arn in arns]
    if not all(arn.qualifier.isdecimal() for arn in parsed):
        raise _wrong("contain state machine version ARNs", arns)
    if len(set(arns)) < len(arns):
        raise _wrong("contain distinct state machine version ARNs", arns)
    if sum(weights) != 100:
        message = f"Sum of routing configuration weights must equal 100. Received: {weights}"
        raise RefusedError("ValidationException", message)
    if len({arn.unqualified for arn in parsed}) > 1:
        raise _wrong("contain versions of the same state machine", arns)
    machine = service.machines.get(parsed[0].unqualified)
    versions = [machine.versions.get(int(arn.qualifier)) if machine else None for arn in parsed]
    found = [version for version in versions if version]
    if machine is None or len(found) < len(versions):
        raise not_found()
    return machine, list(zip(found, weights, strict=True))


def _wrong(must: str, arns: list[str]) -> RefusedError:
    return RefusedError(
        "ValidationException", f"Routing configuration must {must}. Received: [{', '.join(arns)}]"
    )
