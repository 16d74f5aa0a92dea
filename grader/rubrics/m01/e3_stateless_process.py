"""M01 E3, stateless process: a count that is right whichever worker counts, and however often they start anew.

The function is called here, and then its cell is deployed: one worker that is started cold twice, then three workers at
once, twice cold as well. Judged by the rows of the table in the end. Decided:

* Any way of counting that comes out right is right: the database adds, or a write is refused where somebody was faster.
* Rows beside those of the months, and what the function returns, are its own business.
* What does not change with the payments (a client, a table, a name) may stay in the process; see `process_state`.
* A disk is lost with its worker. The lab's workers share one, so a file that is written to counts as lost.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, plain, same
from grader.rubrics.insurer import counted, fact, prefix
from grader.rubrics.tables import new_table

from .backstage import rows
from .deployed import Failure, Function
from .process_state import kept
from .writes import Writes, writes_of

NAME = "count_payment"
HERE = 3
WORKERS, ROUNDS, COLD_BEFORE = 3, 6, (2, 4)


@dataclass(frozen=True)
class Played:
    """Payments that were counted: how many of each month, what the table says, and how it was written to."""

    expected: dict[str, int]
    found: dict[str, Any]
    failure: Failure | None
    writes: Writes

    @property
    def right(self) -> bool:
        """Whether every payment was counted once."""
        return self.failure is None and same(self.found, self.expected)


@dataclass(frozen=True)
class Days:
    """Calls in this process, then one worker that starts cold twice, then three of them."""

    here: Played
    alone: Played
    together: Played


def variant(rng: random.Random) -> dict[str, Any]:
    """The name of the field in which payments are counted."""
    word, place = rng.choice(("paid", "booked", "taken", "entered", "noted")), prefix(rng).partition("-")[0]
    return {"field": f"{word}_{place}"}


@hidden
def more_months(bench: Bench, rng: random.Random) -> list[str]:  # noqa: ARG001  (a hidden function's signature)
    """A month that only grading has."""
    return [f"2026-{rng.randint(1, 12):02}"]


def payments(bench: Bench, count: int, seed: str, workers: int = 1) -> list[dict[str, Any]]:
    """Return payments of several months, which take turns: as many of one month as there are workers, who meet at its row."""
    rng = random.Random(f"{seed} {bench.variant}")
    months = ["2025-03", "2025-04", *more_months(bench)]
    return [fact(rng, 1 + at, period=months[at // workers % len(months)]) for at in range(count)]


def days(bench: Bench) -> Days:
    """Count here, then with one worker, then with three."""
    with bench.account() as account:
        here = _called(bench, account, payments(bench, HERE, "here"))
        return Days(here, _played(bench, account, "alone", 1), _played(bench, account, "together", WORKERS))


def _called(bench: Bench, account: Any, made: list[dict[str, Any]]) -> Played:
    """Call the function with each payment, in this process. Raises `AnswerError`."""
    table = new_table(account, "month-counts", "period")
    for payment in made:
        bench.answer(NAME)(payment, table)
    return _outcome(bench, account, table, made, None, writes_of([]))


def _played(bench: Bench, account: Any, name: str, workers: int) -> Played:
    """Let so many workers at once count payments, round by round, with cold starts before some of the rounds."""
    made = payments(bench, workers * ROUNDS, name, workers)
    table = new_table(account, f"{name}-month-counts", "period")
    source = bench.answer(NAME).source
    function = Function(account, f"{name}-counter", source=source, function=NAME, table=table.name)
    begin, failure = len(account.trace), None
    for number, first in enumerate(range(0, len(made), workers)):
        if number in COLD_BEFORE:
            function.start_cold()
        failure = function.at_once(made[first : first + workers])
        if failure:
            break
    return _outcome(bench, account, table, made, failure, writes_of(account.trace[begin:]))


def _outcome(
    bench: Bench,
    account: Any,
    table: Any,
    made: list[dict[str, Any]],
    failure: Failure | None,
    writes: Writes,
) -> Played:
    expected = dict(sorted(Counter(each["period"] for each in made).items()))
    months = {str(row.get("period")): row for row in map(plain, rows(account, table.name))}
    found = {
        month: _whole(months.get(month, {}).get(bench.variant["field"], "not counted")) for month in expected
    }
    return Played(expected, found, failure, writes)


def _whole(number: Any) -> Any:
    """Return 19.0, as boto3's numbers come, as 19."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _days(bench: Bench) -> Days:
    bench.answer(NAME)  # where it does not run at all, one finding says so
    return bench.once(days)


def survives_cold_starts(bench: Bench) -> Iterator[Finding]:
    """One worker that is started cold twice has counted every payment once."""
    bench.count(HERE + ROUNDS)
    found = _days(bench)
    cold = _counts(bench, found.alone, f"{ROUNDS} payments, one worker, two cold starts")
    # Last, because what a function remembers here depends on how often it was called before.
    calm = _counts(bench, found.here, f"{HERE} payments, one after the other")
    yield from _on_disk(bench) or [*cold] or calm


def right_with_three(bench: Bench) -> Iterator[Finding]:
    """Three workers at once, each started cold twice, have counted every payment once."""
    bench.count(WORKERS * ROUNDS)
    given = f"{WORKERS * ROUNDS} payments, three workers at once, two cold starts"
    yield from _on_disk(bench) or _counts(bench, _days(bench).together, given)


def _counts(bench: Bench, played: Played, given: str) -> Iterator[Finding]:
    if played.failure:
        yield played.failure.finding(f"{given}: an invocation")
    elif not played.right:
        where = f"the field {bench.variant['field']} of each month's row"
        yield Finding(where, given, played.found, played.expected)


def _on_disk(bench: Bench) -> list[Finding]:
    """Find the lines that write a file, unless the counting is left to the database; their disk is shared here only."""
    writes = _days(bench).alone.writes
    if writes.total and not writes.blind:
        return []
    expected = "no file: a cold start begins with an empty disk, and each worker has one of its own"
    return [
        Finding(f"line {each.place.line} of your cell", None, each.place.text, expected, place=each.place)
        for each in kept(bench.answer(NAME).source)
        if each.name == "a file"
    ]


def one_atomic_update(bench: Bench) -> Iterator[Finding]:
    """Each payment is counted by a write that adds in the database, or that is refused where another was faster."""
    played = _days(bench).together
    bench.count(WORKERS * ROUNDS)
    where, total = "writes to the table", sum(played.expected.values())
    given = counted(total, "payment")
    if played.failure:
        yield played.failure.finding("an invocation")
    elif played.writes.blind:
        expected = "an update that adds in the database (ADD), or a write with a condition"
        yield Finding(where, given, played.writes.blind[0], expected)
    elif played.writes.atomic < total:
        yield Finding(where, given, counted(played.writes.atomic, "write"), counted(total, "write"))


def nothing_kept(bench: Bench) -> Iterator[Finding]:
    """Nothing that a payment changes is kept in the process."""
    bench.count()
    played = _days(bench)
    if not (played.alone.writes.total or played.together.writes.total):
        where = f"`{NAME}`"
        yield Finding(
            where, None, "it writes nothing to the table", "it counts in the table, and keeps nothing itself"
        )
    for each in kept(bench.answer(NAME).source):
        where, expected = f"line {each.place.line} of your cell", "nothing that one call leaves for the next"
        yield Finding(
            where, None, f"{each.place.text}   (keeps something in {each.name})", expected, place=each.place
        )


def _kept_and_lost(bench: Bench) -> bool:
    """Whether something is kept in the process, and the count is wrong after a cold start."""
    alone = _days(bench).alone
    state = kept(bench.answer(NAME).source)
    return bool(state) and alone.failure is None and (not alone.right or bool(_on_disk(bench)))


def _read_and_written_back(bench: Bench) -> bool:
    """Whether one worker counts right, three lose payments, and each write puts back what Python has reckoned."""
    found = _days(bench)
    lost = found.together.failure is None and not found.together.right
    writes = found.together.writes
    return found.alone.right and lost and bool(writes.reads and writes.blind) and not writes.atomic


EXERCISE = Exercise(
    id="m01.e3",
    title="Stateless process",
    lesson="D5",
    deliver=("count_payment",),
    variant=variant,
    parts=(
        Part("The count survives cold starts", 3, "F", survives_cold_starts),
        Part("With three workers and two cold starts, all 18 payments are counted", 3, "F", right_with_three),
        Part("Each payment is counted by one write that cannot undo another one", 2, "X", one_atomic_update),
        Part("Nothing that a payment changes is kept in the process", 2, "S", nothing_kept),
    ),
    misconceptions=(
        Misconception(
            "K01.3",
            "state moved to a global or a file",
            _kept_and_lost,
            "After a cold start this worker has forgotten everything. Where do all workers look?",
            about="what your function keeps between two calls",
        ),
        Misconception(
            "K01.4",
            "read, add one in Python, write back",
            _read_and_written_back,
            "Two workers read 7 and both wrote 8. Let the database do the addition.",
            about="how the new count is written",
        ),
    ),
    hints=(
        (
            "Three clerks count payments, each on a sheet of their own, and now and then a sheet is thrown away. Why does "
            "nobody know the total? Where would they have to keep it so that it is right at any time?"
        ),
        (
            "What has to outlive a call belongs in a backing service, here the table. And two workers may count at the same "
            "moment: if each reads the number, adds one and writes it back, one of the two is lost. So nobody reads: the "
            "database is told to add one, and does it for one worker after the other. See lesson step D5."
        ),
        (
            '`table.update_item(Key={"period": ...}, UpdateExpression="ADD #field :one", '
            'ExpressionAttributeNames={"#field": ...}, ExpressionAttributeValues={":one": 1})` adds 1 in the database, and '
            "makes row and field where there are none yet. `#field` stands for the name of the field, `:one` for the number."
        ),
        (
            "A neighbour: how many litres of water went through each meter.\n"
            "```python\n"
            "meters.update_item(\n"
            '    Key={"meterId": reading["meterId"]},\n'
            '    UpdateExpression="ADD litres :more",\n'
            '    ExpressionAttributeValues={":more": reading["litres"]},\n'
            ")\n"
            "```"
        ),
    ),
)
