"""Resources and connections as plain data."""

from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Edge", "Inventory", "Node"]


@dataclass(frozen=True)
class Node:
    """A resource: its ARN (or URL), its kind, its name, and what else a reader of a map may ask.

    Kinds: topic, queue, function, layer, table, bus, rule, archive, api destination, connection, schedule, bucket,
    state machine, activity, api, alarm, log group, endpoint (a partner's address), service (one of AWS's, where a
    task or a target names a call and no resource), missing.

    `detail` holds plain JSON data: `versions` (numbers), `aliases` (name to versions) and `log_group` of a function;
    `versions`, `aliases` and `type` of a state machine; `stream` (what its records hold) of a table; `protocol`,
    `stages` and `routes` of an API.
    """

    id: str
    kind: str
    name: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Edge:
    """A connection, why it is there (`kind`), and what there is to say of it (`label`).

    Kinds, and their labels:

    - subscription: of a topic or a log group (filtered, raw);
    - rule (from its bus: its schedule), delivery (of a rule, a schedule: input changed), archive (from its bus);
    - invocation: an event source mapping (its batch size);
    - notification: of a bucket (the events);
    - task: of a state machine (the state's name), log: to its log group (the level);
    - integration: of an API (method and path, or route key);
    - action: of an alarm (the state that it follows), watch: by a composite one;
    - layer: which a function is built on;
    - request: of an API destination to its partner (the method), authorization: by a connection;
    - destination: of asynchronous invocations (on success);
    - dead-letter: where what could not be delivered or done goes (after what).

    `state` is pending for a subscription nobody confirmed, and off for what is disabled.
    """

    source: str
    target: str
    kind: str
    label: str = ""
    state: str = "ok"


@dataclass(frozen=True)
class Inventory:
    """All resources and connections, service by service, in the order in which they were made."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data."""
        return asdict(self)

    def __str__(self) -> str:
        """Say it in lines of names: each resource, then each connection."""
        said = {node.id: f"{node.kind} {node.name}" for node in self.nodes}
        return "\n".join(
            [
                *said.values(),
                *(f"{said[edge.source]} -> {said[edge.target]}: {_why(edge)}" for edge in self.edges),
            ]
        )


def _why(edge: Edge) -> str:
    aside = f" ({edge.label})" if edge.label else ""
    return f"{edge.kind}{aside}" if edge.state == "ok" else f"{edge.kind}{aside}, {edge.state}"
