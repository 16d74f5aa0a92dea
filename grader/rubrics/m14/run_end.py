"""How an execution ended, and why: told by itself and, for a Distributed Map, by one of its children that failed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["RunEnd", "end_of"]

LONGEST = 300  # characters of a cause that a report shows


@dataclass(frozen=True)
class RunEnd:
    """The status of an execution that is over; `error` and `cause` where it failed, "" else.

    `within` is the error and the cause of the first child of a Distributed Map that failed, "" where none did.
    """

    status: str
    error: str = ""
    cause: str = ""
    within: str = ""

    def __str__(self) -> str:
        why = _told(self.error, self.cause)
        child = f"; in the map: {self.within}" if self.within else ""
        return f"{self.status} with {why}{child}" if why else self.status


def end_of(about: Mapping[str, Any], map_runs: Iterable[tuple[Any, Any]]) -> RunEnd:
    """Return how an execution ended: `about` is what DescribeExecution says, `map_runs` are those of the account's `Run`."""
    children = (child for _, map_run in map_runs for child in map_run.children)
    failed = (_told(child.error, child.cause) for child in children if child.error)
    return RunEnd(about["status"], about.get("error") or "", about.get("cause") or "", next(failed, ""))


def _told(error: str | None, cause: str | None) -> str:
    return ": ".join(filter(None, (error, (cause or "")[:LONGEST])))
