"""M01 E2, attached resources: the same code, wired to other places by its environment.

Judged by where the payment arrives in each of two environments, which share no name and lie in two Regions. Decided:

* The names of environment variables are given by the task, the names behind them are different each time: whoever puts
  `-customer-payments` behind a prefix has left half of the name in the code.
* What is missing is told by any error whose text names the variable; a plain `KeyError` does.
* Only texts that the function uses count as left in the source; variables may be called what they like.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3

from grader.checks import (
    AnswerError,
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    Place,
    definition,
    drained,
    hidden,
    named,
    plain,
    same,
)
from grader.rubrics.insurer import fact
from grader.rubrics.tables import new_table

from .backstage import take_rows

VARIABLES = ("PAYMENTS_TABLE", "SALES_QUEUE_URL", "REGION")
# As they stand in the code that the notebook shows.
FIXED = ("prod-customer-payments", "prod-sales-q", "eu-central-1")
REGIONS = ("eu-central-1", "eu-west-1", "us-west-2", "ap-southeast-2", "ca-central-1")
LEFT = (*FIXED, "us-east-1", *REGIONS[1:])


@dataclass
class Surroundings:
    """One environment: its name and its variables."""

    name: str
    env: dict[str, str]


@dataclass
class Written:
    """One call: with which payment and environment, what it raised, and what arrived in each place during it."""

    payment: dict[str, Any]
    place: Surroundings
    env: dict[str, str]
    error: AnswerError | None
    arrived: dict[str, dict[str, list[Any]]]


@dataclass(frozen=True)
class Days:
    """The calls with whole environments, and for each variable the call without it."""

    whole: list[Written]
    without: dict[str, Written]


def places(bench: Bench) -> list[tuple[str, str, str, str]]:
    """The environments: what each is called, its table, its queue and its Region."""
    return [
        ("production", FIXED[0], FIXED[1], FIXED[2]),
        ("test", "test-ledger", "test-inbox", "us-east-1"),
        *more_places(bench),
    ]


@hidden
def more_places(bench: Bench, rng: random.Random) -> list[tuple[str, str, str, str]]:  # noqa: ARG001  (a hidden function's signature)
    """One more, somewhere else."""
    number = rng.randint(10, 99)
    return [("training", f"school-{number}-book", f"school-{number}-in", rng.choice(REGIONS[1:]))]


def days(bench: Bench) -> Days:
    """Record a payment in each environment, then with each variable missing in turn."""
    rng = random.Random("attached resources")
    with bench.account() as account:
        shop = Shop(bench, account, [_made(account, *each) for each in places(bench)])
        whole = [shop.record(fact(rng, 1 + at), place) for at, place in enumerate(shop.places)]
        without = {
            name: shop.record(fact(rng, 101 + at), shop.places[-1], lacking=name)
            for at, name in enumerate(VARIABLES)
        }
        return Days(whole, without)


def _made(account: Any, name: str, table: str, queue: str, region: str) -> Surroundings:
    """Make an environment's table and queue in its Region."""
    new_table(account, table, "paymentId", region=region)
    url = boto3.client("sqs", region_name=region).create_queue(QueueName=queue)["QueueUrl"]
    return Surroundings(name, {"PAYMENTS_TABLE": table, "SALES_QUEUE_URL": url, "REGION": region})


class Shop:
    """Places where payments may be recorded."""

    def __init__(self, bench: Bench, account: Any, made: list[Surroundings]) -> None:
        self.places = made
        self._bench = bench
        self._account = account

    def record(self, payment: dict[str, Any], place: Surroundings, lacking: str = "") -> Written:
        """Let the answer record a payment in an environment that lacks one of its variables; see where it arrives."""
        env = {name: value for name, value in place.env.items() if name != lacking}
        error = None
        try:
            self._bench.answer("record_payment")(payment, env)
        except AnswerError as raised:
            error = raised
        return Written(payment, place, env, error, {each.name: self._new(each) for each in self.places})

    def _new(self, place: Surroundings) -> dict[str, list[Any]]:
        """Take what came into a place since it was last looked at."""
        taken = take_rows(self._account, place.env["PAYMENTS_TABLE"], place.env["REGION"])
        return {
            "table": list(map(plain, taken)),
            "queue": drained(self._account, place.env["SALES_QUEUE_URL"]),
        }


def _days(bench: Bench) -> Days:
    bench.answer("record_payment")  # where it does not run at all, one finding says so
    return bench.once(days)


def two_places(bench: Bench) -> Iterator[Finding]:
    """In each environment the payment is in its table and its queue, and in no other."""
    for row, call in enumerate(_days(bench).whole, start=1):
        bench.count()
        if call.error:
            yield call.error.finding(given=call.env, row=row)
            continue
        for name, arrived in call.arrived.items():
            wanted = [call.payment] if name == call.place.name else []
            for what, found in arrived.items():
                if not same(found, wanted):
                    where = f"{what} of {name}, after a payment in {call.place.name}"
                    expected = wanted or "nothing: this payment belongs elsewhere"
                    yield Finding(where, call.env, found or "nothing", expected, row)


def nothing_left(bench: Bench) -> Iterator[Finding]:
    """No name of a resource and no Region stands in the source, as far as the function uses it."""
    bench.count()
    if not any(_told_of(call) for call in _days(bench).whole):
        expected = "it records the payment, and names no place in its code"
        yield Finding("your function", None, "it records no payment yet", expected)
        return
    for naming in named(bench.answer("record_payment").source, LEFT, used_by="record_payment"):
        place = Place(naming.line, naming.text)
        where = f"line {naming.line} of the cell of `record_payment`"
        expected = f"{naming.word} comes from env, and does not stand in the code"
        yield Finding(where, None, naming.text, expected, place=place)


def says_what_is_missing(bench: Bench) -> Iterator[Finding]:
    """Where a variable is missing, an error names it, and nothing was written anywhere."""
    for row, (name, call) in enumerate(_days(bench).without.items(), start=1):
        bench.count()
        where, expected = f"an environment without {name}", f"an error whose text names {name}"
        if call.error is None:
            yield Finding(where, call.env, "no error", expected, row)
        elif name not in str(call.error.raised):
            yield Finding(where, call.env, call.error.got, expected, row)
        else:
            bench.answers["record_payment"].excuse()
        if _told_of(call):
            written = {place: found for place, found in call.arrived.items() if any(found.values())}
            yield Finding(
                where, call.env, {"written": written}, "the error comes before anything is written", row
            )


def _told_of(call: Written) -> bool:
    """Whether anything arrived anywhere."""
    return any(any(found.values()) for found in call.arrived.values())


def _constants(bench: Bench) -> bool:
    """Whether the names stand at the top of the cell, and every environment's payment goes to the same place."""
    source = bench.answer("record_payment").source
    at_the_top = [
        naming for naming in named(source, FIXED, used_by="record_payment") if not naming.text.startswith(" ")
    ]
    outside = definition(source, "record_payment") or ""
    reached = {
        name
        for call in _days(bench).whole
        for name, found in call.arrived.items()
        if call.error is None and all(found.values())
    }
    inside = named(outside, FIXED)
    return bool(at_the_top) and not inside and len(reached) == 1 and len(_days(bench).whole) > 1


EXERCISE = Exercise(
    id="m01.e2",
    title="Attached resources",
    lesson="D4",
    deliver=("record_payment",),
    parts=(
        Part("In each environment, the payment arrives in its own table and queue", 5, "X", two_places),
        Part("No name of a table or queue, and no Region, is left in the code", 3, "S", nothing_left),
        Part(
            "A missing entry is named by the error, before anything is written", 2, "B", says_what_is_missing
        ),
    ),
    misconceptions=(
        Misconception(
            "K01.2",
            "names moved to constants at the top of the file",
            _constants,
            "The name still travels with the code. Who should decide it: the build or the environment?",
            about="the constants at the top of your cell",
        ),
    ),
    hints=(
        (
            "The same code shall run in production and in a test environment. Which three texts in it would have to be "
            "different there? And who knows them: the person who writes the code, or the one who starts it?"
        ),
        (
            "Each of the three texts becomes a look-up in `env`. What is looked up first fails first: look all of them up "
            "before you write anything, and a missing one does no damage. See lesson step D4."
        ),
        (
            '`env["PAYMENTS_TABLE"]` is the value, and where there is none it raises a `KeyError` that names the key; '
            '`env.get("PAYMENTS_TABLE")` would give None, and fail later and less clearly. '
            '`boto3.client("sqs", region_name=env["REGION"])` is a client for that Region.'
        ),
        (
            "A neighbour: a claim's photo is stored in a bucket, and a topic is told of it.\n"
            "```python\n"
            'bucket, topic, region = env["PHOTO_BUCKET"], env["CLAIM_TOPIC_ARN"], env["REGION"]\n'
            'boto3.client("s3", region_name=region).put_object(Bucket=bucket, Key=claim["claimId"], Body=photo)\n'
            'boto3.client("sns", region_name=region).publish(TopicArn=topic, Message=claim["claimId"])\n'
            "```"
        ),
    ),
)
