"""Finds the resource for a path: what is written out goes before {parameter}, that before {greedy+}.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .snapshot import Route

__all__ = ["Place", "find", "fit"]


@dataclass(frozen=True)
class Place:
    """Where a request arrives: the resource, the method that answers (its verb may be ANY), the path's parameters."""

    route: Route
    method: dict[str, Any]
    parameters: dict[str, str]

    @property
    def verb(self) -> str:
        """The verb under which the method is defined."""
        return str(self.method["httpMethod"])


def find(routes: Iterable[Route], verb: str, segments: list[str]) -> Place | None:
    """Return where a request arrives; None where no resource has its path, or the resource not its method."""
    # A resource without any method only holds others.
    fits = [
        (each, found) for each in routes if each.methods and (found := fit(each.parts, segments)) is not None
    ]
    fits.sort(key=lambda pair: _rank(pair[0].parts))
    for route, parameters in fits:
        method = route.methods.get(verb) or route.methods.get("ANY")
        if method is not None:
            return Place(route, method, parameters)
        if not any(part.endswith("+}") for part in route.parts):
            return None  # the resource is there, and does not have this method
    return None


def fit(parts: list[str], segments: list[str]) -> dict[str, str] | None:
    """Return the parameters of a path that fits a resource's; None where it does not."""
    found: dict[str, str] = {}
    for place, part in enumerate(parts):
        if part.endswith("+}"):
            rest = segments[place:]
            return {**found, part[1:-2]: "/".join(rest)} if rest else None
        if place >= len(segments):
            return None
        if part.startswith("{"):
            found[part[1:-1]] = segments[place]
        elif part != segments[place]:
            return None
    return found if len(parts) == len(segments) else None


def _rank(parts: list[str]) -> list[int]:
    return [2 if part.endswith("+}") else 1 if part.startswith("{") else 0 for part in parts]
