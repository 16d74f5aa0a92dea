"""A table of inputs and what should come out of each: the plainest kind of check."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .answer import AnswerError
from .bench import Bench
from .exercise import Check, Finding
from .plain import same

__all__ = ["Row", "raises_like", "table"]


@dataclass(frozen=True)
class Row:
    """One input and what should come out. `where` names it for the reader."""

    given: Any
    expected: Any
    where: str = ""


Rows = Iterable[Row] | Callable[[Bench], Iterable[Row]]


def table(
    rows: Rows, run: Callable[[Bench, Any], Any], hidden: Callable[[Bench], Iterable[Row]] = lambda _: ()
) -> Check:
    """Check that `run(bench, row.given)` gives `row.expected`, row by row, and for the `hidden` rows after them.

    `rows` may be made from the bench (its variant, its rng). What `run` returns and what is expected are compared as
    plain data. When the answer does not even get through the first row, the others would only repeat it.
    """

    def check(bench: Bench) -> Iterator[Finding]:
        visible = rows(bench) if callable(rows) else rows
        for number, row in enumerate([*visible, *hidden(bench)], start=1):
            where = row.where or f"row {number}"
            bench.count()
            try:
                got = run(bench, row.given)
            except AnswerError as error:
                yield error.finding(where, given=row.given, row=number)
                if bench.answers[error.name].stuck:
                    return
                continue
            if not same(got, row.expected):
                yield Finding(where, row.given, got, row.expected, number)

    return check


def raises_like(run: Callable[[Bench], Any], expected: str, *, given: Any = None, where: str = "") -> Check:
    """Check that the answer that `run(bench)` calls raises `expected`: an AWS error code, or an exception's type.

    A type counts for those derived from it, too, so ``"Exception"`` accepts any.
    """

    def check(bench: Bench) -> Iterator[Finding]:
        bench.count()
        place = where or "the error"
        try:
            got = run(bench)
        except AnswerError as error:
            raised = error.raised
            if raised is None:
                raise
            if expected == raised.code or expected in raised.kinds:
                bench.answers[error.name].excuse()
                return
            yield Finding(place, given, error.got, f"it raises {expected}", None, raised.place)
        else:
            yield Finding(place, given, {"no error; it returned": got}, f"it raises {expected}")

    return check
