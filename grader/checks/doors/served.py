"""What an API offers: its routes as they are now, its routes as a stage serves them, and how the two differ."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.cloud.front_door.snapshot import Snapshot

__all__ = ["Route", "apis", "deployments", "invoke_url", "routes", "served", "stages", "undeployed"]


@dataclass(frozen=True)
class Route:
    """A method of a resource, `method` in AWS's own JSON form."""

    verb: str
    path: str
    method: dict[str, Any]

    @property
    def key(self) -> str:
        """The route in one line: ``GET /payments/{paymentId}``."""
        return f"{self.verb} {self.path}"

    @property
    def integration(self) -> dict[str, Any]:
        """What is behind it; empty where nothing is."""
        return self.method.get("methodIntegration") or {}

    @property
    def target(self) -> str:
        """The URI behind it; "" where there is none."""
        return str(self.integration.get("uri") or "")

    @property
    def is_catch_all(self) -> bool:
        """Whether it takes every path below one, with any verb."""
        return self.verb == "ANY" and self.path.endswith("+}")


def apis(account: Any) -> list[str]:
    """Return the ids of the REST APIs of an account, in the order in which they were made."""
    return list(_apis(account))


def invoke_url(account: Any, api: str, stage: str) -> str:
    """Return the address under which a stage is called, without a slash at its end."""
    return f"https://{api}.execute-api.{account.region}.amazonaws.com/{stage}"


def routes(account: Any, api: str) -> list[Route]:
    """Return the routes of an API as it is now; none where there is no such API."""
    found = _apis(account).get(api)
    return [] if found is None else _routes(account.front_door.snapshot(found))


def stages(account: Any, api: str) -> list[str]:
    """Return the names of the stages of an API."""
    found = _apis(account).get(api)
    return [] if found is None else list(found.stages)


def served(account: Any, api: str, stage: str) -> list[Route] | None:
    """Return the routes that a stage serves; None where there is no such stage."""
    found = _apis(account).get(api)
    known = found.stages.get(stage) if found is not None else None
    if found is None or known is None:
        return None
    deployment = found.deployments.get(str(known.deployment_id))
    snapshot = getattr(deployment, "snapshot", None)
    return [] if snapshot is None else _routes(snapshot)


def deployments(account: Any, api: str) -> int:
    """Return how many deployments of an API there are."""
    found = _apis(account).get(api)
    return 0 if found is None else len(found.deployments)


def undeployed(account: Any, api: str, stage: str) -> list[str]:
    """Return the keys of the routes that are not, or not like this, what the stage serves."""
    now = {each.key: each.method for each in routes(account, api)}
    then = {each.key: each.method for each in served(account, api, stage) or []}
    return sorted(key for key in now.keys() | then.keys() if now.get(key) != then.get(key))


def _routes(snapshot: "Snapshot") -> list[Route]:
    return [
        Route(verb, route.path, method)
        for route in snapshot.routes
        for verb, method in sorted(route.methods.items())
    ]


def _apis(account: Any) -> dict[str, Any]:
    from moto.apigateway.models import apigateway_backends  # moto takes seconds to import

    return dict(apigateway_backends[account.id][account.region].apis)
