"""The bank's statement of M11 E4: a CSV file in a bucket, the function that takes one row, and a night that is played."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from course.asl import StateMachine, StatesError
from course.asl.distributed_map import Child, MapRun
from course.cloud.integrations import Tasks
from grader.checks import Bench
from grader.checks.machines import Story, played

from .backstage import content, keys, make_bucket, put

__all__ = ["UNUSABLE", "Night", "Statement", "bank", "play", "statement"]

UNUSABLE = "UnusableRow"
COLUMNS = ("paymentId", "policyId", "amount", "booking", "remittance")
OUTCOMES = {"booked": "paid", "returned": "refused"}
MOST_STATES = 30_000
BUCKET = "bank-statements"
# What banks write in such a column fills it; a thousand rows are more than a state may hand on.
REMITTANCE = (
    "Monthly payment by standing order; mandate M-{:05}; to be credited to the policy named in this row. "
)


@dataclass(frozen=True)
class Statement:
    """One file: its key, its rows by the names of the columns, and how many of them nobody can use."""

    key: str
    rows: tuple[dict[str, str], ...]
    unusable: int

    @property
    def text(self) -> str:
        """The file."""
        lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in self.rows)]
        return "\n".join(lines) + "\n"

    @property
    def answers(self) -> list[dict[str, Any]]:
        """What should be reported of each row, in order."""
        return [_answer(row) or {"paymentId": row["paymentId"], "outcome": "unusable"} for row in self.rows]


@dataclass(frozen=True)
class Night:
    """A statement reconciled: the story, its Map Run (None where there was none), what the function was called with.

    `files` are those that were written into the bucket, by key.
    """

    statement: Statement
    story: Story
    run: MapRun | None
    asked: list[Any]
    files: dict[str, str]

    @property
    def children(self) -> list[Child]:
        """The child executions."""
        return self.run.children if self.run else []

    @property
    def given(self) -> str:
        """What was played, for a reader."""
        return f"{len(self.statement.rows):,} rows, {self.statement.unusable} of them unusable"

    @property
    def end(self) -> str:
        """How the execution ended."""
        story = self.story
        return "succeeded" if story.status == "SUCCEEDED" else f"{story.status.lower()} with {story.error}"


def statement(rng: random.Random, key: str, rows: int, unusable: int) -> Statement:
    """Make up a file of so many rows, of which so many cannot be used."""
    broken = set(rng.sample(range(rows), unusable))
    first = rng.randint(100_000, 800_000)
    made = []
    for at in range(rows):
        odd, usual = rng.choice(("", "n/a", "12.50 EUR", "-")), f"{rng.randint(500, 90_000) / 100:.2f}"
        made.append(
            {
                "paymentId": f"PAY-{first + at:06}",
                "policyId": f"POL-{rng.randint(1000, 9999)}",
                "amount": odd if at in broken else usual,
                "booking": rng.choice(("booked", "booked", "booked", "returned")),
                "remittance": (REMITTANCE.format(at) * 3).strip(),
            }
        )
    return Statement(key, tuple(made), unusable)


@contextmanager
def bank(bench: Bench) -> Iterator[Any]:
    """Open an account in which the bucket is."""
    with bench.account() as account:
        make_bucket(account, BUCKET)
        yield account


def play(account: Any, machine: StateMachine, of: Statement, prefix: str) -> Night:
    """Put a statement into the bucket, and let a machine reconcile it."""
    put(account, BUCKET, of.key, of.text)
    before = set(keys(account, BUCKET))
    function = f"{prefix}-reconcile"
    story = played(
        machine,
        {"bucket": BUCKET, "key": of.key},
        {function: _reconcile},
        otherwise=Tasks(account),
        clock=account.clock,
        most_states=MOST_STATES,
        seed=len(before),  # each night has a folder of results of its own
    )
    runs = story.execution.map_runs
    files = {key: content(account, BUCKET, key) for key in keys(account, BUCKET) if key not in before}
    asked = [call.payload for call in story.calls_of(function)]
    return Night(of, story, runs[0] if runs else None, asked, files)


def _reconcile(payload: Any) -> dict[str, Any]:
    for name in ("paymentId", "amount", "booking"):
        if not isinstance(payload, dict) or name not in payload:
            raise StatesError("KeyError", f"'{name}'")
    answer = _answer(payload)
    if answer is None:
        cause = {
            "errorMessage": f"{payload['paymentId']}: {payload['amount']!r} is no amount",
            "errorType": UNUSABLE,
        }
        raise StatesError(UNUSABLE, json.dumps(cause))
    return answer


def _answer(row: dict[str, Any]) -> dict[str, Any] | None:
    try:
        amount = float(row["amount"])
    except (TypeError, ValueError):
        return None
    return {
        "paymentId": row["paymentId"],
        "outcome": OUTCOMES.get(row["booking"], "refused"),
        "amount": amount,
    }
