"""Functions: their versions, aliases and layers; what invokes them, and where the rest of an invocation goes."""

from collections.abc import Iterator
from typing import Any

from course.cloud.pollers.mapping import failure_destination

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the functions, then the layers."""
    if (kept := world.backend("lambda")) is None:
        return
    for function in kept.list_functions():
        yield Node(function.function_arn, "function", function.function_name, _detail(world, kept, function))
    for layer in kept.list_layers():
        yield Node(layer["LayerArn"], "layer", layer["LayerName"])


def edges(world: World) -> Iterator[Edge]:
    """Yield dead letters and destinations, layers, and event source mappings."""
    if (kept := world.backend("lambda")) is None:
        return
    for function in kept.list_functions():
        yield from _endings(world, function)
    for function in kept.list_functions():
        for layer in function.layers:
            arn, _, version = layer["Arn"].rpartition(":")
            yield Edge(function.function_arn, arn, "layer", f"version {version}")
    for mapping in kept.list_event_source_mappings("", ""):
        yield from _mapping(world, mapping)


def _endings(world: World, function: Any) -> Iterator[Edge]:
    """Where an asynchronous invocation ends, whether by the function itself, a version or an alias."""
    source = function.function_arn
    if queue := getattr(function, "dead_letter_arn", ""):
        yield Edge(source, meant(world, queue), "dead-letter", "after all attempts")
    for qualifier, settings in getattr(function, "event_invoke_settings", {}).items():
        aside = "" if qualifier == "$LATEST" else f", by {qualifier}"
        for side, kind, label in (
            ("OnFailure", "dead-letter", "after all attempts"),
            ("OnSuccess", "destination", "on success"),
        ):
            configured = (settings.get("DestinationConfig") or {}).get(side) or {}
            if arn := configured.get("Destination"):
                yield Edge(source, meant(world, arn), kind, f"{label}{aside}")


def _mapping(world: World, mapping: Any) -> Iterator[Edge]:
    # A stream is drawn as its table.
    source, function = meant(world, mapping.event_source_arn), meant(world, mapping.function_arn)
    state = "ok" if mapping.enabled else "off"
    yield Edge(source, function, "invocation", f"batches of {mapping.batch_size}", state)
    if given_up := failure_destination(mapping):
        yield Edge(function, given_up, "dead-letter", "records given up")


def _detail(world: World, kept: Any, function: Any) -> dict[str, Any]:
    name = function.function_name
    versions = [str(each.version) for each in kept.list_versions_by_function(name)]
    found: dict[str, Any] = {
        "versions": [each for each in versions if each != "$LATEST"],
        "aliases": {each.name: _versions(each) for each in kept.list_aliases(name)},
    }
    logs = world.backend("logs")
    if logs is not None and f"/aws/lambda/{name}" in logs.groups:
        found["log_group"] = f"/aws/lambda/{name}"
    return {key: value for key, value in found.items() if value}


def _versions(alias: Any) -> list[str]:
    routing: Any = alias.routing_config or {}
    return [str(alias.function_version), *map(str, routing.get("AdditionalVersionWeights") or ())]
