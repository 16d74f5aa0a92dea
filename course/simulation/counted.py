"""What was counted on a first of the month."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Counted"]


@dataclass
class Counted:
    """`waits` are the seconds of each payment that was done, from its customer's first try to the bank's yes.

    `lost` counts by reason. `caught_up` is how many seconds after the bank was back nobody in the queue had waited for
    longer than promised; None for never. `curves` tell by name the moments and numbers of each half minute, for a picture.
    """

    waits: list[float] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    refused_at_the_door: int = 0
    reads: int = 0
    calls: int = 0
    refused_by_the_bank: int = 0
    caught_up: float | None = None
    cost: float = 0.0
    curves: dict[str, Sequence[tuple[float, float]]] = field(default_factory=dict)

    @property
    def payments(self) -> int:
        """How many came in all."""
        return len(self.waits) + self.lost.total()

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 payments are done; infinite where more than five of 100 are lost."""
        at = math.ceil(0.95 * self.payments) - 1
        return sorted(self.waits)[at] if 0 <= at < len(self.waits) else math.inf

    @property
    def mean(self) -> float:
        """Seconds that those payments which are done take on the average."""
        return sum(self.waits) / len(self.waits) if self.waits else math.inf
