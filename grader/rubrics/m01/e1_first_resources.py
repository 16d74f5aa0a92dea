"""M01 E1, first resources: a table and a queue, made by a function that may be called again.

Judged by what is in the account after each call. Decided:

* Settings beyond the key (billing, waiting times, tags) are the answer's own business.
* "Changes nothing" is seen by a row and a message that were there before: whoever deletes and creates again loses them.
* One of the two may be missing: a run that broke off in the middle, or somebody who deleted a queue.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, drained, hidden, same
from grader.rubrics.insurer import ACCOUNT, prefix, queue_url

from .backstage import find, rows

TAKEN = ("ResourceInUseException", "QueueAlreadyExists", "QueueNameExists")
KEY = {"paymentId": "HASH, a text (S)"}
PAYMENT = "PAY-000001"
# SQS wants a name to rest for a minute before it may be used again.
REST = 61


@dataclass(frozen=True)
class Call:
    """One call: what it returned or raised, and what was there afterwards.

    `key` are the key fields of the table, None where there is no table; `kept` tells what was there before and still is.
    """

    when: str
    prefix: str
    returned: Any
    error: AnswerError | None
    key: dict[str, str] | None
    queue: bool
    kept: dict[str, bool]

    @property
    def expected(self) -> dict[str, str]:
        """What it should return."""
        return {
            "tableArn": f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/{self.prefix}-customer-payments",
            "queueUrl": f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{self.prefix}-sales-q",
        }


@dataclass(frozen=True)
class Calls:
    """The first call with the learner's prefix, those after it, and the first ones with other prefixes."""

    first: Call
    again: list[Call]
    others: list[Call]


def variant(rng: random.Random) -> dict[str, Any]:
    """The prefix of the names."""
    return {"prefix": prefix(rng)}


def others(bench: Bench) -> list[str]:
    """Other prefixes in the same account: a second system beside the first."""
    return [prefix(random.Random("another system"), bench.variant["prefix"]), *more_prefixes(bench)]


@hidden
def more_prefixes(bench: Bench, rng: random.Random) -> list[str]:
    """One more system, with a longer name."""
    return [f"{prefix(rng, bench.variant['prefix'])}-{rng.choice(('test', 'trial', 'copy'))}"]


def played(bench: Bench) -> Calls:
    """Call it for the first time, again, with one of the two deleted, and with other prefixes."""
    with bench.account() as account:
        system = System(bench, account, bench.variant["prefix"])
        first = system.provision("the first call")
        system.use()
        again = [system.provision("the second call")]
        if first.key is not None and first.queue:
            again += [system.provision(gone()) for gone in (system.delete_queue, system.delete_table)]
        beside = [System(bench, account, name).provision("another prefix") for name in others(bench)]
        return Calls(first, again, beside)


class System:
    """What belongs to one prefix in an account."""

    def __init__(self, bench: Bench, account: Any, name: str) -> None:
        self._bench = bench
        self._account = account
        self._prefix = name
        self._dynamodb, self._sqs = account.client("dynamodb"), account.client("sqs")
        self._used: set[str] = set()

    def provision(self, when: str) -> Call:
        """Let the answer provide, and look at what is there then."""
        returned, error = None, None
        try:
            returned = self._bench.answer("provision")(self._dynamodb, self._sqs, self._prefix)
        except AnswerError as raised:
            error = raised
        return Call(when, self._prefix, returned, error, self._key(), bool(self._url()), self._kept())

    def use(self) -> None:
        """Put a row into the table and a message into the queue, where they are there and take them."""
        if self._key() == KEY:
            self._dynamodb.put_item(TableName=self._table, Item={"paymentId": {"S": PAYMENT}})
            self._used.add("a row in the table")
        if url := self._url():
            self._sqs.send_message(QueueUrl=url, MessageBody=PAYMENT)
            self._used.add("a message in the queue")

    def delete_queue(self) -> str:
        """Delete the queue; say so."""
        if url := self._url():
            self._sqs.delete_queue(QueueUrl=url)
        self._account.clock.advance(REST)
        self._used.discard("a message in the queue")
        return "a call after somebody has deleted the queue"

    def delete_table(self) -> str:
        """Delete the table; say so."""
        if self._key() is not None:
            self._dynamodb.delete_table(TableName=self._table)
        self._used.discard("a row in the table")
        return "a call after somebody has deleted the table"

    @property
    def _table(self) -> str:
        return f"{self._prefix}-customer-payments"

    def _url(self) -> str | None:
        return queue_url(self._account, f"{self._prefix}-sales-q")

    def _key(self) -> dict[str, str] | None:
        """Return the key fields of the table in words; None where there is no table."""
        table = find(self._account, self._table)
        if table is None:
            return None
        words = {"S": "a text (S)", "N": "a number (N)", "B": "bytes (B)"}
        types = {
            each["AttributeName"]: words.get(each["AttributeType"], each["AttributeType"])
            for each in table.attr
        }
        return {
            each["AttributeName"]: f"{each['KeyType']}, {types[each['AttributeName']]}"
            for each in table.schema
        }

    def _kept(self) -> dict[str, bool]:
        """Tell of what was put there whether it still is."""
        kept = {}
        if "a row in the table" in self._used:
            left = rows(self._account, self._table)
            kept["a row in the table"] = self._key() == KEY and left == [{"paymentId": PAYMENT}]
        if "a message in the queue" in self._used:
            messages = drained(self._account, url) if (url := self._url()) else []
            kept["a message in the queue"] = messages == [PAYMENT]
            for body in messages:
                self._sqs.send_message(QueueUrl=url, MessageBody=str(body))
        return kept


def _played(bench: Bench) -> Calls:
    bench.answer("provision")  # where it does not run at all, one finding says so
    return bench.once(played)


def both_there(bench: Bench) -> Iterator[Finding]:
    """After one call, table and queue are there."""
    yield from _there(bench, _played(bench).first)


def again_changes_nothing(bench: Bench) -> Iterator[Finding]:
    """Further calls keep what is there, add what is missing, and return what the first one returned: ARN and URL."""
    found = _played(bench)
    for call in [found.first, *found.again]:
        bench.count()
        if call is not found.first:
            yield from _unharmed(bench, call)
        if call.error is None and not same(call.returned, call.expected):
            yield Finding(f"what provision returns, {call.when}", _given(call), call.returned, call.expected)


def other_prefix(bench: Bench) -> Iterator[Finding]:
    """With another prefix, another table and another queue appear beside the first."""
    for call in _played(bench).others:
        yield from _there(bench, call)


def _there(bench: Bench, call: Call) -> Iterator[Finding]:
    bench.count()
    if call.error:
        yield call.error.finding(call.when, given=_given(call))
        return
    if call.key != KEY:
        got = "there is no such table" if call.key is None else {"key": call.key}
        yield Finding(f"table {call.prefix}-customer-payments", _given(call), got, {"key": KEY})
    if not call.queue:
        yield Finding(f"queue {call.prefix}-sales-q", _given(call), "there is no such queue", "it is there")


def _unharmed(bench: Bench, call: Call) -> Iterator[Finding]:
    if call.error:
        yield call.error.finding(call.when, given=_given(call))
        return
    yield from _there(bench, call)
    lost = [what for what, there in call.kept.items() if not there]
    for what in lost:
        yield Finding(call.when, _given(call), f"{what} from before is gone", f"{what} from before is kept")


def _given(call: Call) -> dict[str, str]:
    return {"prefix": call.prefix}


def _taken_names(bench: Bench) -> bool:
    """Whether the first call works and the second one fails because the names are taken."""
    found = _played(bench)
    error = found.again[0].error
    return bool(found.first.error is None and error and error.raised and error.raised.code in TAKEN)


EXERCISE = Exercise(
    id="m01.e1",
    title="First resources",
    lesson="D1",
    deliver=("provision",),
    variant=variant,
    parts=(
        Part("After one call, the table and the queue are there", 4, "X", both_there),
        Part(
            "A second call changes nothing, and each call returns the ARN and the URL",
            3,
            "X",
            again_changes_nothing,
        ),
        Part("Another prefix gives another table and another queue", 3, "V", other_prefix),
    ),
    misconceptions=(
        Misconception(
            "K01.1",
            'the second call fails on "already exists"',
            _taken_names,
            "Your function assumes an empty account. What should happen when the thing is already there?",
            about="the second call",
        ),
    ),
    hints=(
        (
            'Say in words what your function promises. Is it "I create a table", or is it "after me, there is a table"? '
            "What would you do by hand if you found that the table is there already?"
        ),
        (
            "Setting something up should be safe to repeat: a run may break off in the middle, and then somebody runs it "
            "again. So each of the two is looked at by itself: create it, and if AWS says that the name is taken, use the one "
            "that is there. SQS makes that easy: creating a queue that is there already, with the same settings, returns its "
            "URL. See lesson step D1."
        ),
        (
            '`dynamodb.create_table(TableName=..., KeySchema=[{"AttributeName": ..., "KeyType": "HASH"}], '
            'AttributeDefinitions=[{"AttributeName": ..., "AttributeType": "S"}], BillingMode="PAY_PER_REQUEST")` raises '
            "`dynamodb.exceptions.ResourceInUseException` where the table is there. "
            '`dynamodb.describe_table(TableName=...)["Table"]["TableArn"]` is its ARN. '
            '`sqs.create_queue(QueueName=...)["QueueUrl"]` is the queue\'s URL, the first time and each time after.'
        ),
        (
            "A neighbour: a topic and a bucket for claims, safe to repeat.\n"
            "```python\n"
            "try:\n"
            '    s3.create_bucket(Bucket=f"{prefix}-claim-photos")\n'
            "except s3.exceptions.BucketAlreadyOwnedByYou:\n"
            "    pass  # there already, and ours: just what we wanted\n"
            'topic = sns.create_topic(Name=f"{prefix}-claims")  # returns the one that is there, too\n'
            'return {"bucket": f"{prefix}-claim-photos", "topicArn": topic["TopicArn"]}\n'
            "```"
        ),
    ),
)
