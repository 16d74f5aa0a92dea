"""HTTP APIs, and what stands behind their routes."""

from collections.abc import Iterator
from typing import Any

from .apis import behind
from .inventory import Edge, Node
from .world import World

__all__ = ["edges", "nodes"]


def nodes(world: World) -> Iterator[Node]:
    """Yield the APIs."""
    for api in _all(world):
        routes = [route.route_key for route in api.routes.values()]
        yield Node(
            api.arn,
            "api",
            api.name,
            {"protocol": api.protocol_type, "stages": list(api.stages), "routes": routes},
        )


def edges(world: World) -> Iterator[Edge]:
    """Yield the integration of each route."""
    for api in _all(world):
        for route in api.routes.values():
            integration = api.integrations.get((route.target or "").rpartition("/")[2])
            if integration is not None:
                for target in behind(world, integration.integration_uri):
                    yield Edge(api.arn, target, "integration", route.route_key)


def _all(world: World) -> Iterator[Any]:
    if (kept := world.backend("apigatewayv2")) is not None:
        yield from kept.apis.values()
