"""Resources that are switched off for a while."""

from course.clock import Clock

__all__ = ["Outages"]


class Outages:
    """By name of a function, queue, topic or endpoint: from when until when (virtual seconds) it refuses everything."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._spans: dict[str, list[tuple[float, float]]] = {}

    def add(self, name: str, seconds: float, *, after: float = 0.0) -> None:
        """Switch `name` off for `seconds`, beginning `after` seconds from now."""
        begin = self._clock.elapsed + after
        self._spans.setdefault(name, []).append((begin, begin + seconds))

    def holds(self, name: str) -> bool:
        """Tell whether `name` is switched off now."""
        return self.left(name) > 0

    def left(self, name: str) -> float:
        """Return the seconds until `name` is switched on again; 0 when it is on."""
        now = self._clock.elapsed
        return max((end - now for begin, end in self._spans.get(name, ()) if begin <= now < end), default=0.0)

    def listed(self) -> dict[str, list[tuple[float, float]]]:
        """Return all of them, by name, as (begin, end)."""
        return {name: list(spans) for name, spans in self._spans.items()}
