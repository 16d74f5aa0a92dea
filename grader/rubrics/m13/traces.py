"""The traces of M13 E2: trees of segments, in each of which one has far more own time than any other."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["KINDS", "OUTERMOST", "Kind", "drawn", "outline"]

OUTERMOST = "gateway"
# With this a line, its note included, is not wider than a notebook's output.
NAMES, WIDTH = 22, 22
# The bars stand behind the name and three columns.
BARS = NAMES + 3 * 6


@dataclass(frozen=True)
class Kind:
    """What can be slow: what its segment may be called, whether it waits or works, the lever, and what the trace notes."""

    names: tuple[str, ...]
    does: str
    lever: str
    note: str


KINDS: tuple[Kind, ...] = (
    Kind(
        ("documents", "receipts", "statements"),
        "working",
        "copies",
        "{few} requests at once, on the largest machine; keeps nothing",
    ),
    Kind(
        ("baskets", "dialogues", "sessions"),
        "working",
        "state-out",
        "{few} requests at once; remembers what {many} customers began",
    ),
    Kind(
        ("bank", "card-network", "clearing"),
        "waiting",
        "queue",
        "answers 429, 429, 429, 200; its result is needed tomorrow",
    ),
    Kind(
        ("policies-db", "claims-db", "contracts-db"),
        "working",
        "index",
        "query: {many},000 items read, {few} returned",
    ),
    Kind(
        ("rates", "tax-tables", "postcodes"),
        "waiting",
        "cache",
        "asks abroad; the same answer to {many} of the last 999",
    ),
)
OTHERS = ("customers", "prices", "mail", "audit", "limits", "fraud-check", "address-check", "discounts")


@dataclass(frozen=True)
class Segment:
    """One segment, laid out: how deep it stands, and from when to when it took, in milliseconds."""

    name: str
    depth: int
    begin: int
    end: int
    busy: int
    note: str


@dataclass(frozen=True)
class Node:
    """A segment with what takes place within it: groups of nodes, one group after the other, with own time around each."""

    name: str
    own: int
    groups: tuple[tuple["Node", ...], ...] = ()
    busy: int = 30
    note: str = ""

    def laid(self, rng: random.Random, begin: int, depth: int) -> list[Segment]:
        """Return this segment and all within it. Those of a group overlap, each begins a little after the one before."""
        found, at = list[Segment](), begin
        for own, group in zip(_shares(rng, self.own, len(self.groups) + 1), (*self.groups, ()), strict=True):
            at += own
            start, ends = at, [at]
            for node in group:
                inside = node.laid(rng, start, depth + 1)
                found += inside
                ends.append(inside[0].end)
                start += rng.randint(5, 15)
            at = max(ends)
        return [Segment(self.name, depth, begin, at, self.busy, self.note), *found]


def _shares(rng: random.Random, total: int, count: int) -> list[int]:
    """Part a number into so many, none of them nothing."""
    cuts = sorted(rng.sample(range(1, total), count - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


def drawn(rng: random.Random, kind: Kind, name: str, own: int) -> str:
    """Return a trace as text: a head, then a line for each segment, with what it is within above it."""
    segments = _tree(rng, kind, name, own).laid(rng, 0, 0)
    return "\n".join([_line("segment", "begin", "end", "busy", "", ""), *_lines(segments)])


def outline(trace: str) -> str:
    """Return a drawn trace once more, without the bars."""
    found = list[str]()
    for line in trace.splitlines()[1:]:
        begin, end, busy = line[NAMES:BARS].split(maxsplit=2)
        _, _, note = line[BARS:].strip().partition("  ")
        found.append(f"{line[:NAMES].rstrip()}  {begin} to {end}, busy {busy}" + f", {note}" * bool(note))
    return "\n".join(found)


def _tree(rng: random.Random, kind: Kind, name: str, own: int) -> Node:
    """Return the tree: small segments alone and side by side, and the slow one, perhaps within another one."""
    others = iter(rng.sample(OTHERS, len(OTHERS)))

    def small(*groups: tuple[Node, ...]) -> Node:
        return Node(next(others), rng.randint(40, 240), groups, rng.randint(15, 60))

    note = kind.note.format(few=rng.randint(3, 19), many=rng.randint(310, 890))
    busy = rng.randint(91, 99) if kind.does == "working" else rng.randint(1, 4)
    slow = Node(name, own, ((small(),),) if rng.random() < 0.6 else ((small(), small()),), busy, note)
    around = (
        [(small((small(),), (slow,)),), (small(),)] if rng.random() < 0.5 else [(slow,), (small((small(),)),)]
    )
    around.append((small(),))
    rng.shuffle(around)
    function = Node("payments", rng.randint(40, 90), tuple(around), rng.randint(10, 40))
    return Node(OUTERMOST, rng.randint(20, 60), ((function,),), rng.randint(5, 20))


def _lines(segments: list[Segment]) -> Iterator[str]:
    total = segments[0].end
    for each in segments:
        first, last = (
            each.begin * WIDTH // total,
            max(each.end * WIDTH // total, each.begin * WIDTH // total + 1),
        )
        bar = "." * first + "=" * (last - first) + "." * (WIDTH - last)
        yield _line(
            "  " * each.depth + each.name, f"{each.begin}", f"{each.end}", f"{each.busy} %", bar, each.note
        )


def _line(name: str, begin: str, end: str, busy: str, bar: str, note: str) -> str:
    return f"{name:<{NAMES}}{begin:>6}{end:>6}{busy:>6}  {bar}  {note}".rstrip()
