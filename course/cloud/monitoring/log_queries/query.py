"""A query: its commands one after the other, and the rows that it shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.facts import value

from .commands import COMMANDS, Step
from .errors import QueryError
from .functions import text
from .records import Record
from .words import Words

__all__ = ["Query", "parse"]

_SHOWN = ["@timestamp", "@message"]
MOST: int = value("logs.insights.rows")


@dataclass(frozen=True)
class Query:
    """A query that was read."""

    steps: tuple[Step, ...]

    def run(self, rows: Iterable[Record], most: int = MOST) -> list[dict[str, str]]:
        """Return what the query shows of log events, the newest first unless it sorts them, at most so many."""
        found = sorted(rows, key=lambda row: text(row.get("@timestamp")), reverse=True)
        shown: list[str] = []
        for step in self.steps:
            found = step.work(found)
            if step.shows is not None:
                shown = list(dict.fromkeys(step.shows if step.only else [*shown, *step.shows]))
        return [_row(row, [*(shown or _SHOWN), "@ptr"]) for row in found[:most]]


def parse(query: str) -> Query:
    """Read a query. Raises QueryError."""
    words, steps = Words(query), list[Step]()
    while words.next is not None:
        if steps:
            words.expect("|")
        steps.append(_command(words))
    if not steps:
        raise QueryError("the query is empty")
    return Query(tuple(steps))


def _command(words: Words) -> Step:
    name = words.name()
    if name.lower() not in COMMANDS:
        raise QueryError(f"the lab does not know the command {name}; it has {', '.join(COMMANDS)}")
    return COMMANDS[name.lower()](words)


def _row(row: Record, names: list[str]) -> dict[str, str]:
    values = {name: row.get(name) for name in names}
    return {name: text(value) for name, value in values.items() if value is not None}
