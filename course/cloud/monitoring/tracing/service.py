"""The traces of one account: those of the lab's own services, and what learners put."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from course.cloud.monitoring.refused import RefusedError

from .segments import segments

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Document", "Tracing", "end_of"]

Document = dict[str, Any]

_NEEDED = ("id", "name", "trace_id", "start_time")


class Tracing:
    """All segments of an account. They are made of its trace when somebody asks."""

    def __init__(self, account: "Account") -> None:
        self._account = account
        self._put: list[Document] = []

    def put(self, text: str) -> None:
        """Add a segment document. Raises RefusedError for one that is none."""
        try:
            document = json.loads(text)
        except ValueError:
            raise RefusedError("JSONFormatError", "Bad JSON data") from None
        if not isinstance(document, dict) or (missing := [name for name in _NEEDED if name not in document]):
            names = ", ".join(missing) if isinstance(document, dict) else "everything"
            raise RefusedError("MissingParam", f"The segment document lacks {names}")
        self._put.append(document)

    def traces(self) -> dict[str, list[Document]]:
        """Return the segment documents of each trace, by its id, in the order in which they began."""
        found: dict[str, list[Document]] = {}
        for each in segments(self._account):
            found.setdefault(each.trace, []).append(each.document)
        for document in self._put:
            found.setdefault(document["trace_id"], []).append(document)
        return {
            trace: sorted(each, key=lambda one: float(one["start_time"])) for trace, each in found.items()
        }

    def between(self, start: float, end: float) -> dict[str, list[Document]]:
        """Return the traces that began within a time (seconds since 1970)."""
        return {
            trace: each
            for trace, each in self.traces().items()
            if start <= float(each[0]["start_time"]) <= end
        }


def end_of(documents: Iterable[Document]) -> float:
    """Return when the last of these ended, as far as they have."""
    return max(float(each["end_time"] if "end_time" in each else each["start_time"]) for each in documents)
