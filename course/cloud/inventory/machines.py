"""State machines, whom their tasks call, and activities."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .addresses import called, meant
from .inventory import Edge, Node
from .world import World

if TYPE_CHECKING:
    from course.asl.integrations import Resource

__all__ = ["calls", "edges", "holders", "nodes"]

# The fields beside a Task's own in which a state calls a service.
_SIDES = ("ItemReader", "ResultWriter")


def nodes(world: World) -> Iterator[Node]:
    """Yield the state machines, then the activities."""
    if (service := world.state_machines()) is None:
        return
    for machine in service.machines.values():
        detail: dict[str, Any] = {"type": machine.type}
        if machine.versions:
            detail["versions"] = [str(each) for each in machine.versions]
        if machine.aliases:
            detail["aliases"] = {
                alias.name: [str(version.number) for version, _ in alias.routes]
                for alias in machine.aliases.values()
            }
        yield Node(machine.arn, "state machine", machine.name, detail)
    yield from (Node(each.arn, "activity", each.name) for each in service.activities.values())


def edges(world: World) -> Iterator[Edge]:
    """Yield whom each state calls, and where the machine logs to."""
    if (service := world.state_machines()) is None:
        return
    for machine in service.machines.values():
        for label, holder, field in holders(machine):
            yield from (Edge(machine.arn, target, "task", label) for _, target in calls(world, holder, field))
        if (level := machine.revision.logging["level"]) != "OFF":
            for each in machine.revision.logging.get("destinations") or ():
                group = each["cloudWatchLogsLogGroup"]["logGroupArn"]
                yield Edge(machine.arn, meant(world, group), "log", level)


def holders(machine: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield whatever in a definition has a Resource: what to call it, itself, and the name of its parameters' field."""
    # Whoever has a state machine has the language in memory already.
    from course.asl.linter.definition import Definition

    for state in Definition(machine.revision.definition.definition, machine.type).states:
        field = "Arguments" if state.language == "JSONata" else "Parameters"
        yield state.name, state.value, field
        for side in _SIDES:
            if isinstance(found := state.value.get(side), dict):
                yield f"{state.name}, {side}", found, field


def calls(world: World, holder: dict[str, Any], field: str) -> Iterator[tuple["Resource", str]]:
    """Yield the resource that is called, and the id of each thing that the call is about."""
    from course.asl.integrations import parse_resource

    arn = holder.get("Resource")
    resource = parse_resource(arn) if isinstance(arn, str) else None
    if resource is None:
        return
    if resource.kind in ("lambda", "activity"):
        yield resource, meant(world, resource.arn)
        return
    parameters = holder.get(field)
    yield from ((resource, each) for each in called(world, resource.service, parameters))
    if resource.service == "http" and isinstance(parameters, dict):
        door = parameters.get("Authentication") or parameters.get("InvocationConfig")
        connection = door.get("ConnectionArn") if isinstance(door, dict) else None
        if isinstance(connection, str) and connection.startswith("arn:"):
            yield resource, connection
