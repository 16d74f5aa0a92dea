"""Which lines lead too far to be drawn: to find a way for one takes Graphviz time that grows with the cube of its length.

Five hundred states that all have one catcher's state would take it hours, and nobody could follow a line of them.
"""

from collections import Counter
from collections.abc import Sequence

from course.widgets.dot import Line

__all__ = ["depths", "far_lines"]

# The cubes of the lengths (in ranks) of all lines that are drawn. Graphviz needs a second for about a million; two dozen
# states with the same catcher, or one way back over forty, are as much as eyes can follow.
_MOST = 65_000
_NEAR = 3  # a line as short as that is always drawn

# Beyond so many lines Graphviz has to sort too many that cross, be they ever so short.
_MOST_LINES = 1_500


def far_lines(count: int, lines: Sequence[Line]) -> set[int]:
    """Return the positions of those that are not to be drawn: all long ones to a node, where they cost most.

    `count` is the number of nodes. Short ones to the same node stay: they keep it below those before it.
    """
    depth = depths(count, lines)
    length = [abs(depth[line.target] - depth[line.source]) for line in lines]
    cost: Counter[int] = Counter()
    for line, long in zip(lines, length, strict=True):
        cost[line.target] += long**3
    far: set[int] = set()
    total, drawn = sum(cost.values()), len(lines)
    for target, _ in cost.most_common():
        if total <= _MOST and drawn <= _MOST_LINES:
            break
        cut = {at for at, line in enumerate(lines) if line.target == target and length[at] > _NEAR}
        total -= sum(length[at] ** 3 for at in cut)
        drawn -= len(cut)
        far |= cut
    return far


def depths(count: int, lines: Sequence[Line]) -> list[int]:
    """Return for each node how many ranks are above it at least; what leads up counts the other way round."""
    below: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    waits = [0] * count
    for line in lines:
        first, last = (line.target, line.source) if line.up else (line.source, line.target)
        if first != last:
            below[first].append((last, line.rows))
            waits[last] += 1
    found = [0] * count
    ready = [at for at in range(count) if not waits[at]]
    for here in ready:  # it grows while it is walked
        for after, rows in below[here]:
            found[after] = max(found[after], found[here] + rows)
            waits[after] -= 1
            if not waits[after]:
                ready.append(after)
    return found
