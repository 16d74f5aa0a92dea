"""M11 E4, nightly reconciliation: a thousand rows of a bank's file, one by one, and in batches.

Both definitions are played in an account with a bucket, and judged by the children of the Map Run and by what lies in
the bucket afterwards. Decided:

* A run that tolerates nothing also ends with the error of the threshold; so what has to fail counts only together with
  what has to pass. The threshold is met exactly in a smaller file, which a fixed number of rows would not know.
* In batches, a row is reported in the output of its child. Which errors of the function are caught there is the
  learner's choice: it has only one.
* The form of the result files is AWS's default; another one that a ResultWriter can make holds the same and counts.
* A type of parent that AWS refuses refuses everything: nothing would run.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, cast

from course.asl.machine import Type
from grader.checks import AnswerError, Bench, Check, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import document, machine
from grader.rubrics.insurer import prefix

from .lanes import catches_around_only
from .reconciled import (
    because,
    condemns_batches,
    entries,
    first_failure,
    loads_the_list,
    set_up,
    summary,
    tolerates_a_fraction,
)
from .statements import Night, Statement, bank, play, statement

ONE_BY_ONE, IN_BATCHES, PARENT = "one_by_one", "in_batches", "parent_type"
TYPES = ("STANDARD", "EXPRESS")
TOO_MANY = "States.ExceedToleratedFailureThreshold"
LARGE, SMALL = 1_000, 200
FOLDERS = ("reconciled", "nightly", "settled", "bookings")


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the function's name, what is tolerated, how many rows make a batch, and where the results go."""
    return {
        "prefix": prefix(rng),
        "tolerated_percent": rng.randint(2, 4),
        "rows_per_batch": rng.choice((50, 100, 125, 250)),
        "results": rng.choice(FOLDERS),
    }


def large_statements(bench: Bench) -> list[Statement]:
    """Two large files: one below the threshold, and one above it."""
    rng, tolerated = random.Random(f"{bench.variant}"), bench.variant["tolerated_percent"] * LARGE // 100
    return [
        statement(rng, "2025-03-29.csv", LARGE, tolerated - 5),
        statement(rng, "2025-03-30.csv", LARGE, tolerated + 10),
    ]


def statements(bench: Bench) -> list[Statement]:
    """A large file below the threshold, and a smaller one just above it: each row costs a child execution."""
    rng, percent = random.Random(f"{bench.variant}/small"), bench.variant["tolerated_percent"]
    small = statement(rng, "2025-03-31.csv", SMALL, percent * SMALL // 100 + 1)
    return [bench.once(large_statements)[0], small, *more_statements(bench)]


@hidden
def more_statements(bench: Bench, rng: random.Random) -> list[Statement]:
    """Files of another length: one with as many unusable rows as are tolerated, one without any."""
    rows = 100 * rng.randint(1, 2)
    return [
        statement(rng, "2025-04-01.csv", rows, bench.variant["tolerated_percent"] * rows // 100),
        statement(rng, "2025-04-02.csv", rng.randint(20, 60), 0),
    ]


def batched_statements(bench: Bench) -> list[Statement]:
    """A large file with more unusable rows than are tolerated."""
    return [bench.once(large_statements)[1], *more_batched_statements(bench)]


@hidden
def more_batched_statements(bench: Bench, rng: random.Random) -> list[Statement]:
    """A file whose last batch is smaller; and one of which nothing can be used."""
    size = bench.variant["rows_per_batch"]
    return [
        statement(rng, "2025-04-03.csv", size + rng.randint(5, size - 5), rng.randint(3, 9)),
        statement(rng, "2025-04-04.csv", 10, 10),
    ]


def nights(bench: Bench) -> list[Night]:
    """Every file, row by row."""
    return _played(bench, ONE_BY_ONE, statements(bench))


def batched_nights(bench: Bench) -> list[Night]:
    """Every file, in batches."""
    return _played(bench, IN_BATCHES, batched_statements(bench))


def _played(bench: Bench, name: str, files: list[Statement]) -> list[Night]:
    found = machine(bench, name, type=_parent(bench))
    with bank(bench) as account:
        return [play(account, found, each, bench.variant["prefix"]) for each in files]


def _parent(bench: Bench) -> Type:
    answer = bench.answer(PARENT)
    if answer.value not in TYPES:
        raise answer.refused(answer.value, f"one of the texts {' and '.join(TYPES)}")
    return cast(Type, answer.value)


def tolerates_some(bench: Bench) -> Iterator[Finding]:
    """What is tolerated passes, and what is more ends with the error of the threshold."""
    for number, night in enumerate(_nights(bench), start=1):
        bench.count()
        rows, unusable = len(night.statement.rows), night.statement.unusable
        too_many = unusable * 100 > bench.variant["tolerated_percent"] * rows
        wanted = f"failed with {TOO_MANY}" if too_many else "succeeded"
        if night.end != wanted:
            got = {"ends": night.end, **because(night), **first_failure(night)}
            yield _finding(night, number, "the end of the execution", got, {"ends": wanted})


def reconciles_in_batches(bench: Bench) -> Iterator[Finding]:
    """There is one child for each batch, and each row is reconciled once."""
    size = bench.variant["rows_per_batch"]
    for number, night in enumerate(_batched(bench), start=1):
        bench.count()
        rows = len(night.statement.rows)
        got = {
            "child executions": len(night.children),
            "rows of the largest": max((child.items for child in night.children), default=0),
            "rows reconciled": len({str(payload) for payload in night.asked}),
            "calls of the function": len(night.asked),
            "the execution": night.end,
        }
        wanted = {
            "child executions": -(-rows // size),
            "rows of the largest": min(size, rows),
            "rows reconciled": rows,
            "calls of the function": rows,
            "the execution": "succeeded",
        }
        if got != wanted:
            yield _finding(night, number, "children and rows", got | first_failure(night), wanted)


def reports_each_row(bench: Bench) -> Iterator[Finding]:
    """Of each row that could be used the function's answer is in its child's output, of each other one that it could not."""
    for number, night in enumerate(_batched(bench), start=1):
        bench.count()
        reported = entries(night)
        if same(reported, night.statement.answers):
            continue
        got, wanted = summary(reported), summary(night.statement.answers)
        if same(got, wanted):  # the difference is in a field, or in the order
            pairs = zip(reported, night.statement.answers, strict=True)
            got, wanted = next((one, other) for one, other in pairs if not same(one, other))
        yield _finding(night, number, "what the children report", got, wanted)


def is_set_up(plays: Callable[[Bench], list[Night]], results: Callable[[Night], int]) -> Check:
    """Make the check that children are Express and can succeed, and that so many of their `results` lie where they should."""

    def check(bench: Bench) -> Iterator[Finding]:
        bench.count()
        night, folder = plays(bench)[0], f"{bench.variant['results']}/"
        got = set_up(night, folder)
        wanted = {
            "type of the children": ["EXPRESS"],
            "some of them succeeded": True,
            f"manifests under {folder}": 1,
            f"results in files under {folder}": results(night),
        }
        if got != wanted:
            yield _finding(night, 1, "children, and what lies in the bucket", got, wanted)

    return check


def _nights(bench: Bench) -> list[Night]:
    bench.answer(ONE_BY_ONE)
    return bench.once(nights)


def _batched(bench: Bench) -> list[Night]:
    bench.answer(IN_BATCHES)
    return bench.once(batched_nights)


def _finding(night: Night, number: int, what: str, got: Any, expected: Any) -> Finding:
    where = f"{night.statement.key} ({night.given}): {what}"
    return Finding(where, None, got, expected, number, run=night.story.drawn())


def _all_nights(bench: Bench) -> list[Night]:
    """Return what could be played at all."""
    found: list[Night] = []
    for plays in (_nights, _batched):
        with suppress(AnswerError):
            found += plays(bench)
    return found


def _loads_the_list(bench: Bench) -> bool:
    definitions = [document(bench, name) for name in (ONE_BY_ONE, IN_BATCHES)]
    return loads_the_list(definitions, _all_nights(bench))


def _catches_around_the_rows(bench: Bench) -> bool:
    """Whether rows are lost because of another one, and only who walks them all catches anything."""
    return catches_around_only(document(bench, IN_BATCHES)) and any(reports_each_row(bench))


EXERCISE = Exercise(
    id="m11.e4",
    title="Nightly reconciliation",
    lesson="D5",
    deliver=(PARENT, ONE_BY_ONE, IN_BATCHES),
    variant=variant,
    parts=(
        Part(
            "Row by row, a few unusable rows are tolerated, and more of them end it",
            4,
            "F",
            tolerates_some,
            lesson="D6",
        ),
        Part(
            "Row by row, children are Express, and their results lie in the bucket",
            1,
            "S",
            is_set_up(_nights, lambda night: len(night.statement.rows)),
            lesson="D7",
        ),
        Part(
            "In batches, each batch has one child, and each row is reconciled once",
            2,
            "X",
            reconciles_in_batches,
        ),
        Part(
            "In batches, each row is reported, and the unusable ones as unusable",
            2,
            "X",
            reports_each_row,
            lesson="D6",
        ),
        Part(
            "In batches, children are Express, and their results lie in the bucket",
            1,
            "S",
            is_set_up(_batched, lambda night: len(night.children)),
            lesson="D7",
        ),
    ),
    misconceptions=(
        Misconception(
            "K11.11",
            "Distributed Map in an Express parent",
            lambda bench: bench.answer(PARENT).value == "EXPRESS",
            "Which type of parent can hold a map run?",
            about="parent_type",
        ),
        Misconception(
            "K11.9",
            "list loaded into the payload",
            _loads_the_list,
            "Let the map read it where it lies.",
            about="how the rows come into the workflow",
        ),
        Misconception(
            "K11.10",
            "tolerated percentage written as a fraction",
            lambda bench: tolerates_a_fraction(_all_nights(bench), bench.variant["tolerated_percent"]),
            "So many per cent, in which unit?",
            about="ToleratedFailurePercentage",
        ),
        Misconception(
            "K11.3",
            "catcher around the rows instead of in a row's lane",
            _catches_around_the_rows,
            "Where does the failure have to stop?",
            about="a row that cannot be used",
        ),
        Misconception(
            "K11.14",
            "one bad row fails its whole batch",
            lambda bench: condemns_batches(_all_nights(bench)),
            "The child failed, so all its items count as failed. Where inside the child can one row fail alone?",
            about="a batch with an unusable row",
        ),
    ),
    hints=(
        (
            "Where do the rows lie before, during and after the run, and what of them passes through the parent? Which of the "
            "two, row or batch, is an item of the Map Run, and which is a child? If a child of fifty rows fails because of "
            "one of them, how many items have failed?"
        ),
        (
            "A Distributed Map reads its items from S3, starts a child execution for each, counts those that failed, and writes "
            "what came of them to S3. With a batcher, a child gets a list of items, and walks it by a Map of its own: an "
            "inline one, in which an error can be caught row by row. Lesson steps D5 for reading and batches, D6 for the "
            "threshold, D7 for the files, D8 for why the list is not in the payload."
        ),
        (
            'In the Map state: "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", '
            '"CSVHeaderLocation": "FIRST_ROW"}, "Parameters": {"Bucket.$": "...", "Key.$": "..."}}, "ResultWriter": {"Resource": '
            '"arn:aws:states:::s3:putObject", "Parameters": {"Bucket.$": "...", "Prefix": "..."}}, "ToleratedFailurePercentage": '
            '<0 to 100>, "ItemBatcher": {"MaxItemsPerBatch": <number>}, and in the ItemProcessor "ProcessorConfig": {"Mode": '
            '"DISTRIBUTED", "ExecutionType": "EXPRESS"}. A child of a batch gets {"Items": [...]}. In JSONata, Arguments stands in '
            "the place of Parameters."
        ),
        (
            "A neighbour: photos are tagged in batches of ten, and a blurred one is noted. The child of a batch:\n"
            "```json\n"
            '{"StartAt": "Photos", "States": {"Photos": {"Type": "Map", "ItemsPath": "$.Items", "ItemProcessor": {"StartAt": '
            '"Tag", "States": {"Tag": {"Type": "Task", "Resource": "...", "Catch": [{"ErrorEquals": ["Blurred"], "ResultPath": '
            '"$.why", "Next": "Note"}], "End": true}, "Note": {"Type": "Pass", "Parameters": {"photo.$": "$.photo", "tags": []}, '
            '"End": true}}}, "End": true}}}\n'
            "```\n"
            "Its output is a list of ten entries, and the child has succeeded."
        ),
    ),
)
