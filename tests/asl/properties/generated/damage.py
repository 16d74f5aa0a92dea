"""Definitions with something wrong in them: a node replaced, a field dropped or doubled under another name."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from generated.definitions import machines
from generated.documents import DOCUMENTS

Path = tuple[str | int, ...]

FIELDS = [
    "Type", "Next", "End", "Default", "Choices", "Branches", "ItemProcessor", "Items", "ItemsPath", "Parameters",
    "Arguments", "ResultPath", "OutputPath", "Output", "Assign", "Retry", "Catch", "ErrorEquals", "MaxAttempts", "Seconds",
    "TimeoutSeconds", "MaxConcurrency", "QueryLanguage", "ProcessorConfig", "ItemReader", "ItemBatcher", "ResultWriter",
    "And", "Not", "Variable", "Condition", "States", "StartAt",
]  # fmt: skip
ODD = st.sampled_from(
    [
        "$",
        "$.a[",
        "$$",
        "{% %}",
        "{% ( %}",
        "{% $states.result %}",
        "States.Array(",
        "Pass",
        "Map",
        "DISTRIBUTED",
        "1",
        "",
    ]
)


@st.composite
def damaged(draw: Callable[[st.SearchStrategy[Any]], Any], *, type: str = "STANDARD") -> Any:
    """Generate a definition in which up to three nodes are not what they should be."""
    machine = draw(machines(type=type))
    for _ in range(draw(st.sampled_from([1, 1, 2, 3]))):
        path = draw(st.sampled_from(list(_paths(machine))))
        machine = _with(machine, path, draw)
    return machine


def _paths(node: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    for key, value in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield from _paths(value, (*path, key))


def _with(node: Any, path: Path, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Return a copy of `node` with the node at `path` damaged."""
    if path and isinstance(node, dict):
        return {key: _with(value, path[1:], draw) if key == path[0] else value for key, value in node.items()}
    if path:
        return [
            _with(value, path[1:], draw) if index == path[0] else value for index, value in enumerate(node)
        ]
    if isinstance(node, dict) and node and draw(st.booleans()):
        if draw(st.booleans()):
            return {**node, draw(st.sampled_from(FIELDS)): draw(ODD | DOCUMENTS)}
        dropped = draw(st.sampled_from(sorted(node)))
        return {key: value for key, value in node.items() if key != dropped}
    return draw(ODD | DOCUMENTS)
