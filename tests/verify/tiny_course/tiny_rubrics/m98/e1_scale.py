"""M98 E1, scale: multiply by the learner's own factor, and send the product to a queue."""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import (
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    Row,
    drained,
    effects,
    hidden,
    names_nothing,
    table,
)


def variant(rng: random.Random) -> dict[str, Any]:
    return {"factor": rng.randint(3, 99)}


def rows(bench: Bench) -> list[Row]:
    factor = bench.variant["factor"]
    return [Row(1, factor), Row(0, 0), Row(2, 2 * factor)]


@hidden
def more_rows(bench: Bench, rng: random.Random) -> list[Row]:
    number = rng.randint(-1000, -3)
    return [Row(number, number * bench.variant["factor"])]


def sent(bench: Bench) -> Iterator[Finding]:
    with bench.account() as account:
        sqs = account.client("sqs")
        url = sqs.create_queue(QueueName="numbers-q")["QueueUrl"]
        bench.answer("send")(sqs, url, 4)
        yield from effects({"numbers-q": [4]}, {"numbers-q": drained(account, "numbers-q")}, given=4)


EXERCISE = Exercise(
    id="m98.e1",
    title="Scale",
    deliver=("scale", "send"),
    variant=variant,
    parts=(
        Part(
            "scale multiplies by the factor",
            5,
            "B",
            table(rows, lambda bench, given: bench.answer("scale")(given), more_rows),
        ),
        Part("send puts the number into the queue", 3, "X", sent),
        Part("send names no queue", 2, "S", names_nothing("send", ["numbers-q"])),
    ),
    misconceptions=(
        Misconception(
            "K98.1",
            "adds",
            lambda bench: bench.answer("scale")(0) == bench.variant["factor"],
            "Is 0 times 5 equal to 5?",
        ),
    ),
    hints=("What is 0 times anything?", "Multiplication.", "Use `*`.", "Halving is `number / 2`."),
)
