"""What rules and schedules have in common: targets, and where a target's undelivered events go."""

from collections.abc import Iterator
from typing import Any

from .addresses import called, meant, parameters_in
from .inventory import Edge
from .world import World

__all__ = ["deliveries"]


def deliveries(world: World, source: str, target: dict[str, Any], state: str) -> Iterator[Edge]:
    """Yield the edges of one target."""
    shaped = any(target.get(name) for name in ("Input", "InputPath", "InputTransformer"))
    label = "input changed" if shaped else ""
    arn = target["Arn"]
    if arn.startswith("arn:aws:scheduler:::aws-sdk:"):
        service, _, action = arn.removeprefix("arn:aws:scheduler:::aws-sdk:").partition(":")
        for each in called(world, service, parameters_in(target.get("Input"))):
            yield Edge(source, each, "delivery", f"{service}:{action}", state)
    else:
        yield Edge(source, meant(world, arn), "delivery", label, state)
    if queue := (target.get("DeadLetterConfig") or {}).get("Arn"):
        yield Edge(source, queue, "dead-letter", "undelivered", state)
