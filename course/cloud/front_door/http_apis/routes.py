"""Finds the route of an HTTP API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
"""

from collections.abc import Iterable
from dataclasses import dataclass

from moto.apigatewayv2.models import Route

from course.cloud.front_door.routing import fit

__all__ = ["Match", "find"]


@dataclass(frozen=True)
class Match:
    """A route that fits, and the parameters of its path."""

    route: Route
    parameters: dict[str, str]

    @property
    def path(self) -> str:
        """The route's path; "$default" for the route of all that has no other."""
        verb, _, path = self.route.route_key.partition(" ")
        return path or verb


def find(routes: Iterable[Route], verb: str, segments: list[str]) -> Match | None:
    """Return the route of a request: the most specific path, then its own verb before ANY, then $default."""
    found, fallback = list[tuple[list[int], Match]](), None
    for route in routes:
        wanted, _, path = route.route_key.partition(" ")
        if wanted == "$default":
            fallback = Match(route, {})
            continue
        parts = [part for part in path.split("/") if part]
        parameters = fit(parts, segments)
        if parameters is not None and wanted in (verb, "ANY"):
            found.append(([*map(_rank, parts), int(wanted == "ANY")], Match(route, parameters)))
    return min(found, key=lambda pair: pair[0])[1] if found else fallback


def _rank(part: str) -> int:
    return 2 if part.endswith("+}") else 1 if part.startswith("{") else 0
