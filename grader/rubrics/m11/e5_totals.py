"""M11 E5, totals: summed up inside of a workflow, and by a function from the files that a Map Run left.

The workflow's totals are judged by its output alone. Decided:

* Amounts inside of the workflow are whole cents, so that no sum depends on how it is added up; the function's amounts
  are compared to the cent.
* A channel of which there is no payment is left out; without any payment the answer is an empty object.
* Result files are found by the manifest, or by their names: both lead to the same.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from course.asl import StatesError
from grader.checks import Bench, Check, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.machines import Ending, Story, differences, document, machine, played
from grader.rubrics.insurer import CHANNELS, prefix

from .lanes import sets_outer_variables
from .result_files import Summed, summarised

TOTALS, SUMMARISE = "totals", "summarise"
COUNTS = ("quantity", "entries", "pieces")
SUMS = ("turnover", "takings", "worth")


@dataclass(frozen=True)
class Day:
    """The payments of one day, as the function looks them up."""

    payments: tuple[dict[str, Any], ...]

    @property
    def given(self) -> dict[str, Any]:
        """The workflow's input: ids alone."""
        return {"payments": [each["paymentId"] for each in self.payments]}

    def totals(self, count: str, total: str) -> dict[str, Any]:
        """What is to come out, with these two names."""
        counts = Counter(each["channel"] for each in self.payments)
        return {
            channel: {
                count: many,
                total: sum(each["cents"] for each in self.payments if each["channel"] == channel),
            }
            for channel, many in counts.items()
        }


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the function's name, and the names of the two figures."""
    return {"prefix": prefix(rng), "count": rng.choice(COUNTS), "sum": rng.choice(SUMS)}


def day(rng: random.Random, *channels: str) -> Day:
    """Make up a day with a payment by each of these channels."""
    first = rng.randint(100, 800)
    return Day(
        tuple(
            {"paymentId": f"PAY-{first + at:06}", "channel": channel, "cents": rng.randint(500, 90_000)}
            for at, channel in enumerate(channels)
        )
    )


def full_days(bench: Bench) -> list[Day]:
    """Days with several payments by some channels."""
    rng = random.Random(f"{bench.variant}")
    return [
        day(rng, "web", "app", "web", "phone", "web", "app"),
        day(rng, *rng.choices(CHANNELS, k=12)),
        *more_full_days(bench),
    ]


@hidden
def more_full_days(bench: Bench, rng: random.Random) -> list[Day]:  # noqa: ARG001  hidden rows come from the bench
    """A day with channels that nobody has heard of."""
    new = rng.sample(["kiosk", "partner", "post", "chat", "till"], 3)
    return [day(rng, *new, *rng.choices([*new, "web"], k=6))]


def small_days(bench: Bench) -> list[Day]:
    """A day with one payment, and one without."""
    rng = random.Random(f"{bench.variant}/small")
    return [day(rng, rng.choice(CHANNELS)), day(rng), *more_small_days(bench)]


@hidden
def more_small_days(bench: Bench, rng: random.Random) -> list[Day]:  # noqa: ARG001  see above
    """One payment by each of two channels; a single one; two by one channel."""
    one, other = rng.sample(CHANNELS, 2)
    return [day(rng, one, other), day(rng, other), day(rng, one, one)]


def adds_up(days: Callable[[Bench], list[Day]]) -> Check:
    """Make the check that the totals of these days come out."""

    def check(bench: Bench) -> Iterator[Finding]:
        found = machine(bench, TOTALS)
        for number, each in enumerate(days(bench), start=1):
            bench.count()
            output = each.totals(bench.variant["count"], bench.variant["sum"])
            many = len(each.payments)
            where = f"day {number}, {many} payment{'' if many == 1 else 's'}"
            story = _play(bench, found, each)
            looked_up = {
                str(payment["paymentId"]): f"{payment['channel']}, {payment['cents']} cents"
                for payment in each.payments
            }
            for finding in differences(story, Ending(output=output), where, row=number):
                expected = {**finding.expected, "output": output}
                yield Finding(where, looked_up, finding.got, expected, number, run=finding.run)

    return check


def _play(bench: Bench, found: Any, of: Day) -> Story:
    known = {each["paymentId"]: each for each in of.payments}

    def look_up(payload: Any) -> dict[str, Any]:
        wanted = payload.get("paymentId") if isinstance(payload, dict) else None
        if not isinstance(wanted, str) or wanted not in known:
            raise StatesError("KeyError", "'paymentId'" if wanted is None else repr(wanted))
        return known[wanted]

    return played(found, of.given, {f"{bench.variant['prefix']}-look-up": look_up})


def runs(bench: Bench) -> list[Summed]:
    """A run of which a few rows could not be used, in a bucket in which another one lies."""
    return summarised(bench, SUMMARISE, [(24, 3), (9, 2)])


def clean_runs(bench: Bench) -> list[Summed]:
    """A run of which all rows could be used: it left no file of failures."""
    return summarised(bench, SUMMARISE, [(12, 0)])


def cut_runs(bench: Bench) -> list[Summed]:
    """Runs whose results fill several files, and in which some children had no turn."""
    return summarised(bench, SUMMARISE, [(16, 3), *several_files(bench)], waiting=2, several=True)


@hidden
def several_files(bench: Bench, rng: random.Random) -> list[tuple[int, int]]:  # noqa: ARG001  see above
    """Another one, of some size."""
    return [(rng.randint(14, 40), rng.randint(1, 6))]


def sums_up(*scenes: Callable[[Bench], list[Summed]]) -> Check:
    """Make the check that the function returns what is in the files of these runs."""

    def check(bench: Bench) -> Iterator[Finding]:
        for number, seen in enumerate((each for scene in scenes for each in bench.once(scene)), start=1):
            bench.count()
            if not same(seen.got, seen.expected):
                yield Finding(f"run {number}", seen.given, seen.got, seen.expected, number)

    return check


EXERCISE = Exercise(
    id="m11.e5",
    title="Totals",
    lesson="D7",
    deliver=(TOTALS, SUMMARISE),
    variant=variant,
    languages=("JSONata",),
    parts=(
        Part("Each channel has its count and its sum", 3, "B", adds_up(full_days), lesson="D3"),
        Part(
            "One payment, or none, gives an answer of the same form", 2, "B", adds_up(small_days), lesson="D3"
        ),
        Part(
            "The results of a run are counted and summed up from its files", 3, "X", sums_up(runs, cut_runs)
        ),
        Part(
            "A run without failures has no file of them, and is summed up as well",
            2,
            "X",
            sums_up(clean_runs),
        ),
    ),
    misconceptions=(
        Misconception(
            "K11.12",
            "setting an outer variable inside an item",
            lambda bench: sets_outer_variables(document(bench, TOTALS)),
            "Items run side by side. Which of them should win?",
            about="a variable that is set inside of the Map",
        ),
    ),
    hints=(
        (
            "When all items are done, where do their results stand, and in which form? Who sees all of them at once: a state "
            "inside of the Map, or the Map itself? For the function: which of the files tells you which others there are, and "
            "what is in the field Output of a record, an object or a text?"
        ),
        (
            "Items know nothing of each other; what concerns all of them is computed from the Map's result, when it is there. "
            "JSONata groups and sums a list in one expression. A Map Run's results lie in a file for each way in which children "
            "ended, and the manifest lists them; where none ended so, there is no such file. Lesson steps D3 and D7."
        ),
        (
            "In the Map's Output, $states.result is the list of its items' outputs. list{key: expression} makes an object with "
            "one entry for each key, in which the expression sees the items of that key; $sum(list.field) and $count(list) add "
            'up. In the function, s3.get_object(Bucket=..., Key=...)["Body"].read() gives a file\'s bytes, and '
            'manifest["ResultFiles"]["SUCCEEDED"] is a list of {"Key": ..., "Size": ...}. Input and Output of a record are texts.'
        ),
        (
            "A neighbour: letters, of which each has a country and a weight.\n"
            "```json\n"
            '"Output": "{% $states.result{country: {\\"letters\\": $count(weight), \\"grams\\": $sum(weight)}} %}"\n'
            "```\n"
            "And how many children of a run timed out, of which each has a record: "
            'for each in `manifest["ResultFiles"]["FAILED"]`, read the file, and count the records whose `"Status"` is `"TIMED_OUT"`.'
        ),
    ),
)
