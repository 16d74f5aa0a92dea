"""What is wrong with the answers to two questions of M14 E4: which payments failed, and what was slow."""

from collections.abc import Iterator
from typing import Any

from grader.checks import AnswerError, Bench, Finding

from .log_rows import TEXT
from .seen import Seen
from .seen_day import QUERY

__all__ = ["finds_the_slow_one", "names_the_failed"]


def names_the_failed(bench: Bench, seen: Seen) -> Iterator[Finding]:
    """The query's rows have the ids of the payments that failed, and of no others; no log event, and no message to those on duty, tells of a person."""
    if seen.query_trouble is not None:
        raise seen.query_trouble
    bench.count()
    rows = seen.rows
    if rows is None or rows.refused:
        shape = {TEXT: "fields ...", "logGroupNames": ["..."]}
        yield Finding(f"`{QUERY}`", None, rows and {"query": rows.query, "error": rows.refused}, shape)
    elif rows.values("paymentId") != sorted(seen.failed) or not seen.failed:
        got = {"paymentId": rows.values("paymentId"), "rows": rows.rows[:3]}
        yield Finding("the payments that failed", rows.query, got, {"paymentId": sorted(seen.failed)})
    for place, text in seen.personal[:1]:
        yield Finding(place, None, text, "no name and no address in any log or message")


def finds_the_slow_one(bench: Bench, seen: Seen) -> Iterator[Finding]:
    """What was slow is named, as it is called in the account."""
    for row, planted in enumerate(seen.planted, start=1):
        bench.count()
        if isinstance(planted.named, AnswerError):
            yield planted.named.finding(planted.where, row=row)
        elif _short(planted.named) != planted.name:
            yield Finding(planted.where, None, planted.named, planted.name, row)


def _short(named: Any) -> Any:
    return named.rpartition(":")[2].rpartition("/")[2] if isinstance(named, str) else named
