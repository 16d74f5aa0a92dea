"""Virtual time with its long empty stretches shortened, so that a wait of days does not hide calls of milliseconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Stretch", "place", "stretches"]

# A stretch in which nothing begins or ends is shortened if it is so many times longer than all that is kept in full.
# Seconds, and how many times; what is shorter is never in the way. Waits between retries grow, and are to be compared:
# those of seconds have to be much longer.
_LONGER = ((30.0, 3), (1.0, 10))
_MOST = 12  # shortened stretches; more of them would leave no room for the rest
_NOTHING = 1e-6  # seconds: less is left over from subtracting
_CUT = 0.08  # the part of the width that a shortened stretch gets
_CUTS = 0.4  # and that all of them get at most


@dataclass(frozen=True)
class Stretch:
    """A stretch of time: from and to in seconds, the part of the width (0 to 1) it takes, whether it is shortened."""

    start: float
    end: float
    left: float
    right: float
    cut: bool = False


def stretches(moments: Iterable[float]) -> list[Stretch]:
    """Divide the time between the first and the last of `moments` (seconds) into stretches, drawn from left to right.

    Where nothing is long and empty it is one stretch, in proportion.
    """
    marks = sorted(set(moments)) or [0.0]
    low, high = marks[0], marks[-1]
    cut = _long_gaps(marks)
    edges = sorted({low, high, *(edge for gap in cut for edge in gap)})
    kept = (high - low) - sum(to - since for since, to in cut)
    each_cut = min(_CUT, _CUTS / max(len(cut), 1))
    room = 1 - each_cut * len(cut)
    found, left = [], 0.0
    for since, to in pairwise(edges):
        is_cut = (since, to) in cut
        right = left + (each_cut if is_cut else room * (to - since) / kept)
        found.append(Stretch(since, to, left, right, is_cut))
        left = right
    return found or [Stretch(low, low + 0.001, 0.0, 1.0)]


def place(found: list[Stretch], moment: float) -> float:
    """Return where a moment lies, from 0 at the left to 1 at the right; outside of the stretches at the nearer end."""
    for each in found:
        if moment <= each.end:
            part = max(moment - each.start, 0.0) / (each.end - each.start)
            return each.left + part * (each.right - each.left)
    return 1.0


def _long_gaps(marks: list[float]) -> set[tuple[float, float]]:
    """Return the gaps to shorten: the longest ones, as long as the shortest of them dwarfs all that is left."""
    gaps = sorted(pairwise(marks), key=lambda gap: gap[0] - gap[1])
    left = marks[-1] - marks[0]
    found: set[tuple[float, float]] = set()
    for at, (since, to) in enumerate(gaps[:_MOST], 1):
        left -= to - since
        times = next((times for seconds, times in _LONGER if to - since >= seconds), None)
        if times is None:
            break
        if left > _NOTHING and to - since > times * left:
            found = set(gaps[:at])
    return found
