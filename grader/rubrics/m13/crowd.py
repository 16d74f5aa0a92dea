"""The service that the clients of M13 E4 ask, on virtual time: what each try was answered, and when.

A crowd is played one client after the other, each with a clock of its own that begins at nought. They meet all the same:
the service keeps a calendar of what it has accepted in each tenth of a second, for all of them together.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench

__all__ = ["CLIENTS", "Asked", "Try", "ask", "crowd"]

CLIENTS = 200
# With full jitter nearly all 200 clients get through; in step, no more than five times six.
ACCEPTED = 6
SLOT = 0.1
QUICK = 0.05
# Who tries so often will not be kept from it by more; the rest of the crowd need not follow.
TOO_MANY = 40

Response = dict[str, Any]


@dataclass(frozen=True)
class Try:
    """One try: when it began and ended, in seconds since its client began, and what was answered."""

    begin: float
    end: float
    response: Response


@dataclass(frozen=True)
class Asked:
    """One call of `call`: its tries, what it returned or raised, and when."""

    tries: tuple[Try, ...]
    returned: Any
    error: AnswerError | None
    ended: float

    @property
    def waits(self) -> list[float]:
        """The seconds between the end of each try and the begin of the next."""
        return [after.begin - before.end for before, after in zip(self.tries, self.tries[1:], strict=False)]

    @property
    def told(self) -> dict[str, Any]:
        """The same for a reader."""
        tries = [f"{each.begin:.2f} s: {each.response['status']}" for each in self.tries]
        returned = self.error.got if self.error else self.returned
        return {"tries": tries, "returned": returned, "after": f"{self.ended:.2f} s"}


def ask(
    bench: Bench,
    account: Any,
    service: Callable[[float, int], Response],
    rng: Callable[[], float],
    seconds: float = QUICK,
) -> Asked:
    """Let the answer call a service once: `service(second, number)` responds to a try that begins then, after `seconds`."""
    clock, start, tries = account.clock, account.clock.elapsed, list[Try]()

    def now() -> float:
        return round(float(clock.elapsed - start), 6)

    def fn() -> Response:
        begin = now()
        clock.sleep(seconds)
        tries.append(Try(begin, now(), service(begin, len(tries))))
        return dict(tries[-1].response)

    returned, error = None, None
    try:
        returned = bench.answer("call")(fn, {"now": now, "sleep": clock.sleep}, rng)
    except AnswerError as raised:
        error = raised
    return Asked(tuple(tries), returned, error, now())


def crowd(bench: Bench, seed: str, *, clients: int = CLIENTS, accepts: int = ACCEPTED) -> list[Asked]:
    """Let clients ask at the same moment; each tenth of a second the service accepts so many, and refuses the rest."""
    accepted: Counter[int] = Counter()

    def service(second: float, _: int) -> Response:
        slot = int(second / SLOT + 1e-6)
        accepted[slot] += 1
        return {"status": 200 if accepted[slot] <= accepts else 429, "tries": 1}

    found = list[Asked]()
    with bench.account() as account:
        for number in range(clients):
            found.append(ask(bench, account, service, random.Random(f"{seed} client {number}").random))
            if found[-1].error or len(found[-1].tries) > TOO_MANY:
                break
    return found
