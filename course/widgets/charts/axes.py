"""An axis of virtual time, shared by the charts that have one."""

from dataclasses import dataclass

from course.widgets.words import duration

__all__ = ["Scale", "axis", "round_ticks", "time_step", "time_ticks"]

_STEPS = (
    *(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
    *(60, 300, 600, 1800, 3600, 10800, 21600, 43200, 86400, 604800),
)


@dataclass(frozen=True)
class Scale:
    """Maps `low`..`high` to pixels `left`..`right` (which may run backwards)."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        span = (self.high - self.low) or 1
        return round(self.left + (value - self.low) / span * (self.right - self.left), 1)


def time_ticks(low: float, high: float, most: int = 8) -> list[float]:
    """Return at most `most` moments (seconds) that a clock would show, from `low` to `high`."""
    return _ticks(low, high, time_step(high - low, most))


def time_step(span: float, most: int) -> float:
    """Return the shortest step (seconds) that a clock would show and that fits at most `most` times into a span."""
    return next((step for step in _STEPS if span / step <= most), _STEPS[-1])


def round_ticks(high: float, most: int = 5) -> list[float]:
    """Return 0 and at most `most` round numbers up to `high`."""
    power = 1.0
    while True:
        for factor in (1, 2, 5):
            if high / (factor * power) <= most:
                return _ticks(0, high, factor * power)
        power *= 10


def axis(scale: Scale, bottom: float, top: float, *, words: str = "virtual time") -> str:
    """Return the SVG of a time axis: faint lines up to `top`, times written below `bottom`."""
    parts = []
    for tick in time_ticks(scale.low, scale.high):
        x = scale(tick)
        parts.append(f'<line class="course-axis" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}"/>')
        anchor = "start" if x - scale.left < 12 else "middle"
        parts.append(
            f'<text class="course-muted" x="{x}" y="{bottom + 16}" text-anchor="{anchor}">{duration(tick)}</text>'
        )
    middle = (scale.left + scale.right) / 2
    parts.append(
        f'<text class="course-muted" x="{middle}" y="{bottom + 34}" text-anchor="middle">{words}</text>'
    )
    return "".join(parts)


def _ticks(low: float, high: float, step: float) -> list[float]:
    first = -(-low // step)
    return [round((first + at) * step, 6) for at in range(int((high - first * step) / step + 1e-9) + 1)]
