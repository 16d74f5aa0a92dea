"""What was seen of a system on the days of M14 E4, as plain records."""

from dataclasses import dataclass, field
from typing import Any

from grader.checks import AnswerError

from .log_rows import LogRows
from .on_duty import Ring
from .usage import Counted

__all__ = ["Failure", "Planted", "Scene", "Seen"]


@dataclass(frozen=True)
class Scene:
    """Something that is no incident: how its payments ended and should have, and who rang meanwhile (None: no such queue)."""

    where: str
    rang: list[Ring] | None
    ended: list[Any] = field(default_factory=list)
    should: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Failure:
    """A payment that failed, or was not taken: what became of it, and who rang within a minute of that."""

    where: str
    became: Any
    should: Any
    rang: list[Ring] | None


@dataclass(frozen=True)
class Planted:
    """Something slow: its name, and what the answer named (or the error that it made)."""

    where: str
    name: str
    named: Any


@dataclass
class Seen:
    """What was seen of a system. `usage` is by kind of payment; `failed` are the payments that a query should name.

    `personal` are the places, and the texts, in which a name or an address of a person stands.
    """

    settings: dict[str, Any]
    calm: list[Scene] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    tail: list[Ring] | None = None
    turned_away: list[str] = field(default_factory=list)
    alarms: dict[str, Any] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    rows: LogRows | None = None
    personal: list[tuple[str, str]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    usage: dict[str, dict[str, Any]] = field(default_factory=dict)
    counted: Counted | None = None
    watch_trouble: AnswerError | None = None
    query_trouble: AnswerError | None = None
