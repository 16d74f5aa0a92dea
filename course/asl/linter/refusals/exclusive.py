"""Fields of which an object has one."""

from collections.abc import Iterator

from course.asl.linter.definition import Definition, Finding
from course.asl.linter.fields import OPERATORS, Node, nodes

__all__ = ["one_comparison", "one_of_two"]

_FLOW = ("Next", "End")
_TESTS = ("And", "Or", "Not", "Variable")
# By table: fields of which there is one, and whether there must be one.
_ONE_OF: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {
    "Pass": ((_FLOW, True),),
    "Task": (
        (_FLOW, True),
        (("TimeoutSeconds", "TimeoutSecondsPath"), False),
        (("HeartbeatSeconds", "HeartbeatSecondsPath"), False),
    ),
    "Wait": ((_FLOW, True), (("SecondsPath", "Seconds", "TimestampPath", "Timestamp"), True)),
    "Fail": ((("Error", "ErrorPath"), False), (("Cause", "CausePath"), False)),
    "Parallel": ((_FLOW, True),),
    "Map": (
        (_FLOW, True),
        (("ItemProcessor", "Iterator"), True),
        (("ItemSelector", "Parameters"), False),
        (("MaxConcurrency", "MaxConcurrencyPath"), False),
        (("ToleratedFailureCount", "ToleratedFailureCountPath"), False),
        (("ToleratedFailurePercentage", "ToleratedFailurePercentagePath"), False),
    ),
    "ReaderConfig": ((("MaxItems", "MaxItemsPath"), False),),
    "ItemBatcher": (
        (("MaxItemsPerBatch", "MaxItemsPerBatchPath"), False),
        (("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"), False),
    ),
    "rule": (((*_TESTS, "Condition"), True),),
    "test": ((_TESTS, True),),
}


def one_of_two(definition: Definition) -> Iterator[Finding]:
    """Fields that exclude each other, or none of them.

    What it finds
        Next together with End, or neither; a number together with its ...Path; Error with ErrorPath, Cause
        with CausePath, ItemProcessor with Iterator, ItemSelector with Parameters; a Wait state with no time
        to wait for, or with two; a choice rule that does not have exactly one of And, Or, Not, Variable (in
        JSONata: Condition).

    Why it matters
        It could not be said what holds, so AWS refuses the definition.

    Example
        {"Type": "Pass", "Next": "Done", "End": true}

    Remedy
        Keep the one that you mean. Each of them is pointed at.
    """
    for node in nodes(definition):
        for names, needed in _ONE_OF.get(node.table, ()):
            yield from _one_of(node, names, needed=needed)


def one_comparison(definition: Definition) -> Iterator[Finding]:
    """A choice rule with no comparison, or with two.

    What it finds
        A Variable without a comparison (StringEquals, NumericLessThan, IsPresent, ...), or with several.

    Why it matters
        AWS refuses the definition.

    Example
        {"Variable": "$.total", "NumericGreaterThan": 10, "NumericLessThan": 20, "Next": "Medium"}

    Remedy
        Write one comparison for each Variable, and join them with And, Or and Not.
    """
    for node in nodes(definition):
        if node.table not in ("rule", "test") or node.language != "JSONPath" or "Variable" not in node.value:
            continue
        present = [name for name in node.value if name in OPERATORS]
        if len(present) > 1:
            message = f"There should only be one of the following fields: [{', '.join(present)}]"
            hint = "Join two comparisons with And."
            places = ((*node.path, name) for name in present)
            yield from (Finding(place, message, hint, on_key=True, around=node.path) for place in places)
        if not present:
            message = (
                "This object should have only one of the following fields: [StringEquals, NumericEquals, ...]"
            )
            yield Finding(node.path, message, "Add a comparison, such as StringEquals or IsPresent.")


def _one_of(node: Node, names: tuple[str, ...], *, needed: bool) -> Iterator[Finding]:
    shown = f"[{', '.join(names)}]"
    present = [
        name for name in node.value if name in names and not (name == "End" and node.value[name] is False)
    ]
    own = [name for name in present if node.fields[name].language in ("", node.language)]
    if node.table in ("rule", "test"):
        many = none = f"The object must have only one of the following fields, {shown}"
    else:
        many = f"There should only be one of the following fields: {shown}"
        none = f"This object should have only one of the following fields: {shown}"
    if len(own) > 1:
        hint = f"Remove {' or '.join(own)}."
        yield from (Finding((*node.path, name), many, hint, on_key=True, around=node.path) for name in own)
    if needed and not present:
        yield Finding(node.path, none, _missing(names))


def _missing(names: tuple[str, ...]) -> str:
    if names == _FLOW:
        return 'Add "Next" with the name of the state that follows, or "End": true.'
    return f"Add one of {', '.join(names)}."
