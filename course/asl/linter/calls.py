"""The tasks that call a service whose API is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.integrations import Integration, find_integration

from .definition import Definition, Path, State

__all__ = ["Call", "calls", "parameter"]


@dataclass(frozen=True, eq=False)
class Call:
    """A task that calls a service: what it calls, and the `field` that says with what: Parameters or Arguments."""

    state: State
    found: Integration
    field: str

    @property
    def path(self) -> Path:
        """Where what is sent stands."""
        return (*self.state.path, self.field)

    @property
    def sent(self) -> Any:
        """What is sent; None where there is nothing."""
        return self.state.value.get(self.field)


def calls(definition: Definition) -> Iterator[Call]:
    """Yield every task whose Resource names an integration that exists."""
    for state in definition.states:
        resource = state.value.get("Resource")
        found = find_integration(resource) if state.type == "Task" and isinstance(resource, str) else None
        if found is not None:
            yield Call(state, found, "Arguments" if state.language == "JSONata" else "Parameters")


def parameter(key: str, language: str) -> str:
    """Return the parameter that a key gives, by a value or by a path."""
    return key.removesuffix(".$") if language == "JSONPath" else key
