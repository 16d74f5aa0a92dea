"""M01 E4, the lost payment: compare what the customer service and sales know, and name what only one of them knows.

A function of plain rows, compared with the two differences of sets of ids. Decided:

* Ids come as any kind of collection, in any order, each once; texts of ids and nothing else.
* The two directions are separate parts: whoever has only one of them has half of it.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Exercise, Finding, Misconception, Part, canonical, hidden, plain
from grader.rubrics.insurer import fact

UNKNOWN, UNPAID = "unknown_to_sales", "never_paid"
Rows = list[dict[str, Any]]
Day = tuple[str, Rows, Rows]


def variant(rng: random.Random) -> dict[str, Any]:
    """The number of the first payment on the learner's own day, from which all the rest of it follows."""
    return {"first_payment": rng.randint(100, 900) * 10}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees of that day: the ids in either table."""
    _, customer, sales = own_day(values)
    return {"ids in customer_items": ", ".join(ids(customer)), "ids in sales_items": ", ".join(ids(sales))}


def own_day(values: dict[str, Any]) -> Day:
    """Return the learner's own day."""
    first = values["first_payment"]
    return faulty_day(random.Random(f"day {first}"), "your day", first)


def faulty_day(rng: random.Random, name: str, first: int) -> Day:
    """A day on which some payments reached one table only; both have rows twice, some amounts are equal."""
    payments = [fact(rng, first + at) for at in range(9)]
    for one, other in ((0, 1), (2, 7), (3, 8)):
        payments[other]["amount"] = payments[one]["amount"]
    lost, unpaid = {0, rng.choice((4, 5))}, {7, 8}
    customer = [each for at, each in enumerate(payments) if at not in unpaid]
    sales = [sales_row(each) for at, each in enumerate(payments) if at not in lost]
    customer += [customer[0], customer[-1]]
    sales += [sales[0], sales[-1]]
    rng.shuffle(customer)
    rng.shuffle(sales)
    return name, customer, sales


def sales_row(payment: dict[str, Any]) -> dict[str, Any]:
    """A payment as sales records it: with fewer fields, and one of its own."""
    return {name: payment[name] for name in ("paymentId", "customerId", "amount")} | {"offer": "none yet"}


def days(bench: Bench) -> list[Day]:
    """Small days first, because they are easy to read: equal amounts, another order, one direction; then the learner's."""
    rng = random.Random(f"days {bench.variant}")
    one, other, third = (fact(rng, number, amount=99.5) for number in (31, 32, 33))
    rows = [fact(rng, number) for number in (41, 42, 43)]
    return [
        ("equal amounts", [one, third], [sales_row(other), sales_row(third)]),
        ("the same payments in another order", rows, [sales_row(each) for each in reversed(rows)]),
        ("sales was off all day", rows, [sales_row(rows[1])]),
        ("nobody paid for one of them", rows[:1], [sales_row(each) for each in rows[:2]]),
        own_day(bench.variant),
        *more_days(bench),
    ]


@hidden
def more_days(bench: Bench, rng: random.Random) -> list[Day]:  # noqa: ARG001  (a hidden function's signature)
    """Two more faulty days, one of them a long one."""
    _, customer, sales = faulty_day(rng, "", 2_000)
    _, more_customer, more_sales = faulty_day(rng, "", 3_000)
    return [
        faulty_day(rng, "another day", 1_000),
        ("a long day", customer + more_customer, more_sales + sales),
    ]


def empty_days(bench: Bench) -> list[Day]:
    """Nothing in either table, or in one of them."""
    rows = [fact(random.Random(f"empty {bench.variant}"), number) for number in (51, 52)]
    return [
        ("both empty", [], []),
        ("customer empty", [], [sales_row(each) for each in rows]),
        ("sales empty", rows, []),
    ]


def ids(rows: Rows) -> list[str]:
    """Return the ids of rows, in their order."""
    return [row["paymentId"] for row in rows]


def expected(day: Day) -> dict[str, list[str]]:
    """Return what is missing where."""
    _, customer, sales = day
    paid, known = set(ids(customer)), set(ids(sales))
    return {UNKNOWN: sorted(paid - known), UNPAID: sorted(known - paid)}


def answered(bench: Bench, day: Day) -> Any:
    """Return what the answer says of a day, its lists in order."""
    found = bench.answer("missing")(day[1], day[2])
    return {name: _sorted(value) for name, value in found.items()} if isinstance(found, dict) else found


def _sorted(value: Any) -> Any:
    return sorted(value, key=canonical) if isinstance(value, list) else value


def names(side: str, asked: Callable[[Bench], list[Day]] = days) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check that one side of the answer holds the ids that it should."""

    def check(bench: Bench) -> Iterator[Finding]:
        for row, day in enumerate(asked(bench), start=1):
            bench.count()
            yield from _compared(bench, day, side, row)

    return check


def empty(bench: Bench) -> Iterator[Finding]:
    """Both sides are right where a table is empty."""
    for row, day in enumerate(empty_days(bench), start=1):
        bench.count()
        for side in (UNKNOWN, UNPAID):
            yield from _compared(bench, day, side, row)


def _compared(bench: Bench, day: Day, side: str, row: int) -> Iterator[Finding]:
    where = f"{day[0]}: {side}"
    try:
        found = answered(bench, day)
    except AnswerError as error:
        yield error.finding(where, given=_given(day), row=row)
        return
    got = found.get(side, f"there is no {side}") if isinstance(found, dict) else found
    wanted = expected(day)[side]
    if plain(got) != wanted:
        yield Finding(where, _given(day), got, wanted, row)


def _given(day: Day) -> dict[str, Any]:
    brief = ("paymentId", "amount")
    tables = zip(("customer_items", "sales_items"), day[1:], strict=True)
    return {name: [_brief(row, brief) for row in rows] for name, rows in tables}


def _brief(row: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return some fields of a row, and the names of the others: rows of the two tables differ in those."""
    others = ", ".join(name for name in row if name not in fields)
    return {name: row[name] for name in fields} | {"and other fields": others}


def _says(bench: Bench, customer: Rows, sales: Rows) -> tuple[list[Any], list[Any]] | None:
    """Return both sides of what the answer says; None where it has another form."""
    found = answered(bench, ("", customer, sales))
    sides = (found.get(UNKNOWN), found.get(UNPAID)) if isinstance(found, dict) else (None, None)
    return sides if all(isinstance(side, list) for side in sides) else None  # type: ignore[return-value]


def _by_amount_or_position(bench: Bench) -> bool:
    """Whether it is right where order and amounts help, and equal amounts or another order deceive it."""
    rng = random.Random("by amount or position")
    rows = [fact(rng, number, amount=10.0 + number) for number in (61, 62, 63)]
    twin = {**rows[2], "paymentId": "PAY-000064"}
    known = [sales_row(each) for each in rows]
    if _says(bench, rows, known) != ([], []) or _says(bench, rows[:1], []) != (ids(rows[:1]), []):
        return False
    by_amount = _says(bench, rows, [*known[:2], sales_row(twin)]) == ([], [])
    by_position = _says(bench, rows, [known[1], known[2], known[0]]) not in (([], []), None)
    return by_amount or by_position


def _numbers_or_half(bench: Bench) -> bool:
    """Whether it answers with numbers, or looks in one direction only."""
    told = [answered(bench, day) for day in days(bench)]
    if all(_is_number(each) for each in told):
        return True
    if all(isinstance(each, dict) and each and all(map(_is_number, each.values())) for each in told):
        return True
    wanted = [expected(day) for day in days(bench)]
    for one, other in ((UNKNOWN, UNPAID), (UNPAID, UNKNOWN)):
        half = [_ids_in(each.get(one) if isinstance(each, dict) else each) for each in told]
        rest = [each.get(other) if isinstance(each, dict) else None for each in told]
        if half == [set(each[one]) for each in wanted] and not any(rest):
            return True
    return False


def _ids_in(value: Any) -> set[str] | None:
    """Return the texts in a list, each once; None for what is no list of texts."""
    texts = isinstance(value, list) and all(isinstance(each, str) for each in value)
    return set(value) if texts else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


EXERCISE = Exercise(
    id="m01.e4",
    title="The lost payment",
    lesson="D3",
    deliver=("missing",),
    variant=variant,
    shown=shown,
    parts=(
        Part("It names the payments that sales never heard of", 4, "V", names(UNKNOWN)),
        Part("It names the payments that sales has and nobody paid", 4, "V", names(UNPAID)),
        Part("It copes with empty tables", 2, "B", empty),
    ),
    misconceptions=(
        Misconception(
            "K01.6",
            "counts instead of ids, or only one direction",
            _numbers_or_half,
            "Support has to call each customer concerned. How would it do that with only a number, or with only one of the two lists?",
            about="what missing returns",
        ),
        Misconception(
            "K01.5",
            "reconciles by amount or by position",
            _by_amount_or_position,
            "Two payments can have the same amount, and two tables need not have the same order. What identifies a payment?",
            about="how two rows are compared",
        ),
    ),
    hints=(
        (
            "Take the rows of your day in hand, one by one. By which field do you find out whether the other table has the "
            "same payment? And if you have gone through one table, are you done?"
        ),
        (
            "Only `paymentId` says which payment a row is about. A collection of the ids of one table and a collection of the "
            "ids of the other are all you need; a row that is there twice adds nothing to either. Ask in both directions. "
            "See lesson step D3."
        ),
        (
            '`{row["paymentId"] for row in rows}` is the set of ids: each once, in no order. For two sets, `one - other` holds '
            "what is in the first and not in the second. A set of nothing is a set, too."
        ),
        (
            "A neighbour: seats that are booked, and seats that were checked in.\n"
            "```python\n"
            'booked = {row["seat"] for row in bookings}\n'
            'taken = {row["seat"] for row in checkins}\n'
            'return {"no_show": booked - taken, "no_ticket": taken - booked}\n'
            "```"
        ),
    ),
)
