"""REST APIs, and what stands behind their methods."""

import re
from collections.abc import Iterator
from typing import Any

from .addresses import meant
from .inventory import Edge, Node
from .world import World

__all__ = ["behind", "edges", "nodes"]

_FUNCTION = re.compile(r"arn:aws:apigateway:[^:]+:lambda:path/[^/]+/functions/(?P<arn>[^/]+)/invocations/?")
_SERVICE = re.compile(
    r"arn:aws:apigateway:[^:]+:(?:[^:.]+\.)?(?P<service>[^:.]+):(?P<kind>path|action)/(?P<rest>.*)"
)
# What a request template names, where the integration's address names the action alone.
_NAMED = re.compile(r"arn:aws:(?:states|sns|sqs|dynamodb|events|lambda):[\w-]*:\d*:[\w:/.-]+")


def nodes(world: World) -> Iterator[Node]:
    """Yield the APIs."""
    for api in _all(world):
        detail = {"protocol": "REST", "stages": list(api.stages)}
        yield Node(_arn(world, api), "api", api.name, detail)


def edges(world: World) -> Iterator[Edge]:
    """Yield the integration of each method; MOCK leads nowhere."""
    for api in _all(world):
        for resource in api.resources.values():
            for name, method in resource.resource_methods.items():
                if (integration := method.method_integration) is not None:
                    label = f"{name} {resource.get_path()}"
                    for target in behind(world, integration.uri, integration.request_templates):
                        yield Edge(_arn(world, api), target, "integration", label)


def behind(world: World, uri: str | None, templates: dict[str, Any] | None = None) -> list[str]:
    """Return the ids of what an integration's address leads to; none for MOCK."""
    if not uri:
        return []
    if found := _FUNCTION.fullmatch(uri):
        return [meant(world, found["arn"])]
    if found := _SERVICE.fullmatch(uri):
        return [_resource(world, found, templates)]
    return [meant(world, uri) if uri.startswith("arn:") else uri]


def _resource(world: World, address: re.Match[str], templates: dict[str, Any] | None) -> str:
    service, rest = address["service"], address["rest"]
    if service == "sqs" and address["kind"] == "path":
        return world.arn("sqs", rest.rsplit("/", 1)[-1])
    named = _NAMED.findall(" ".join(str(text) for text in (templates or {}).values()))
    return meant(world, named[0]) if named else f"service:{service}"


def _all(world: World) -> Iterator[Any]:
    if (kept := world.backend("apigateway")) is not None:
        yield from kept.apis.values()


def _arn(world: World, api: Any) -> str:
    return f"arn:aws:apigateway:{world.account.region}::/restapis/{api.id}"
