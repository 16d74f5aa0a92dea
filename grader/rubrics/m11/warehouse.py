"""The warehouse of M11 E2: four functions that handle an item, one that confirms, and what became of an order."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine, StatesError
from course.clock import Clock
from grader.checks.machines import Actor, Call, Shifts, Story, played

__all__ = ["BACK_ORDER", "CONFIRM", "PACK", "Handled", "Order", "handle", "order"]

PACK = ("check", "gather", "package")
BACK_ORDER = ("check", "back-order")
CONFIRM = "confirm"
SKUS = ("TEL", "CAM", "SIM", "CAB", "KEY", "MAP", "TAG", "BOX")


@dataclass(frozen=True)
class Order:
    """One order: its id, its customer, and of each item its sku, how many, and whether it is there."""

    id: str
    customer: str
    items: tuple[tuple[str, int, bool], ...]

    @property
    def tracking(self) -> list[str]:
        """The tracking numbers of what can be packed, in the order of the items."""
        return [_tracking(sku) for sku, _, is_there in self.items if is_there]

    @property
    def ways(self) -> dict[str, list[str]]:
        """Which functions handle each item, by sku, in order."""
        return {sku: list(PACK if is_there else BACK_ORDER) for sku, _, is_there in self.items}

    def given(self, order_id: str, items: str) -> dict[str, Any]:
        """Return it as the workflow's input, under a learner's names."""
        told = [{"sku": sku, "quantity": quantity} for sku, quantity, _ in self.items]
        return {order_id: self.id, "customerId": self.customer, items: told}


@dataclass(frozen=True)
class Handled:
    """What became of an order: the story, the calls by function without prefix, and what was packed, first to last."""

    order: Order
    story: Story
    calls: list[Call]
    packed: list[str]

    @property
    def confirmations(self) -> list[Any]:
        """The payloads with which it was confirmed."""
        return [call.payload for call in self.calls if call.name == CONFIRM]

    @property
    def end(self) -> str:
        """How its execution ended."""
        story = self.story
        return "succeeded" if story.status == "SUCCEEDED" else f"{story.status.lower()} with {story.error}"

    @property
    def ways(self) -> dict[str, list[str]]:
        """Which functions were called for each item, by sku, in order."""
        found: dict[str, list[str]] = {sku: [] for sku, _, _ in self.order.items}
        for call in self.calls:
            if call.name != CONFIRM:
                sku = call.payload.get("sku") if isinstance(call.payload, dict) else None
                found.setdefault("no sku" if sku is None else str(sku), []).append(call.name)
        return found


def order(rng: random.Random, number: int, there: list[bool]) -> Order:
    """Make up an order of which these items are there."""
    items = [
        (f"{rng.choice(SKUS)}-{at}{rng.randint(0, 9)}", rng.randint(1, 4), each)
        for at, each in enumerate(there, 1)
    ]
    return Order(f"O-{number}", f"C-{rng.randint(10, 999)}", tuple(items))


def handle(machine: StateMachine, order: Order, given: dict[str, Any], prefix: str) -> Handled:
    """Let a machine handle an order. The later an item stands in it, the sooner is it packed."""
    clock = Clock()
    places = {sku: at for at, (sku, _, _) in enumerate(order.items)}
    is_there = {sku: each for sku, _, each in order.items}

    def packing(payload: Any) -> float:
        at = places.get(str(payload.get("sku")), 0) if isinstance(payload, dict) else 0
        return 60.0 + 5.0 * (len(places) - at)

    package = Shifts(
        clock, packing, _of_an_item(lambda sku: {"tracking": _tracking(sku), "packedAt": _time(clock)})
    )
    work: dict[str, Actor] = {
        "check": _of_an_item(lambda sku: {"available": is_there.get(sku, False)}),
        "gather": _of_an_item(lambda sku: {"shelf": f"{sku[0]}-{places.get(sku, 0)}"}),
        "package": package,
        "back-order": _of_an_item(lambda sku: {"ticket": f"W-{sku}"}),
        CONFIRM: lambda _: {"sent": True},
    }
    story = played(machine, given, {f"{prefix}-{name}": act for name, act in work.items()}, clock=clock)
    calls = [
        Call(each.name.removeprefix(f"{prefix}-"), each.payload, each.at, each.state, each.attempt)
        for each in story.calls
    ]
    ready = sorted(
        (each for each in package.done if isinstance(each.payload, dict)), key=lambda each: each.ended
    )
    return Handled(order, story, calls, [_tracking(str(each.payload.get("sku"))) for each in ready])


def _of_an_item(answer: Callable[[str], dict[str, Any]]) -> Actor:
    def act(payload: Any) -> dict[str, Any]:
        for name in ("sku", "quantity"):
            if not isinstance(payload, dict) or name not in payload:
                raise StatesError("KeyError", f"'{name}'")
        return answer(str(payload["sku"]))

    return act


def _tracking(sku: str) -> str:
    return f"T-{sku}"


def _time(clock: Clock) -> str:
    return clock.now.strftime("%H:%M:%S")
