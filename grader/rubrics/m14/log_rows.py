"""A query of Logs Insights that an answer delivers, run over a time; and whether the logs hold what they should not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

__all__ = ["GROUPS", "TEXT", "LogRows", "asked", "told_of_persons"]

TEXT = "queryString"
GROUPS = ("logGroupNames", "logGroupName", "logGroupIdentifiers")


@dataclass(frozen=True)
class LogRows:
    """What a query gave: its rows, a dictionary each; `refused` says why there are none."""

    query: Any
    rows: list[dict[str, str]] = field(default_factory=list)
    refused: str = ""

    def values(self, name: str) -> list[str]:
        """Return the different values of a field, in order."""
        return sorted({row[name] for row in self.rows if name in row})


def asked(account: Any, query: Any, begin: float, end: float) -> LogRows:
    """Run a query, given as the parameters of StartQuery, over the log events between two moments."""
    known = {TEXT, *GROUPS}
    if not isinstance(query, dict) or TEXT not in query or not known & query.keys() - {TEXT}:
        return LogRows(query, refused=f"it is no dictionary with {TEXT} and logGroupNames")
    logs = account.client("logs")
    told = {name: value for name, value in query.items() if name in known}
    try:
        begun = logs.start_query(**told, startTime=int(begin), endTime=int(end) + 1)
        account.clock.advance(5)
        found = logs.get_query_results(queryId=begun["queryId"])
    except (ClientError, BotoCoreError) as error:
        return LogRows(query, refused=str(error))
    return LogRows(query, [{each["field"]: each["value"] for each in row} for row in found["results"]])


def told_of_persons(account: Any, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the place (``log group ...``) and the text of each log event in which one of these words stands."""
    from moto.logs.models import logs_backends  # moto takes seconds to import

    for name, group in logs_backends[account.id][account.region].groups.items():
        for stream in group.streams.values():
            yield from (
                (f"log group {name}", event.message)
                for event in stream.events
                if any(word in event.message for word in words)
            )
