"""What messages and requests do, step by step: a trace and an inventory become steps over a map."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from course.widgets.account.callers import knows, with_callers
from course.widgets.account.finder import Finder
from course.widgets.account.order import moments, root_of
from course.widgets.account.plan import Plan, only, plan_of, within
from course.widgets.account.shapes import shape_of
from course.widgets.account.step import Step
from course.widgets.account.steps import is_running, steps_at
from course.widgets.account.unwanted import unwanted_of_aws

__all__ = ["MOST_STEPS", "Chain", "Flow", "asides", "flow_of", "followed", "plain", "troubled"]

MOST_STEPS = 3000


@dataclass(frozen=True)
class Chain:
    """One message or request and all that it caused: its root's span, its first step, how many steps, how many troubled."""

    root: int
    first: Step
    steps: int
    troubled: int


@dataclass(frozen=True)
class Flow:
    """The map, with everybody who calls from outside; the steps in order of virtual time; the chains they belong to.

    Times count from `begin` (virtual seconds). `left_out` counts steps beyond the most that are shown.
    """

    plan: Plan
    steps: tuple[Step, ...]
    chains: tuple[Chain, ...]
    knows: str
    begin: float
    left_out: int


def flow_of(trace: Iterable[Any], inventory: Any) -> Flow:
    """Follow everything in a trace over the resources of an inventory."""
    spans = _so_far(trace)
    by_id = {span.id: span for span in spans}
    plan = with_callers(plan_of(inventory), spans, by_id)
    unwanted = unwanted_of_aws(spans, by_id)
    plan = _near(plan, [step for step in _steps(spans, by_id, plan) if step.span not in unwanted])
    found = [replace(step, aside=step.span in unwanted) for step in _steps(spans, by_id, plan)]
    steps = tuple(found[:MOST_STEPS])
    begin = steps[0].at if steps else 0.0
    chains = _chains(step for step in steps if not step.aside)
    return Flow(plan, steps, chains, knows(plan), begin, len(found) - len(steps))


def plain(flow: Flow) -> Flow:
    """Return a flow without AWS's own events that no rule wanted."""
    steps = tuple(step for step in flow.steps if not step.aside)
    return replace(flow, steps=steps, begin=steps[0].at if steps else flow.begin)


def asides(flow: Flow) -> int:
    """Return how many steps `plain` leaves out."""
    return sum(step.aside for step in flow.steps)


def troubled(flow: Flow) -> Flow:
    """Return what went wrong in a flow, over the same map."""
    return replace(flow, steps=tuple(step for step in flow.steps if step.troubled))


def followed(flow: Flow, root: int) -> Flow:
    """Return one chain of a flow, over the places and roads alone that it touches; all of it where there is none such."""
    steps = tuple(step for step in flow.steps if step.root == root)
    return _narrowed(replace(flow, steps=steps, begin=steps[0].at)) if steps else flow


def _narrowed(flow: Flow) -> Flow:
    roads = sorted({edge for step in flow.steps for edge in step.edges if edge is not None})
    touched = sorted(_touched(flow.steps, flow.plan))
    place = {old: new for new, old in enumerate(touched)}
    road = {old: new for new, old in enumerate(roads)}
    plan = Plan(
        tuple(flow.plan.places[at] for at in touched),
        tuple(
            replace(each, source=place[each.source], target=place[each.target])
            for each in (flow.plan.roads[at] for at in roads)
        ),
    )
    steps = tuple(
        replace(
            step,
            edges=tuple(road[edge] for edge in step.edges if edge is not None),
            node=None if step.node is None else place[step.node],
        )
        for step in flow.steps
    )
    return replace(flow, plan=plan, steps=steps)


def _so_far(trace: Iterable[Any]) -> list[Any]:
    """Return the spans; an execution that has not ended yet lasts as long as anything else here."""
    spans = list(trace)
    last = max((span.end for span in spans), default=0.0)
    return [replace(span, end=last) if is_running(span) else span for span in spans]


def _steps(spans: list[Any], by_id: dict[int, Any], plan: Plan) -> list[Step]:
    finder = Finder(plan, by_id)
    return [
        replace(step, root=root_of(span, by_id), edges=tuple(edge for edge in step.edges if edge is not None))
        for span, begins in moments(spans, by_id)
        for step in steps_at(span, finder, begins=begins)
    ]


def _near(plan: Plan, steps: list[Step]) -> Plan:
    """Leave out what is connected to nothing that a step touched."""
    touched = _touched(steps, plan)
    near = within(plan, touched)
    return only(plan, lambda at: at in touched or (at in near and not shape_of(plan.places[at].kind).aside))


def _touched(steps: Iterable[Step], plan: Plan) -> set[int]:
    found: set[int] = set()
    for step in steps:
        found |= {step.node} if step.node is not None else set()
        for edge in step.edges:
            found |= {plan.roads[edge].source, plan.roads[edge].target} if edge is not None else set()
    return found


def _chains(steps: Iterable[Step]) -> tuple[Chain, ...]:
    found: dict[int, list[Step]] = {}
    for step in steps:
        found.setdefault(step.root, []).append(step)
    return tuple(
        Chain(root, each[0], len(each), sum(step.troubled for step in each)) for root, each in found.items()
    )
