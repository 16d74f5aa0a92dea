"""One thing that happened on the map."""

from dataclasses import dataclass

__all__ = ["FILTERED", "Step"]

FILTERED = "✗ filtered"


@dataclass(frozen=True)
class Step:
    """A sentence, the roads that were taken (positions in the plan), the place where something is counted.

    `tone` is good, bad, warn or empty; `tally` the word that is counted in the place, so `many` at a time; `sign` what is
    counted on the roads. `back` marks an answer: the roads are taken the other way. `at` is the moment (virtual seconds),
    `aside` is what is told only where somebody asks for it,
    `span` the span's id and `root` that of the first in its chain of causes.
    """

    text: str
    edges: tuple[int | None, ...]
    node: int | None
    tone: str
    tally: str
    sign: str
    back: bool = False
    many: int = 1
    aside: bool = False
    at: float = 0.0
    span: int = 0
    root: int = 0

    @property
    def troubled(self) -> bool:
        """Whether something went wrong here, or was struck by a fault; that a filter stopped something is as it should be."""
        return self.tone in ("bad", "warn") and self.sign != FILTERED
