# ruff: noqa: INP001  a folder of programs, no package
"""How fast the States Language runs here and in moto: `python bench/asl.py`. Prints a table; asserts nothing.

Both run in one process, in turns, measured in processor time (of all threads: moto runs each execution in one of its
own). moto's engine is called without boto3, which would cost it 2 ms a call.
"""

import itertools
import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import moto
from rich.console import Console
from rich.table import Table

from course.asl import engine, lint
from course.asl.machine import parse

ROLE = "arn:aws:iam::123456789012:role/bench"
ROUNDS = 5

Definition = dict[str, Any]


def chain(states: int, **fields: Any) -> Definition:
    """So many Pass states in a row, each with `fields`."""
    named = {f"S{n}": {"Type": "Pass", **fields, "Next": f"S{n + 1}"} for n in range(states)}
    last = named[f"S{states - 1}"]
    named[f"S{states - 1}"] = {key: value for key, value in last.items() if key != "Next"} | {"End": True}
    return {"StartAt": "S0", "States": named}


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


def mapped(mode: str) -> Definition:
    """A Map with one Pass state an item."""
    config = {"Mode": mode} | ({"ExecutionType": "STANDARD"} if mode == "DISTRIBUTED" else {})
    each = {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}, "ProcessorConfig": config}
    state = {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": each, "End": True}
    return {"StartAt": "M", "States": {"M": state}}


def parallel(branches: int) -> Definition:
    """So many branches of two states."""
    state = {"Type": "Parallel", "Branches": [chain(2) for _ in range(branches)], "End": True}
    return {"StartAt": "P", "States": {"P": state}}


@dataclass(frozen=True)
class Task:
    """One thing to measure: transitions (states entered) of one execution, and how many to run at a time."""

    name: str
    definition: Definition
    input: Any
    transitions: int
    times: int = 1
    rounds: int = ROUNDS
    moto: bool = True


def _tasks() -> Iterator[Task]:
    selected = {"Parameters": {"n.$": "$.n", "text": "a"}}
    computed = {"Output": {"n": "{% $states.input.n + 1 %}", "text": "a"}}
    yield Task("6 Pass states, JSONPath", chain(6, **selected), {"n": 1}, 6, 50)
    yield Task(
        "6 Pass states, JSONata",
        {"QueryLanguage": "JSONata"} | chain(6, **computed),
        {"n": 1},
        6,
        50,
        moto=False,
    )
    yield Task("Choice loop of 100", loop(100), {"n": 0}, 202, 5)
    yield Task("Choice loop of 1,000", loop(1000), {"n": 0}, 2002)
    yield Task("Parallel of 10 branches", parallel(10), {}, 21, 10)
    yield Task("Map of 1,000 items", mapped("INLINE"), {"items": list(range(1000))}, 1001, rounds=3)
    for items in (1000, 10_000):
        rounds = 3 if items == 1000 else 1
        name = f"Distributed Map of {items:,} items"
        yield Task(name, mapped("DISTRIBUTED"), {"items": list(range(items))}, items + 1, rounds=rounds)


def _seconds(act: Callable[[], object], times: int) -> float:
    begin = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begin) / times


def _ours(task: Task) -> Callable[[], object]:
    machine, text = parse(json.dumps(task.definition)), json.dumps(task.input)

    def run() -> None:
        execution = engine.run(machine, json.loads(text))
        if execution.status != "SUCCEEDED":
            raise RuntimeError(f"{task.name}: {execution.error}: {execution.cause}")

    return run


class Motos:
    """moto's engine, one machine after another."""

    def __init__(self) -> None:
        from moto.stepfunctions.parser.models import stepfunctions_parser_backends

        self.backend = stepfunctions_parser_backends["123456789012"]["us-east-1"]
        self.numbers = itertools.count()

    def machine(self, definition: Definition) -> str:
        """Create a machine; return its ARN."""
        name = f"m{next(self.numbers)}"
        return str(
            self.backend.create_state_machine(name=name, definition=json.dumps(definition), roleArn=ROLE).arn
        )

    def run(self, arn: str, text: str) -> None:
        """Run one execution to its end."""
        execution = self.backend.start_execution(arn, f"e{next(self.numbers)}", text)
        while execution.exec_status == "RUNNING":
            time.sleep(0.001)
        if execution.exec_status != "SUCCEEDED":
            raise RuntimeError(f"moto: {execution.error}: {execution.cause}")


@contextmanager
def _moto() -> Iterator[Motos]:
    with moto.mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        yield Motos()


def _measure(task: Task, motos: Motos) -> tuple[float, float | None]:
    """Return the median seconds of an execution, ours and moto's, measured in turns."""
    ours, times = _ours(task), task.times
    ours()
    if not task.moto:
        return statistics.median(_seconds(ours, times) for _ in range(task.rounds)), None
    arn, text = motos.machine(task.definition), json.dumps(task.input)
    pairs = [
        (_seconds(ours, times), _seconds(lambda: motos.run(arn, text), max(1, times // 10)))
        for _ in range(task.rounds)
    ]
    return statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def _run_table(motos: Motos) -> Table:
    table = Table("what", "ms", "executions a second", "transitions a second", "moto, ms", "moto / ours")
    for task in _tasks():
        ours, theirs = _measure(task, motos)
        table.add_row(
            task.name,
            f"{ours * 1000:,.2f}",
            f"{1 / ours:,.0f}",
            f"{task.transitions / ours:,.0f}",
            f"{theirs * 1000:,.1f}" if theirs else "-",
            f"{theirs / ours:,.0f}" if theirs else "-",
        )
    return table


def _text_row(states: int) -> list[str]:
    """Return parse and lint times of a definition, and moto's parse time."""
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

    text = json.dumps(chain(states, Parameters={"n.$": "$.n", "text": "a"}), indent=2)
    times = max(1, 200 // states)
    acts = {
        "parse": (lambda: parse(text), times),
        "lint": (lambda: lint(text), times),
        "moto": (lambda: AmazonStateLanguageParser.parse(text), max(1, times // 10)),
    }
    lint(text)
    rounds = [[_seconds(act, often) for act, often in acts.values()] for _ in range(3)]
    parsed, linted, theirs = (statistics.median(one) for one in zip(*rounds, strict=True))
    figures = [f"{seconds * 1000:,.2f}" for seconds in (parsed, linted, theirs)]
    return [f"{states} states", *figures, f"{theirs / (parsed + linted):,.1f}"]


def _text_table() -> Table:
    table = Table("definition", "parse, ms", "lint, ms", "moto's parser, ms", "moto / parse and lint")
    for states in (5, 50, 500):
        table.add_row(*_text_row(states))
    return table


def main() -> None:
    """Measure and print."""
    console = Console(width=130)
    with _moto() as motos:
        console.print(_run_table(motos))
        console.print(_text_table())


if __name__ == "__main__":
    main()
