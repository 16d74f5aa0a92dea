"""Circles that nobody leaves, and polling without a pause."""

from collections.abc import Iterator

from course.asl.integrations import parse_resource
from course.asl.linter.definition import Definition, Finding, Group, State
from course.asl.linter.ways import circles, ends, reachable, ways

from .parts import leaves

__all__ = ["endless_loop", "polling_without_wait"]

_WAY_OUT = 'Let a Choice or a Catch lead out of it, or end it with "End": true.'
_ASKS = ("describe", "get", "batchGet", "head")
_PAGES = frozenset({
    "ContinuationToken", "ExclusiveStartKey", "Marker", "NextToken", "PageToken", "PaginationToken", "StartingToken",
})  # fmt: skip


def endless_loop(definition: Definition) -> Iterator[Finding]:
    """A circle that has no way out.

    What it finds
        States that lead to each other, and to no state that ends the execution. Where no state at all of a branch or
        item processor ends it, the place is its States.

    Why it matters
        An execution that gets there runs until it times out or its history is full, and is paid for all the time.

    Example
        {"Check": {"Type": "Pass", "Next": "Pause"}, "Pause": {"Type": "Wait", "Seconds": 60, "Next": "Check"}}

    Remedy
        Let a Choice or a Catch lead out of the circle, or end it with `"End": true`.
    """
    for group in definition.groups:
        if any(map(ends, group.states.values())):
            yield from _circles_without_way_out(group)
        elif group.states and group.around is not None:  # AWS refuses it in the outermost group
            message = (
                f"None of these states ends: what gets into '{group.around.name}' never comes out of it."
            )
            yield Finding((*group.path, "States"), message, _WAY_OUT, on_key=True)


def polling_without_wait(definition: Definition) -> Iterator[Finding]:
    """Asking again and again without a pause.

    What it finds
        A circle of calls that only ask how things are, and of Choices that look at the answers, without a Wait.

    Why it matters
        It asks many times a second. The service throttles it, each round is paid for, and before long the history of a
        Standard execution is full.

    Example
        {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler", "Next": "Ready?"},
         "Ready?": {"Type": "Choice", "Choices": [], "Default": "Ask"}}

    Remedy
        Put a Wait into the circle, or start the job by `.sync` where the service has it.
    """
    for group in definition.groups:
        reached = reachable(group)
        for circle in circles(group):
            inside = [group.states[name] for name in circle]
            asking = [state for state in inside if state.type == "Task"]
            looks = {state.type for state in inside} - {"Pass", "Task"} == {"Choice"}
            if circle[0] in reached and looks and asking and all(map(_asks, asking)):
                message = f"'{asking[0].name}' asks again and again without a pause: no Wait in the circle {_listed(circle)}."
                yield Finding(
                    asking[0].path, message, "Put a Wait of some seconds into the circle.", on_key=True
                )


def _circles_without_way_out(group: Group) -> Iterator[Finding]:
    reached = reachable(group)
    for circle in circles(group):
        inside = [group.states[name] for name in circle]
        together = set(circle)
        left = any(target not in together for state in inside for _, target in ways(state))
        if circle[0] in reached and not left and not any(map(ends, inside)):
            message = f"There is no way out of the circle {_listed(circle)}: an execution that gets there never ends."
            yield Finding(inside[0].path, message, _WAY_OUT, on_key=True)


def _asks(state: State) -> bool:
    """Whether a task asks how things are, and does not turn pages."""
    resource = state.value.get("Resource")
    parsed = parse_resource(resource) if isinstance(resource, str) else None
    if parsed is None or parsed.pattern or not parsed.action.startswith(_ASKS):
        return False
    sent = state.value.get("Parameters", state.value.get("Arguments"))
    keys = {str(key).removesuffix(".$") for leaf in leaves((), sent) for key in leaf.path}
    return not keys & _PAGES


def _listed(names: list[str]) -> str:
    return (
        " → ".join(f"'{name}'" for name in [*names, names[0]])
        if len(names) < 8
        else f"of {len(names)} states"
    )
