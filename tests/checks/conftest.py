"""A tiny exercise, and an account that is nothing but a clock."""

import linecache
import random
from collections.abc import Callable
from functools import partial
from typing import Any, Self

import pytest

from course.clock import Ambient, Clock
from grader.checks import (
    Bench,
    Exercise,
    Misconception,
    Part,
    Report,
    Row,
    examine,
    hidden,
    names_nothing,
    table,
)


def kept(bench: Any, given: Any) -> Any:
    before = [1, 2]
    bench.answer("double")(before)
    return before


@hidden
def below_nought(bench: Bench, rng: random.Random) -> list[Row]:
    """A number that is negative."""
    number = -rng.randint(1, 1000)
    return [Row(number, 2 * number)]


DOUBLE = Exercise(
    id="m97.e1",
    title="Double",
    deliver=("double",),
    parts=(
        Part(
            "doubles numbers",
            6,
            "B",
            table(
                [Row(1, 2), Row(2, 4), Row({"deep": [3]}, None)],
                lambda bench, given: bench.answer("double")(given) if isinstance(given, int) else None,
                hidden=below_nought,
            ),
        ),
        Part(
            "leaves lists alone",
            3,
            "N",
            table([Row([1, 2], [1, 2])], kept),
        ),
        Part("names no queue", 1, "S", names_nothing("double", ["sales-q"])),
    ),
    misconceptions=(
        Misconception(
            "K97.1", "squares", lambda bench: bench.answer("double")(3) == 9, "You square: 3 gave 9."
        ),
        Misconception("K97.2", "prints", lambda bench: bench.printed == "6\n", "Print or return?"),
    ),
    hints=("one", "two", "three", "four"),
    lesson="D1",
)


STRICTLY = partial(examine, strict=True)


class ClockOnly:
    """What stands for an account where no AWS is needed."""

    def __init__(self) -> None:
        self.clock = Clock()
        self._ambient = Ambient(self.clock)

    def __enter__(self) -> Self:
        self._ambient.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ambient.stop()


@pytest.fixture
def exercise() -> Exercise:
    return DOUBLE


@pytest.fixture
def look() -> Callable[..., Report]:
    """Examine the text of a cell against the tiny exercise, or `double` itself; `by` what else looks at answers."""

    def examined(
        cell: Any, exercise: Exercise = DOUBLE, by: Callable[..., Report] = STRICTLY, **more: Any
    ) -> Report:
        settings = {"learner_id": "tests", "cloud": ClockOnly, **more}
        if not isinstance(cell, str):
            return by(exercise, {"double": cell}, sources={"double": ""}, **settings)
        space: dict[str, Any] = {"__name__": "cell"}
        linecache.cache["<cell>"] = (len(cell), None, cell.splitlines(keepends=True), "<cell>")
        exec(compile(cell, "<cell>", "exec"), space)  # noqa: S102  a cell is run, as a notebook would
        given = {name: space[name] for name in exercise.deliver if name in space}
        return by(exercise, given, sources=dict.fromkeys(given, cell), **settings)

    return examined
