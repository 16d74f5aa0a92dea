"""Executions of M12 E4 in which something fails: which state is to blame, is known here, and their names come from the seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench

from .driving import BRIEF, Called, Lab

__all__ = ["FAILED", "Failing", "failing", "failures"]

FAILED = "failed_step"

# A table that nobody has made: what asks it, fails.
_NOWHERE = {"TableName": "no-such-table", "Key": {"id": {"S": "1"}}}
_ASK = {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "Parameters": _NOWHERE}
_NAMES = (
    *(
        "Book entry",
        "Ask the bank",
        "Write letter",
        "Read policy",
        "Check limit",
        "Send receipt",
        "Add bonus",
    ),
    *("Look up rate", "Close claim", "Tell sales", "Note payment", "Order device", "Rate trip", "Sign off"),
)


@dataclass(frozen=True)
class Failing:
    """An execution that fails, or does not: what happens in it, its definition and input, and which state is to blame."""

    where: str
    definition: dict[str, Any]
    state: str | None
    given: Any = None


def failures(bench: Bench, seeds: list[str]) -> list[tuple[str, Failing, Called]]:
    """Let executions fail, and ask which state did."""
    found: list[tuple[str, Failing, Called]] = []
    with bench.account() as account:
        lab = Lab(bench, account)
        for seed in seeds:
            for kind, each in failing(random.Random(seed)).items():
                arn = lab.machine(f"failing-{len(found)}", each.definition)
                run = lab.start(arn, each.given or {})
                account.settle()
                found.append((kind, each, lab.call(FAILED, run)))
        arn = lab.machine("failing-quickly", BRIEF, "EXPRESS")
        express = Failing("an execution of an Express workflow", BRIEF, "logs")
        found.append(("express", express, lab.call(FAILED, lab.start(arn, {}))))
    return found


def failing(rng: random.Random) -> dict[str, Failing]:
    """Return executions whose failed state is to be found; names of states come from the seed."""
    names = rng.sample(_NAMES, len(_NAMES))
    return {kind: make(names, rng) for kind, make in _KINDS.items()}


def _chain(*steps: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a definition of these states, one after the other; a Fail ends by itself."""
    states = {}
    for at, (name, fields) in enumerate(steps):
        then = {"Next": steps[at + 1][0]} if at + 1 < len(steps) else {"End": True}
        states[name] = fields if fields["Type"] == "Fail" else {**fields, **then}
    return {"StartAt": steps[0][0], "States": states}


def _first_task(names: list[str], _: random.Random) -> Failing:
    definition = _chain((names[0], {"Type": "Pass"}), (names[1], _ASK), (names[2], {"Type": "Pass"}))
    return Failing("a task fails", definition, names[1])


def _after_a_catch(names: list[str], _: random.Random) -> Failing:
    caught = {**_ASK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": names[1]}]}
    definition = _chain(
        (names[0], caught), (names[1], {"Type": "Pass"}), (names[2], {"Type": "Fail", "Error": "Given.Up"})
    )
    return Failing("an error is caught, then a Fail state ends it", definition, names[2])


def _well(names: list[str], _: random.Random) -> Failing:
    caught = {**_ASK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": names[1]}]}
    return Failing(
        "an error is caught, and all ends well",
        _chain((names[0], caught), (names[1], {"Type": "Pass"})),
        None,
    )


def _in_a_map(names: list[str], rng: random.Random) -> Failing:
    """Of several items at work, one fails, while another has gone on to something else in the meantime."""
    around, choose, breaks, holds = names[3:7]
    item = {
        "StartAt": choose,
        "States": {
            choose: {
                "Type": "Choice",
                "Choices": [{"Variable": "$.broken", "BooleanEquals": True, "Next": breaks}],
                "Default": holds,
            },
            breaks: {**_ASK, "End": True},
            holds: {"Type": "Wait", "Seconds": rng.randint(20, 60), "End": True},
        },
    }
    definition = _chain(
        (names[0], {"Type": "Pass"}), (around, {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": item})
    )
    items = [{"broken": at == 0} for at in range(rng.randint(3, 5))]
    return Failing("an item of a Map fails, while others are at work", definition, breaks, {"items": items})


def _after_a_long_map(names: list[str], rng: random.Random) -> Failing:
    """A Map with many items goes well, and what comes after it fails: the history has several pages."""
    item = _chain((names[4], {"Type": "Pass"}))
    definition = _chain(
        (names[3], {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": item, "ResultPath": None}),
        (names[0], {"Type": "Pass"}),
        (names[1], _ASK),
    )
    return Failing(
        "a task fails, after a Map with many items",
        definition,
        names[1],
        {"items": [0] * rng.randint(30, 35)},
    )


_KINDS: dict[str, Callable[[list[str], random.Random], Failing]] = {
    "task": _first_task,
    "caught": _after_a_catch,
    "well": _well,
    "long": _after_a_long_map,
    "map": _in_a_map,
}
