"""What is wrong with reports of bills in M14 E4, and with what a system costs."""

from collections.abc import Callable, Iterator

from grader.checks import AnswerError, Bench, Finding

from .other_bills import MIX, PRICE, Bill, is_right, own
from .seen import Seen
from .usage import cost_of

__all__ = ["keeps_within_the_budget", "reports"]


def reports(bills: Callable[[Bench], list[Bill]]) -> Callable[[Bench], Iterator[Finding]]:
    """Make the check of the reports of some bills."""

    def check(bench: Bench) -> Iterator[Finding]:
        price = bench.answer(PRICE)
        for row, bill in enumerate(bills(bench), start=1):
            bench.count()
            try:
                got = price(bill.usage, bill.mix, bill.prices)
            except AnswerError as error:
                yield error.finding(bill.where, row=row)
                continue
            right = cost_of(bill.usage, bill.mix, bill.prices)
            if not is_right(got, right):
                given = {"mix": bill.mix, "usage": bill.usage}
                yield Finding(
                    bill.where, given, got, {"total": right.total, "by_service": right.by_service}, row
                )

    return check


def keeps_within_the_budget(bench: Bench, seen: Seen) -> Iterator[Finding]:
    """100,000 payments cost the budget at most; only payments that end as they should are compared."""
    bench.count()
    wrong = next((each for each in seen.calm if each.ended != each.should), None)
    if wrong:
        yield Finding(wrong.where, None, wrong.ended, wrong.should)
        return
    bill = own(seen)
    cost = cost_of(bill.usage, bill.mix, bill.prices)
    if cost.total > seen.settings["budget"]:
        dearest = dict(sorted(cost.by_service.items(), key=lambda each: -each[1]))
        got = {
            "USD": round(cost.total, 2),
            "of it": {name: round(amount, 2) for name, amount in dearest.items()},
        }
        yield Finding(
            f"{sum(MIX.values()):,} payments", bill.mix, got, f"at most {seen.settings['budget']} USD"
        )
