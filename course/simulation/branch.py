"""What is given of a branch of the insurer: who pays when, what those behind it bear, what all costs, what is promised.

Everything is drawn from the branch's name. The numbers are made up, and made for one another: there is always a batch and
a number of workers that keep all promises, with some room on each side.
"""

import math
import random
import re
from dataclasses import dataclass

__all__ = ["NAMES", "OUTAGE_MINUTES", "Branch", "BranchError", "branch"]

NAMES = ("north", "south", "east", "west", "river", "harbour", "hill", "lake")
OUTAGE_MINUTES = 10
# So much more than what an outage asks for is there at the batch that all is made for.
ROOM = 1.12


class BranchError(ValueError):
    """There is no branch of this name; the text says what was found and expected."""


@dataclass(frozen=True)
class Branch:
    """A branch. Times are in seconds, except where the name says minutes; prices in EUR, that of reads for a thousand.

    `bank_call` and `bank_each`: the bank takes so long for a call, and in addition for each payment in it.
    """

    name: str
    payments: int
    busy_payments: int
    busy_minutes: int
    reminded: int
    db_rate: float
    db_burst: int
    tariffs: int
    fresh_for: int
    bank_places: int
    bank_call: float
    bank_each: float
    place_price: float
    call_price: float
    read_price: float
    p95_limit: int
    most_lost: int
    budget: int
    catch_up_minutes: int

    @property
    def worst_minute(self) -> int:
        """From which minute on an outage of the bank hurts most: all is to be caught up while many go on coming."""
        return self.busy_minutes - OUTAGE_MINUTES - self.catch_up_minutes

    @property
    def busy_rate(self) -> float:
        """Payments a second in the busy minutes."""
        return self.busy_payments / self.busy_minutes / 60

    @property
    def calm_rate(self) -> float:
        """Payments a second in the rest of the hour."""
        return (self.payments - self.busy_payments) / (60 - self.busy_minutes) / 60

    def call_seconds(self, batch: float) -> float:
        """Return how long the bank takes for so many payments in one call, on the average."""
        return self.bank_call + self.bank_each * batch

    def capacity(self, concurrency: float, batch: float) -> float:
        """Return how many payments a second so many workers get done at the bank, if their batches are full."""
        return min(concurrency, self.bank_places) * batch / self.call_seconds(batch)

    def cost(self, concurrency: float, calls: float, reads: float) -> float:
        """Return what the hour costs in EUR."""
        return concurrency * self.place_price + calls * self.call_price + reads / 1000 * self.read_price


def branch(name: str) -> Branch:
    """Return the branch of this name: the same name, the same numbers. Raises `BranchError`."""
    if not re.fullmatch(rf"({'|'.join(NAMES)})-[1-9]\d\d", str(name)):
        raise BranchError(f"branch: found {name!r}; expected the name in your table, such as {NAMES[0]}-417.")
    rng = random.Random(f"branch {name}")
    payments = rng.randrange(9_000, 11_050, 50)
    busy_minutes = rng.randint(22, 26)
    busy_payments = 10 * round(payments * rng.uniform(0.5, 0.58) / 10)
    busy_rate = busy_payments / busy_minutes / 60
    catch_up = rng.randint(8, 12)
    places = rng.randint(9, 30)
    batch = rng.randint(4, 8)
    # Seconds that a payment may take a place for: what came during the outage, and what comes meanwhile.
    share = places / (busy_rate * (1 + OUTAGE_MINUTES / catch_up) * ROOM)
    each = round(share * rng.uniform(0.5, 0.6), 2)
    call = round((share - each) * batch, 1)
    slowest = batch + rng.choice((3, 4))
    calm_rate = (payments - busy_payments) / (60 - busy_minutes) / 60
    place_price = rng.choice((1.2, 1.3, 1.4, 1.7))
    call_price = round(1.7 * places * place_price * batch / payments, 3)
    read_price = rng.choice((0.7, 0.75, 0.85, 0.95))
    cost = places * place_price + payments / batch * call_price + payments * 1.1 / 1000 * read_price
    return Branch(
        name=name,
        payments=payments,
        busy_payments=busy_payments,
        busy_minutes=busy_minutes,
        reminded=rng.randrange(220, 260, 2),
        db_rate=round(1.85 * busy_rate, 1),
        db_burst=rng.randint(60, 90),
        tariffs=rng.randint(27, 38),
        fresh_for=rng.randrange(100, 500, 10),
        bank_places=places,
        bank_call=call,
        bank_each=each,
        place_price=place_price,
        call_price=call_price,
        read_price=read_price,
        p95_limit=math.ceil(slowest / calm_rate + 1.15 * (call + each * slowest)),
        most_lost=rng.choice((19, 24, 29)),
        budget=math.ceil(1.08 * cost),
        catch_up_minutes=catch_up,
    )
