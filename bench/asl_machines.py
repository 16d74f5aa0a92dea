# ruff: noqa: INP001  a folder of programs, no package
"""The state machines that `bench/asl.py` measures, and how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["SELECTED", "Work", "chain", "works"]

Definition = dict[str, Any]

SELECTED = {"Parameters": {"n.$": "$.n", "text": "a"}}
COMPUTED = {"Output": {"n": "{% $states.input.n + 1 %}", "text": "a"}}


@dataclass(frozen=True)
class Work:
    """One thing to measure: `transitions` are the states that one execution enters, `times` how many run in a round.

    `moto` says whether moto's engine can do it, too.
    """

    name: str
    definition: Definition
    input: Any
    transitions: int
    times: int = 1
    rounds: int = 5
    moto: bool = True
    type: str = "STANDARD"


def works() -> Iterator[Work]:
    """Yield everything that is measured by running it."""
    yield Work("6 Pass states, JSONPath", chain(6, SELECTED), {"n": 1}, 6, 50)
    # moto hands JSONata to a Java library that it does not bring along.
    yield Work("6 Pass states, JSONata", jsonata(chain(6, COMPUTED)), {"n": 1}, 6, 50, moto=False)
    yield Work("Choice loop of 100", loop(100), {"n": 0}, 202, 5)
    yield Work("Choice loop of 1,000", loop(1000), {"n": 0}, 2002)
    yield Work("Parallel of 10 branches", parallel(10), {}, 21, 10)
    for kind, definition in (("Inline", mapped("INLINE")), ("Distributed", mapped("DISTRIBUTED"))):
        for items in (1000, 10_000):
            numbers = {"items": list(range(items))}
            # Ten thousand iterations inline are more events than a Standard execution may have.
            kind_of = "STANDARD" if kind == "Distributed" or items == 1000 else "EXPRESS"
            rounds = 3 if items == 1000 else 1
            yield Work(f"{kind} Map of {items:,}", definition, numbers, items + 1, 1, rounds, type=kind_of)


def chain(states: int, fields: Definition) -> Definition:
    """So many Pass states in a row, each with `fields`."""
    named = {f"S{n}": {"Type": "Pass", **fields, "Next": f"S{n + 1}"} for n in range(states - 1)}
    return {"StartAt": "S0", "States": {**named, f"S{states - 1}": {"Type": "Pass", **fields, "End": True}}}


def jsonata(definition: Definition) -> Definition:
    """The same definition, in JSONata."""
    return {"QueryLanguage": "JSONata", **definition}


def loop(times: int) -> Definition:
    """Count up in a Pass, until a Choice has enough."""
    enough = {"Variable": "$.n", "NumericLessThan": times, "Next": "Count"}
    return {
        "StartAt": "Enough?",
        "States": {
            "Enough?": {"Type": "Choice", "Choices": [enough], "Default": "Done"},
            "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough?"},
            "Done": {"Type": "Succeed"},
        },
    }


def parallel(branches: int) -> Definition:
    """So many branches of two states."""
    state = {"Type": "Parallel", "Branches": [chain(2, {}) for _ in range(branches)], "End": True}
    return {"StartAt": "P", "States": {"P": state}}


def mapped(mode: str) -> Definition:
    """A Map with one Pass state an item."""
    config = {"Mode": mode} | ({"ExecutionType": "STANDARD"} if mode == "DISTRIBUTED" else {})
    state = {
        "Type": "Map",
        "ItemsPath": "$.items",
        "ItemProcessor": {**chain(1, {}), "ProcessorConfig": config},
        "End": True,
    }
    return {"StartAt": "M", "States": {"M": state}}
