"""What a stage serves: an API as it was when it was deployed, and nothing that was changed since.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
"""

import copy
from dataclasses import dataclass
from typing import Any

from moto.apigateway.models import Resource, RestAPI

__all__ = ["Route", "Snapshot", "take"]


@dataclass(frozen=True)
class Route:
    """A resource: its id, its path with {parameters}, and its methods by verb, in AWS's own JSON form."""

    id: str
    path: str
    methods: dict[str, dict[str, Any]]

    @property
    def parts(self) -> list[str]:
        """The parts of the path."""
        return [part for part in self.path.split("/") if part]


@dataclass(frozen=True)
class Snapshot:
    """An API at one moment. `models`: schema text by name; `validators` and `authorizers` by id, in AWS's form.

    Answers of `compressed_from` bytes or more are compressed; None: none are.
    """

    routes: tuple[Route, ...]
    models: dict[str, str]
    validators: dict[str, dict[str, Any]]
    authorizers: dict[str, dict[str, Any]]
    gateway_responses: dict[str, dict[str, Any]]
    policy: Any
    binary: tuple[str, ...]
    compressed_from: int | None = None


def take(api: RestAPI) -> Snapshot:
    """Return the API as it is now."""
    return Snapshot(
        tuple(_route(each) for each in api.resources.values()),
        {each.name: str(each.schema or "") for each in api.models.values()},
        {name: copy.deepcopy(each.to_dict()) for name, each in api.request_validators.items()},
        {name: copy.deepcopy(each.to_json()) for name, each in api.authorizers.items()},
        {kind: copy.deepcopy(each.to_json()) for kind, each in api.gateway_responses.items()},
        api.policy,
        tuple(api.binaryMediaTypes),
        api.minimum_compression_size,
    )


def _route(resource: Resource) -> Route:
    methods = {verb: copy.deepcopy(method.to_json()) for verb, method in resource.resource_methods.items()}
    return Route(resource.id, resource.get_path(), methods)
