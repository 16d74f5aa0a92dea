"""When the customers of a branch pay within the hour: many in the first minutes, fewer then, and a reminder in between."""

import random

from .branch import Branch

__all__ = ["arrivals"]

HOUR = 3600.0
REMINDER_SECONDS = 10.0
# Other months bring so much more or less than the first.
VARIES = 0.05


def arrivals(branch: Branch, month: str) -> list[float]:
    """Return the seconds at which payments come, in order. Month "1" brings as many as the branch says."""
    rng = random.Random(f"arrivals {branch.name} {month}")
    share = 1.0 if month == "1" else rng.uniform(1 - VARIES, 1 + VARIES)
    busy, everybody = round(branch.busy_payments * share), round(branch.payments * share)
    until = branch.busy_minutes * 60.0
    reminder = rng.uniform(120, until - 120)
    found = [rng.uniform(reminder, reminder + REMINDER_SECONDS) for _ in range(branch.reminded)]
    found += [rng.uniform(0, until) for _ in range(busy - branch.reminded)]
    found += [rng.uniform(until, HOUR) for _ in range(everybody - busy)]
    return sorted(found)
