"""A trace as a tree: which span began within which, and how long each did something itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Branch", "Piece", "span_tree"]


@dataclass(frozen=True)
class Piece:
    """A stretch of a span, in seconds, and what goes on in it: works, waits or moves (see `legend.FILLS`)."""

    start: float
    end: float
    what: str


@dataclass
class Branch:
    """A span with those that began within it, in the order in which they began.

    `end` is the span's, or, of one that is still under way (`is_open`), the last moment known.
    """

    span: Any
    end: float
    is_open: bool
    branches: list["Branch"] = field(default_factory=list)

    @property
    def start(self) -> float:
        """When it began."""
        return float(self.span.start)

    def pieces(self) -> list[Piece]:
        """Return what goes on from start to end: it waits while what began within it lasts, else it acts by itself."""
        found, at = [], self.start
        for each in sorted(self.branches, key=lambda branch: branch.start):
            since, to = max(each.start, at), min(each.end, self.end)
            if since >= to:
                continue
            if since > at:
                found.append(Piece(at, since, _own(self.span)))
            if found and found[-1].what == "waits" and found[-1].end == since:
                since = found.pop().start
            found.append(Piece(since, to, "waits"))
            at = to
        if at < self.end or not found:
            found.append(Piece(at, self.end, _own(self.span)))
        return found

    def own(self) -> float:
        """Return the seconds in which nothing that began within it went on."""
        begun = sorted((each.start, each.end) for each in self.branches)
        at, own = self.start, 0.0
        for since, to in begun:
            own += max(min(since, self.end) - at, 0.0)
            at = max(at, min(to, self.end))
        return own + max(self.end - at, 0.0)


def span_tree(trace: Iterable[Any], root: Any = None) -> list[Branch]:
    """Return the trees of a trace; of `root` alone, if one is named: a span, its id, or the ARN of an execution.

    Raises LookupError for an unknown root. A span whose cause is not in the trace is a root, so that a part of a trace has its trees, too.
    """
    is_open = getattr(trace, "is_open", lambda _: False)
    spans = list(trace)
    last = max((span.end for span in spans), default=0.0)
    branches = {}
    for span in spans:
        under_way = bool(is_open(span))
        branches[span.id] = Branch(span, last if under_way else span.end, under_way)
    roots: list[Branch] = []
    for span in spans:
        above = branches.get(span.cause)
        (roots if above is None else above.branches).append(branches[span.id])
    if root is None:
        return roots
    named = (span.id for span in spans if span.kind == "execution" and span.detail.get("execution") == root)
    wanted = next(named, getattr(root, "id", root))
    if wanted not in branches:
        message = f"no span of this trace has the id {wanted!r}"
        raise LookupError(message)
    return [branches[wanted]]


def _own(span: Any) -> str:
    if span.kind == "delivery":
        return "moves"
    # A state that waits, and a task that nothing here works at: a callback or an activity is awaited.
    waits = span.kind == "state" and span.detail.get("type") in ("Wait", "Task")
    return "waits" if waits else "works"
