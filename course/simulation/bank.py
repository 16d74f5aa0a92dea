"""The bank: it charges several payments in a call, bears so many calls at once, and can be down."""

import math
import random

from .branch import OUTAGE_MINUTES, Branch
from .counted import Counted

__all__ = ["LOCK", "Bank"]

# One call too many, and it refuses every call for so many seconds.
LOCK = 30.0
# A call takes so much more or less than on the average.
VARIES = 0.15


class Bank:
    """The bank, down for ten minutes from the second `down_from` on, if that is given."""

    def __init__(self, branch: Branch, rng: random.Random, counted: Counted, down_from: float | None) -> None:
        self._branch, self._rng, self._counted = branch, rng, counted
        self._down_from = math.inf if down_from is None else down_from
        self.back_at = self._down_from + OUTAGE_MINUTES * 60
        self._calls = 0
        self._locked_until = 0.0

    def accepts(self, now: float) -> bool:
        """Tell whether it takes a call; then it `ended` some time later."""
        self._counted.calls += 1
        if self._down_from <= now < self.back_at:
            return False
        if now < self._locked_until:
            self._counted.refused_by_the_bank += 1
            return False
        if self._calls >= self._branch.bank_places:
            self._counted.refused_by_the_bank += 1
            self._locked_until = now + LOCK
            return False
        self._calls += 1
        return True

    def seconds(self, payments: int) -> float:
        """Return how long it takes for a call with so many payments."""
        return self._branch.call_seconds(payments) * self._rng.uniform(1 - VARIES, 1 + VARIES)

    def ended(self) -> None:
        """Give back the place that a call took."""
        self._calls -= 1
