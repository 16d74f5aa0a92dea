"""The commands of a query: each reads its words and becomes a step from rows to rows."""

import re
from collections.abc import Callable
from typing import NamedTuple

from .errors import QueryError
from .expressions import Expression, expression, regex
from .functions import number, text
from .records import Record, Value
from .totals import Total, total
from .words import Words

__all__ = ["COMMANDS", "Step"]


class Step(NamedTuple):
    """`work` makes rows of rows; `shows` are the fields that the result has from here on, None to leave that as it is.

    `only` says that these replace those of before.
    """

    work: Callable[[list[Record]], list[Record]]
    shows: list[str] | None = None
    only: bool = False


class _Named(NamedTuple):
    name: str
    value: Expression


def _fields(words: Words) -> Step:
    named = _named_list(words)
    return Step(lambda rows: [_with(row, named) for row in rows], [each.name for each in named])


def _display(words: Words) -> Step:
    named = _named_list(words)
    return Step(lambda rows: [_with(row, named) for row in rows], [each.name for each in named], only=True)


def _filter(words: Words) -> Step:
    test = expression(words)
    return Step(lambda rows: [row for row in rows if test(row) not in {None, "", 0.0, "0"}])


def _limit(words: Words) -> Step:
    most = number((word := words.take()).text)
    if most is None or most < 1:
        raise QueryError(f"limit needs a number from 1 up, not {word.text!r}")
    return Step(lambda rows: rows[: int(most)])


def _sort(words: Words) -> Step:
    orders: list[tuple[Expression, bool]] = []
    while not orders or words.accept(","):
        by = expression(words)
        falling = words.accept("desc")
        if not falling:
            words.accept("asc")
        orders.append((by, falling))

    def work(rows: list[Record]) -> list[Record]:
        for by, falling in reversed(orders):
            rows = sorted(rows, key=lambda row, by=by: _rank(by(row)), reverse=falling)  # type: ignore[misc]
        return rows

    return Step(work)


def _rank(value: Value) -> tuple[int, float, str]:
    """Return by what values are sorted: nothing first, then numbers, then texts."""
    if value is None:
        return 0, 0.0, ""
    amount = number(value)
    return (2, 0.0, text(value)) if amount is None else (1, amount, "")


def _stats(words: Words) -> Step:
    totals: list[tuple[str, Total]] = []
    while not totals or words.accept(","):
        begin = words.next.begin if words.next else 0
        work = total(words)
        name = words.written(begin)
        totals.append((words.name() if words.accept("as") else name, work))
    groups = _named_list(words) if words.accept("by") else []

    def gather(rows: list[Record]) -> list[Record]:
        found: dict[tuple[Value, ...], list[Record]] = {} if groups else {(): []}
        for row in rows:
            key = tuple(each.value(row) for each in groups)
            if None not in key:
                found.setdefault(key, []).append(row)
        return [
            Record(
                {each.name: value for each, value in zip(groups, key, strict=True)}
                | {name: work(members) for name, work in totals if members or name.startswith("count")}
            )
            for key, members in found.items()
        ]

    return Step(gather, [each.name for each in groups] + [name for name, _ in totals], only=True)


def _dedup(words: Words) -> Step:
    named = _named_list(words)

    def work(rows: list[Record]) -> list[Record]:
        seen: dict[tuple[Value, ...], Record] = {}
        for row in rows:
            key = tuple(each.value(row) for each in named)
            if None not in key:
                seen.setdefault(key, row)
        return list(seen.values())

    return Step(work)


def _parse(words: Words) -> Step:
    source = "@message"
    if words.next and words.next.kind == "field":
        source = words.take().text
    word = words.take()
    if word.kind not in {"text", "regex"}:
        raise QueryError(f"parse needs a pattern in quotes or a regular expression, not {word.text!r}")
    pattern = regex(word.text if word.kind == "regex" else _glob(word.text))
    names = [words.name()] if words.accept("as") else list(pattern.groupindex)
    while names and words.accept(","):
        names.append(words.name())
    if len(names) != pattern.groups:
        raise QueryError(f"parse finds {pattern.groups} values and has {len(names)} names for them")

    def work(rows: list[Record]) -> list[Record]:
        for row in rows:
            if found := pattern.search(text(row.get(source))):
                for name, value in zip(names, found.groups(), strict=True):
                    row.set(name, value)
        return rows

    return Step(work)


def _glob(pattern: str) -> str:
    """Return the regular expression of a pattern in which each * is a value; the last one goes to the end."""
    parts = [re.escape(part) for part in pattern.split("*")]
    return "(.*?)".join(parts) + ("$" if pattern.endswith("*") else "")


def _named_list(words: Words) -> list[_Named]:
    """Read expressions with commas between them, and the names that some are given."""
    found: list[_Named] = []
    while not found or words.accept(","):
        begin = words.next.begin if words.next else 0
        value = expression(words)
        written = words.written(begin).strip("`")
        found.append(_Named(words.name() if words.accept("as") else written, value))
    return found


def _with(row: Record, named: list[_Named]) -> Record:
    for each in named:
        row.set(each.name, each.value(row))
    return row


COMMANDS: dict[str, Callable[[Words], Step]] = {
    "dedup": _dedup,
    "display": _display,
    "fields": _fields,
    "filter": _filter,
    "limit": _limit,
    "parse": _parse,
    "sort": _sort,
    "stats": _stats,
}
