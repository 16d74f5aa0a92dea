"""Where events stand on the slider: by virtual time, with long waits shortened so that all else keeps its room.

A gap grows with the logarithm of its length and never beyond three times the usual one. A quarter of the width is by
number, so that events at the same moment, one after another, can be told apart and reached.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from course.widgets.words import duration

__all__ = ["Pause", "TimeScale", "time_scale"]

_BY_NUMBER = 0.25
_WIDEST = 3.0
_PAUSES = 5
_ROOM = 0.05  # the part of the width that the words of a pause need


@dataclass(frozen=True)
class Pause:
    """A long time in which nothing happens: from where to where on the slider, and how long it is, in words.

    `is_cut` tells that it would be wider still if it had the room that its length asks for.
    """

    begin: float
    end: float
    words: str
    is_cut: bool


@dataclass(frozen=True)
class TimeScale:
    """The places of the events, from 0 to 1 and never going back; the longest pauses between them."""

    places: tuple[float, ...]
    pauses: tuple[Pause, ...]


def time_scale(seconds: Sequence[float]) -> TimeScale:
    """Return where events at these virtual times (ascending, in seconds) stand."""
    gaps = [later - earlier for earlier, later in pairwise(seconds)]
    widths = _widths(gaps)
    whole = sum(widths)
    by_number = 1.0 if whole == 0 else _BY_NUMBER
    step = by_number / len(gaps) if gaps else 0
    place, places = 0.0, [0.0]
    for width in widths:
        place += step + (width / whole * (1 - by_number) if whole else 0)
        places.append(min(1.0, place))
    return TimeScale(tuple(places), tuple(_pauses(gaps, places)))


def _widths(gaps: list[float]) -> list[float]:
    lasting = [gap for gap in gaps if gap > 0]
    if not lasting:
        return [0.0] * len(gaps)
    usual = median_low(lasting)
    return [min(_WIDEST, math.log2(1 + gap / usual)) for gap in gaps]


def _pauses(gaps: list[float], places: list[float]) -> list[Pause]:
    """The longest gaps that have room for their words, in their order."""
    wide = [at for at in range(len(gaps)) if places[at + 1] - places[at] >= _ROOM]
    longest = sorted(wide, key=lambda at: -gaps[at])[:_PAUSES]
    usual = median_low([gap for gap in gaps if gap > 0] or [1.0])
    return [
        Pause(places[at], places[at + 1], duration(gaps[at]), gaps[at] / usual > 2**_WIDEST - 1)
        for at in sorted(longest)
        if gaps[at]
    ]
