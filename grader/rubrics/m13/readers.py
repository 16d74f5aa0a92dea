"""What M13 E3 plays: readers alone, many at once, an update between them, a database or a cache that is down."""

import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench, captured

from .storage import Cache, Database

__all__ = ["AT_ONCE", "LONGEST", "Counter", "Read", "a_policy", "many_at_once"]

AT_ONCE = 20
# So long nobody waits for what another one fetches.
LONGEST = 30.0


@dataclass(frozen=True)
class Read:
    """One call: who asked, how many virtual seconds it took, and what came out."""

    customer: str
    took: float
    policy: Any
    error: AnswerError | None

    @property
    def got(self) -> Any:
        """The same for a reader."""
        return self.error.got if self.error else self.policy


def a_policy(policy_id: str, customer: str, premium: float) -> dict[str, Any]:
    """Return a policy as a customer sees it."""
    return {"policyId": policy_id, "seenBy": customer, "premium": premium}


class Counter:
    """A counter of the insurer's: an account with a database, a cache, and the answer that stands before them."""

    def __init__(self, bench: Bench, account: Any, seed: str) -> None:
        rng = random.Random(seed)
        self.policy_id = f"POL-{rng.randint(1000, 9999)}"
        self.customers = [f"C-{number}" for number in rng.sample(range(10, 999), 2)]
        self.clock = account.clock
        self._premiums = (each / 2 for each in rng.sample(range(100, 900), 40))
        rows = {(self.policy_id, each): self.new_policy(each) for each in self.customers}
        self.db, self.cache = Database(self.clock, rows), Cache(self.clock)
        self._numbers = itertools.count(1)
        self._bench = bench
        self._clock = {"now": lambda: round(float(self.clock.elapsed), 6), "sleep": self.clock.sleep}

    def new_policy(self, customer: str) -> dict[str, Any]:
        """Return a policy with a premium that was never seen before."""
        return a_policy(self.policy_id, customer, next(self._premiums))

    def turn_page(self) -> None:
        """Go on with another policy of the same customers."""
        self.policy_id += "-B"
        for each in self.customers:
            self.db.change((self.policy_id, each), self.new_policy(each))

    def another_policy(self) -> str:
        """Let the customers have one more policy; return its number."""
        policy_id = f"{self.policy_id}-{next(self._numbers)}"
        for each in self.customers:
            self.db.change((policy_id, each), a_policy(policy_id, each, 1.0))
        return policy_id

    def now_stored(self, customer: str) -> Any:
        """Return what the database has for a customer."""
        return self.db.row((self.policy_id, customer))

    def read(self, customer: str, policy_id: str = "") -> Read:
        """Let a customer ask, for the policy in hand or another one."""
        return self._called("get_policy", policy_id or self.policy_id, customer)

    def update(self, customer: str, policy: Any) -> Read:
        """Let a customer change the policy."""
        return self._called("update_policy", self.policy_id, customer, policy)

    def _called(self, name: str, policy_id: str, customer: str, *more: Any) -> Read:
        handed = self.cache.functions(), self.db.functions(), self._clock
        begin, policy, error = self.clock.elapsed, None, None
        try:
            policy = self._bench.answer(name)(policy_id, customer, *more, *handed)
        except AnswerError as raised:
            error = raised
        return Read(customer, round(float(self.clock.elapsed - begin), 3), policy, error)


def many_at_once(account: Any, asks: Sequence[Callable[[], Read]]) -> list[Read]:
    """Let all ask in the same moment; return those who were answered in time."""
    clock, found = account.clock, list[Read]()
    limit = clock.limit
    # Calls that overlap would put back one another's streams and limits.
    with captured():
        tasks = [clock.spawn(lambda ask=ask: found.append(ask()), name="a reader") for ask in asks]
        until = clock.elapsed + LONGEST
        while clock.elapsed < until and not all(task.done for task in tasks):
            clock.sleep(1)
    clock.limit = limit
    return list(found)
