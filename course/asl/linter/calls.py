"""What the tasks call: by which Resource, and with what where it is a service whose API is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course.asl.integrations import Integration, find_integration

from .definition import Definition, Path, State

__all__ = ["Call", "calls", "resources"]


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


def resources(definition: Definition) -> Iterator[tuple[State, str]]:
    """Yield every task that has a Resource, with that."""
    for state in definition.states:
        resource = state.value.get("Resource")
        if state.type == "Task" and isinstance(resource, str):
            yield state, resource


def calls(definition: Definition) -> Iterator[Call]:
    """Yield every task whose Resource names an integration that exists."""
    for state, resource in resources(definition):
        found = find_integration(resource)
        if found is not None:
            yield Call(state, found, "Arguments" if state.language == "JSONata" else "Parameters")
