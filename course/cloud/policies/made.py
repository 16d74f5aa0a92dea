"""A call of an API as it was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Made", "Pair"]

Pair = tuple[str, str]
"""An action of IAM's, and the ARN of the resource that it is about."""


@dataclass(frozen=True)
class Made:
    """A call as it was made. `parameters` are what the protocol shows of it."""

    service: str
    operation: str
    url: str
    headers: Mapping[str, Any]
    parameters: Mapping[str, Any]
    region: str
    owner: str

    def arn(self, service: str, name: str) -> str:
        """Return the ARN of a resource of this account by its name; an ARN is one already."""
        return name if name.startswith("arn:") else f"arn:aws:{service}:{self.region}:{self.owner}:{name}"

    def text(self, *names: str) -> str:
        """Return the first of these parameters that is there; "" for none."""
        return next((str(self.parameters[name]) for name in names if self.parameters.get(name)), "")
