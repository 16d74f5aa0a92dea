"""Where payments are let in, a bucket of tokens at a time, and looked up in a database that bears only so many reads."""

import math
import random

from .branch import Branch
from .counted import Counted
from .plan import Plan
from .processes import Bucket

__all__ = ["FIRST_DELAY", "LONGEST_DELAY", "TRIES", "FrontDoor"]

# Who is refused tries so often in all. The first wait is at most 2 s, each further one twice as long, up to a minute.
TRIES = 10
FIRST_DELAY, LONGEST_DELAY = 2.0, 60.0


class FrontDoor:
    """A token bucket; behind it a policy is read for each payment, and a tariff, unless the cache has it."""

    def __init__(self, branch: Branch, plan: Plan, rng: random.Random, counted: Counted) -> None:
        self._branch, self._plan, self._rng, self._counted = branch, plan, rng, counted
        self._door = Bucket(plan.rate, plan.burst)
        self._database = Bucket(branch.db_rate, branch.db_burst)
        self._read_at = [-math.inf] * branch.tariffs

    def lets_in(self, now: float) -> bool:
        """Tell whether there is a token for a payment."""
        if self._door.take(now):
            return True
        self._counted.refused_at_the_door += 1
        return False

    def pause(self, tries: int) -> float:
        """Return how long a customer waits who was refused so often: full jitter."""
        return self._rng.uniform(0, min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** (tries - 1)))

    def looks_up(self, now: float) -> bool:
        """Look up a payment's policy and tariff; tell whether it may go on. Where not, it is lost."""
        tariff = self._rng.randrange(self._branch.tariffs)
        is_there = self._reads(now)
        if is_there and now - self._read_at[tariff] >= self._plan.cache_seconds:
            is_there = self._reads(now)
            if is_there:
                self._read_at[tariff] = now
        if not is_there:
            self._counted.lost["refused by the database"] += 1
        elif now - self._read_at[tariff] > self._branch.fresh_for:
            self._counted.lost["reckoned with an old tariff"] += 1
            return False
        return is_there

    def _reads(self, now: float) -> bool:
        self._counted.reads += 1
        return self._database.take(now)
