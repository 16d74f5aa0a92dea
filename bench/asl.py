# ruff: noqa: INP001  a folder of programs, no package
"""How fast the States Language runs here and in moto: `python bench/asl.py`. Prints a table; asserts nothing.

Both run in one process, in turns, measured in processor time (of all threads: moto runs each execution in one of its
own). moto's engine is called without boto3, which would cost it 2 ms a call.
"""

import gc
import itertools
import json
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import moto
from asl_machines import SELECTED, Work, chain, works
from rich.console import Console
from rich.table import Table

from course.asl import engine, lint
from course.asl.machine import parse

ROLE = "arn:aws:iam::123456789012:role/bench"


class Motos:
    """moto's engine, one machine after another."""

    def __init__(self) -> None:
        from moto.stepfunctions.parser.models import stepfunctions_parser_backends

        self.backend = stepfunctions_parser_backends["123456789012"]["us-east-1"]
        self.numbers = itertools.count()

    def machine(self, definition: dict[str, Any]) -> str:
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


def _seconds(act: Callable[[], object], times: int) -> float:
    # What was left behind before (moto keeps its executions) must not cost the garbage collector time here.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    begin = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begin) / times


def _ours(work: Work) -> Callable[[], object]:
    machine, text = parse(json.dumps(work.definition), type=work.type), json.dumps(work.input)

    def run() -> None:
        execution = engine.run(machine, json.loads(text))
        if execution.status != "SUCCEEDED":
            raise RuntimeError(f"{work.name}: {execution.error}: {execution.cause}")

    return run


def _theirs(work: Work, motos: Motos) -> Callable[[], object]:
    arn, text = motos.machine(work.definition), json.dumps(work.input)
    return lambda: motos.run(arn, text)


def _measure(work: Work, motos: Motos) -> tuple[float, float | None]:
    """Return the median seconds of an execution, ours and moto's, measured in turns."""
    ours, theirs = _ours(work), _theirs(work, motos) if work.moto else None
    ours()
    own, other = list[float](), list[float]()
    for _ in range(work.rounds):
        own.append(_seconds(ours, work.times))
        if theirs:
            other.append(_seconds(theirs, max(1, work.times // 10)))
    return statistics.median(own), statistics.median(other) if other else None


def _run_table(motos: Motos) -> Table:
    table = Table("what", "ms", "executions a second", "transitions a second", "moto, ms", "moto / ours")
    for work in works():
        ours, theirs = _measure(work, motos)
        table.add_row(
            work.name,
            f"{ours * 1000:,.2f}",
            f"{1 / ours:,.0f}" if ours < 0.1 else f"{1 / ours:,.1f}",
            f"{work.transitions / ours:,.0f}",
            f"{theirs * 1000:,.1f}" if theirs else "-",
            f"{theirs / ours:,.0f}" if theirs else "-",
        )
    return table


def _text_row(states: int) -> list[str]:
    """Return parse and lint times of a definition, and moto's parse time."""
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser

    text = json.dumps(chain(states, SELECTED), indent=2)
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
    return [f"{states} states", *figures, f"{theirs / parsed:,.0f}", f"{theirs / (parsed + linted):,.1f}"]


def _text_table() -> Table:
    table = Table(
        "definition", "parse, ms", "lint, ms", "moto's parser, ms", "moto / parse", "moto / parse and lint"
    )
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
