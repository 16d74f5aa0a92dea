"""M04 E1, the customer function: store the payment, then tell sales through its queue, then answer with a receipt.

Judged by what lies in the table and in the queue after each call, with the store and the queue failing in turn. Decided:

* Whatever way it writes (a put, a conditional put, an update), the row and the message count, not the call.
* A repeated payment may be told to sales again: queues deliver at least once anyway, and sales' worker is exercise E2.
* Where sending fails, a row that was written has to stay. Who sends first never wrote one, and loses for that elsewhere.
* Both failures are refusals that boto3 does not try again by itself, so that each is seen at the first call.
"""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from grader.checks import (
    AnswerError,
    Bench,
    Exercise,
    Finding,
    Misconception,
    Part,
    calls,
    drained,
    hidden,
    plain,
    same,
)
from grader.rubrics.insurer import counted, fact
from grader.rubrics.tables import new_table, rows_of

TABLE, QUEUE = "customer-payments", "sales-q"
TOLD = ("paymentId", "customerId", "amount")
WRITES = ("PutItem", "UpdateItem", "TransactWriteItems", "BatchWriteItem", "ExecuteStatement")


@dataclass(frozen=True)
class Handled:
    """One call of the handler: for which payment, what it returned or that it raised, and what was there afterwards.

    `rows` are all rows of the table, `messages` what came into the queue during the call; `sent_first` tells that it
    called the queue before it wrote to the table.
    """

    payment: dict[str, Any]
    returned: Any
    error: AnswerError | None
    rows: list[Any]
    messages: list[Any]
    sent_first: bool

    @property
    def details(self) -> dict[str, Any]:
        """What sales should be told."""
        return {name: self.payment[name] for name in TOLD}

    @property
    def row(self) -> Any:
        """The row of this payment, or None."""
        return next((row for row in self.rows if row.get("paymentId") == self.payment["paymentId"]), None)


@dataclass(frozen=True)
class Day:
    """The calls of the check: ordinary payments, and for each failure the call that meets it and the one after it."""

    ordinary: list[Handled]
    store_fails: tuple[Handled, Handled]
    send_fails: tuple[Handled, Handled]
    repeated: tuple[Handled, Handled]


def variant(rng: random.Random) -> dict[str, Any]:
    """What the receipt calls a payment that was taken, and the first payment."""
    return {
        "status": rng.choice(("RECORDED", "TAKEN", "BOOKED", "ENTERED", "NOTED")),
        "first_payment": f"PAY-{rng.randint(1000, 999_999):06}",
    }


def payments(bench: Bench) -> list[dict[str, Any]]:
    """The ordinary payments."""
    rng = random.Random(f"{bench.variant}")
    first = fact(rng, 0, paymentId=bench.variant["first_payment"])
    return [first, fact(rng, 2, amount=100), *more_payments(bench)]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:
    """Of the first one's customer, with an amount that no binary fraction is; and with a letter beyond ASCII."""
    taken = int(bench.variant["first_payment"].removeprefix("PAY-"))
    one, other = rng.sample([number for number in range(10, 999) if number != taken], 2)
    name = f"C-{rng.randint(10, 99)} {rng.choice('ØÆÅÐÞ')}st"
    return [fact(rng, one, amount=rng.randint(1, 99) / 10), fact(rng, other, customerId=name)]


def day(bench: Bench) -> Day:
    """Let the handler take payments in one account, while now and then something fails."""
    rng = random.Random(f"day {bench.variant}")
    with bench.account() as account:
        shop = Shop(account, new_table(account, TABLE, "paymentId"), new_queue(account))
        handled = [shop.handled(bench, payment) for payment in payments(bench)]
        third, fourth = fact(rng, 1001), fact(rng, 1002)
        unstored = shop.handled(bench, third, account.faults.fail("dynamodb", error="AccessDeniedException"))
        stored = shop.handled(bench, third)
        unsent = shop.handled(bench, fourth, account.faults.fail("sqs", error="AccessDenied", status=403))
        sent = shop.handled(bench, fourth)
        again = shop.handled(bench, handled[0].payment)
        return Day(handled, (unstored, stored), (unsent, sent), (handled[0], again))


def new_queue(account: Any) -> str:
    """Make sales' queue; return its URL."""
    url: str = account.client("sqs").create_queue(QueueName=QUEUE)["QueueUrl"]
    return url


@dataclass(frozen=True)
class Shop:
    """What the handler works with: an account, the customers' table, sales' queue."""

    account: Any
    table: Any
    url: str

    def handled(
        self, bench: Bench, payment: dict[str, Any], fault: AbstractContextManager[Any] | None = None
    ) -> Handled:
        """Let the handler take one payment, with `fault` in force meanwhile, and look at what is there then."""
        begin = len(self.account.trace)
        returned, error = None, None
        with fault or nullcontext():
            try:
                sqs = self.account.client("sqs")
                returned = bench.answer("handler")(payment, self.table, sqs, self.url)
            except AnswerError as raised:
                error = raised
        sent_first = _sent_first(self.account.trace[begin:])
        rows = [plain(row) for row in rows_of(self.table)]
        return Handled(payment, returned, error, rows, drained(self.account, self.url), sent_first)


def _sent_first(made: list[Any]) -> bool:
    writes = [span.id for name in WRITES for span in calls(made, "dynamodb", name)]
    sends = [span.id for span in calls(made, "sqs") if span.name.startswith("SendMessage")]
    return bool(sends) and (not writes or min(sends) < min(writes))


def _day(bench: Bench) -> Day:
    bench.answer("handler")  # where it does not run at all, one finding says so
    return bench.once(day)


def stores(bench: Bench) -> Iterator[Finding]:
    """Each payment is in the table, with all of its fields."""
    for row, call in enumerate(_day(bench).ordinary, start=1):
        bench.count()
        if call.error:
            yield call.error.finding(given=call.payment, row=row)
        elif call.row is None or not same(call.row, call.payment):
            got = call.row or "no row with this paymentId"
            yield Finding(f"table {TABLE}", call.payment, got, call.payment, row)


def tells(bench: Bench) -> Iterator[Finding]:
    """Sales' queue holds one message with the details, and the receipt is returned."""
    for row, call in enumerate(_day(bench).ordinary, start=1):
        bench.count()
        receipt = {"paymentId": call.payment["paymentId"], "status": bench.variant["status"]}
        if call.error:
            yield call.error.finding(given=call.payment, row=row)
            continue
        if not same(call.messages, [call.details]):
            yield Finding(f"queue {QUEUE}", call.payment, call.messages, [call.details], row)
        if not same(call.returned, receipt):
            yield Finding("what handler returns", call.payment, call.returned, receipt, row)


def store_fails(bench: Bench) -> Iterator[Finding]:
    """Where nothing can be stored, the caller hears of it and sales does not; the next try does everything."""
    failed, retried = _day(bench).store_fails
    yield from _fails(bench, failed, "AccessDeniedException", "the table refuses the write")
    if failed.messages:
        where = f"queue {QUEUE}, when the table refuses the write"
        yield Finding(where, failed.payment, failed.messages, "no message: nothing was stored")
    yield from _completes(bench, retried, "the same payment once more, when the table works again")


def send_fails(bench: Bench) -> Iterator[Finding]:
    """Where nothing can be sent, the caller hears of it; the next try completes what was begun."""
    failed, retried = _day(bench).send_fails
    yield from _fails(bench, failed, "AccessDenied", "the queue refuses the message")
    if failed.row is None and not failed.sent_first:
        where = f"table {TABLE}, when the queue refuses the message"
        yield Finding(
            where, failed.payment, "no row with this paymentId", "1 row: what is stored stays stored"
        )
    yield from _completes(bench, retried, "the same payment once more, when the queue works again")


def one_row(bench: Bench) -> Iterator[Finding]:
    """A payment that comes again leaves one row, as it was, and gets the receipt that it got before."""
    first, again = _day(bench).repeated
    bench.count()
    where = "the first payment once more"
    if again.error:
        yield again.error.finding(where, given=again.payment)
        return
    if not same(again.returned, first.returned):
        yield Finding(f"what handler returns, {where}", again.payment, again.returned, first.returned)
    if not same(again.row, first.row):
        yield Finding(f"its row, {where}", again.payment, again.row, first.row)
    known = [call.payment["paymentId"] for call in _calls(_day(bench))]
    if len(again.rows) != len(set(known)):
        got, expected = counted(len(again.rows), "row"), counted(len(set(known)), "row")
        yield Finding(f"table {TABLE} in the end", sorted(set(known)), got, expected)


def _fails(bench: Bench, call: Handled, code: str, when: str) -> Iterator[Finding]:
    """Find where a failure does not reach the caller as it is."""
    bench.count()
    expected = f"it raises {code}"
    if call.error is None:
        yield Finding(f"when {when}", call.payment, {"no error; it returned": call.returned}, expected)
    elif call.error.raised is None or call.error.raised.code != code:
        yield Finding(f"when {when}", call.payment, call.error.got, expected)
    else:
        bench.answers["handler"].excuse()


def _completes(bench: Bench, call: Handled, when: str) -> Iterator[Finding]:
    """Find where a try leaves half of it undone; what exactly is stored and told has parts of its own."""
    bench.count()
    if call.error:
        yield call.error.finding(when, given=call.payment)
    elif call.row is None:
        yield Finding(f"table {TABLE}, {when}", call.payment, "no row with this paymentId", "1 row")
    elif len(call.messages) != 1:
        yield Finding(
            f"queue {QUEUE}, {when}", call.payment, counted(len(call.messages), "message"), "1 message"
        )


def _calls(found: Day) -> list[Handled]:
    return [*found.ordinary, *found.store_fails, *found.send_fails]


def _sends_first(bench: Bench) -> bool:
    found = _day(bench)
    return all(call.sent_first for call in found.ordinary) and bool(found.store_fails[0].messages)


EXERCISE = Exercise(
    id="m04.e1",
    title="The customer function",
    lesson="D7",
    deliver=("handler",),
    variant=variant,
    parts=(
        Part("Each payment is stored whole", 2, "X", stores),
        Part("Sales' queue gets the details, the caller a receipt", 2, "X", tells),
        Part("Where storing fails, the caller knows, and sales hears nothing yet", 2, "F", store_fails),
        Part("Where sending fails, the caller knows, and the next try completes it", 2, "F", send_fails),
        Part("However often a payment comes, it is one row", 2, "X", one_row),
    ),
    misconceptions=(
        Misconception(
            "K04.10",
            "sends first, stores after",
            _sends_first,
            "Which mistake is easier to repair: stored but not sent, or sent but not stored?",
            about="the order of the two steps",
        ),
    ),
    hints=(
        (
            "Two things have to happen, and either can fail. After which of them may the customer be told that the payment was "
            "taken? And if the second one fails, what does the caller have to know, so that it tries again?"
        ),
        (
            "Store first: what is stored can still be told to sales by the next try. An error that you do not catch reaches "
            "whoever called you, and that is what makes it try again. A try after a failed one finds the row there already; "
            "it must not stop for that. See lesson step D7."
        ),
        (
            "`table.put_item(Item={...})` writes a row, over the one with the same key if there is one; DynamoDB takes numbers as "
            "`decimal.Decimal(str(number))`, no floats. `sqs.send_message(QueueUrl=..., MessageBody=<text>)` sends."
        ),
        (
            "A neighbour: a claim is filed, then handed to the assessors' queue.\n"
            "```python\n"
            'table.put_item(Item={"claimId": claim["claimId"], "damage": Decimal(str(claim["damage"]))})\n'
            'sqs.send_message(QueueUrl=assessors_url, MessageBody=json.dumps({"claimId": claim["claimId"]}))\n'
            'return {"claimId": claim["claimId"], "status": "FILED"}\n'
            "```\n"
            "No try stands around either call."
        ),
    ),
)
