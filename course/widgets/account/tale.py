"""Steps as they are shown: what each changes on the map, what the map shows at the end, and the parts time falls into."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.widgets.account.mark import Mark
from course.widgets.account.step import Step

__all__ = ["Change", "Part", "changes", "end_of", "parts"]

_MOST_PARTS = 12
_TALLIES = ("lost", "failed", "refused")  # those that tell of trouble
_PAUSES = (1, 5, 15, 60, 300, 900, 3600, 6 * 3600, 86400)  # virtual seconds in which nothing happens
_LONGEST_PART = 60


@dataclass(frozen=True)
class Change:
    """What one step changes: marks of places and of roads, by position."""

    nodes: dict[int, Mark]
    edges: dict[int, Mark]


@dataclass(frozen=True)
class Part:
    """Steps `first` to `last` (positions), which a pause parts from the others; how many of them went wrong."""

    first: int
    last: int
    at: float
    pause: float
    troubled: int


def changes(steps: Sequence[Step]) -> list[Change]:
    """Return for each step the marks that it changes, with counts from the first step on."""
    nodes: dict[int, Counter[str]] = {}
    edges: dict[int, Counter[tuple[str, str]]] = {}
    found = []
    for step in steps:
        change = Change({}, {})
        if step.node is not None and step.tally:
            nodes.setdefault(step.node, Counter())[step.tally] += step.many
            change.nodes[step.node] = _tally(nodes[step.node])
        for edge in step.edges:
            if edge is not None and step.sign:
                edges.setdefault(edge, Counter())[step.sign, step.tone] += 1
                change.edges[edge] = _signs(edges[edge])
        found.append(change)
    return found


def end_of(told: Iterable[Change]) -> Change:
    """Return all marks as they are after the last change."""
    end = Change({}, {})
    for change in told:
        end.nodes.update(change.nodes)
        end.edges.update(change.edges)
    return end


def parts(steps: Sequence[Step]) -> list[Part]:
    """Break steps down by time: a part begins after a pause, the shortest that makes few parts; long ones are halved."""
    firsts: list[int] = []
    for pause in _PAUSES:
        firsts = [0, *(at for at in range(1, len(steps)) if steps[at].at - steps[at - 1].at >= pause)]
        if len(firsts) <= _MOST_PARTS:
            break
    ends = [*firsts[1:_MOST_PARTS], len(steps)]
    found = list(zip(firsts[:_MOST_PARTS], ends, strict=True))
    while len(found) < _MOST_PARTS:
        first, end = max(found, key=lambda each: each[1] - each[0])
        if end - first <= _LONGEST_PART:
            break
        half = (first + end) // 2
        found = sorted({*found, (first, half), (half, end)} - {(first, end)})
    return [_part(steps, first, end - 1) for first, end in found if end > first]


def _part(steps: Sequence[Step], first: int, last: int) -> Part:
    pause = steps[first].at - steps[first - 1].at if first else 0.0
    troubled = sum(step.troubled for step in steps[first : last + 1])
    return Part(first, last, steps[first].at, pause, troubled)


def _tally(tallies: Counter[str]) -> Mark:
    bad = any(tallies[word] for word in _TALLIES)
    return Mark(", ".join(f"{many} {word}" for word, many in tallies.items()), "bad" if bad else "")


def _signs(signs: Counter[tuple[str, str]]) -> Mark:
    tones = [tone for _, tone in signs]
    tone = next((tone for tone in ("bad", "warn", "good") if tone in tones), "")
    merged: Counter[str] = Counter()
    for (sign, _), many in signs.items():
        merged[sign] += many
    return Mark("  ".join(f"{sign} {many}" for sign, many in merged.items()), tone)
