"""The first of the month at a branch: customers, the front door, the queue, the workers, the bank."""

import random
from collections import Counter, deque
from collections.abc import Iterator

from .arrivals import HOUR, arrivals
from .bank import Bank
from .branch import Branch
from .counted import Counted
from .front_door import TRIES, FrontDoor
from .plan import Plan
from .processes import Simulation

__all__ = ["first_of_month"]

# A worker waits at most so many seconds for its batch to be full.
FILLING = 30.0
# The bank has refused: so many seconds no worker calls.
PAUSE = 5.0
# What is not done then is lost.
END = 2 * HOUR
# Curves have a number for each half minute.
STEP = 30


def first_of_month(
    branch: Branch, plan: Plan, month: str = "1", *, bank_down_from: float | None = None
) -> Counted:
    """Let the customers of a branch pay; count. With `bank_down_from` the bank is down for ten minutes from that second on.

    The same branch, plan and month (any text) give the same numbers.
    """
    run = _Run(branch, plan, month, bank_down_from)
    moments = arrivals(branch, month)
    run.start(run.customers(moments))
    run.start(run.pulse())
    run.run()
    come = Counter(_period(at) for at in moments)
    run.counted.curves = {
        "come, a second": [(at, many / STEP) for at, many in sorted(come.items())],
        "most in the queue": list(run.most_in_the_queue.items()),
        "most calls at the bank": list(run.most_calls.items()),
    }
    return run.counted


def _period(now: float) -> int:
    return int(now // STEP) * STEP


class _Run(Simulation):
    """One hour, and what follows until all is done."""

    def __init__(self, branch: Branch, plan: Plan, month: str, bank_down_from: float | None) -> None:
        super().__init__()
        rng = random.Random(f"run {branch.name} {month}")
        self.counted = Counted()
        self._branch, self._plan = branch, plan
        self._door = FrontDoor(branch, plan, rng, self.counted)
        self._bank = Bank(branch, rng, self.counted, bank_down_from)
        self._is_down_today = bank_down_from is not None
        # (when its customer came, when it came into the queue) of each payment in the queue
        self._queue: deque[tuple[float, float]] = deque()
        self._on_their_way = 0
        self._working = 0
        self._paused_until = 0.0
        # by the second at which a period begins
        self.most_in_the_queue: dict[int, int] = {}
        self.most_calls: dict[int, int] = {}

    def customers(self, moments: list[float]) -> Iterator[float]:
        """Let customers come; who is refused at the front door goes on by themselves."""
        self._on_their_way = len(moments)
        for came in moments:
            yield came - self.now
            if self._door.lets_in(self.now):
                self._let_in(came)
            else:
                self.start(self._comes_again(came), self._door.pause(1))

    def _comes_again(self, came: float) -> Iterator[float]:
        for tries in range(2, TRIES + 1):
            if self._door.lets_in(self.now):
                self._let_in(came)
                return
            if tries < TRIES:
                yield self._door.pause(tries)
        self._lose("gave up at the front door")

    def _let_in(self, came: float) -> None:
        if not self._door.looks_up(self.now):
            self._on_their_way -= 1
        elif self._plan.queue == "before the bank":
            self._queue.append((came, self.now))
            self._hand_out()
        elif self._working >= self._plan.concurrency:
            self._lose("no worker was free")
        elif self.now < self._paused_until or not self._bank_accepts():
            self._lose("refused by the bank")
        else:
            self.start(self._charged([(came, self.now)]), self._bank.seconds(1))

    def _lose(self, reason: str) -> None:
        self.counted.lost[reason] += 1
        self._on_their_way -= 1

    def _hand_out(self) -> None:
        """Give batches to workers that are free, as long as there are both and the bank accepts."""
        queue, batch = self._queue, self._plan.batch
        while self._working < self._plan.concurrency and self.now >= self._paused_until:
            if not queue or (len(queue) < batch and self.now - queue[0][1] < FILLING):
                return
            if not self._bank_accepts():
                return
            taken = [queue.popleft() for _ in range(min(batch, len(queue)))]
            self.start(self._charged(taken), self._bank.seconds(len(taken)))

    def _bank_accepts(self) -> bool:
        if self._bank.accepts(self.now):
            self._working += 1
            return True
        self._paused_until = self.now + PAUSE
        return False

    def _charged(self, payments: list[tuple[float, float]]) -> Iterator[float]:
        self._bank.ended()
        self._working -= 1
        self._on_their_way -= len(payments)
        self.counted.waits += [self.now - came for came, _ in payments]
        self._hand_out()
        yield from ()

    def pulse(self) -> Iterator[float]:
        """Look each second whether a batch has waited long enough, and count what there is to see."""
        while self._on_their_way and self.now < END:
            self._hand_out()
            self._look_whether_caught_up()
            at = _period(self.now)
            self.most_in_the_queue[at] = max(self.most_in_the_queue.get(at, 0), len(self._queue))
            self.most_calls[at] = max(self.most_calls.get(at, 0), self._working)
            yield 1.0
        if self._queue:
            self.counted.lost["not done after two hours"] += len(self._queue)
            self._queue.clear()
        self.counted.cost = self._branch.cost(self._plan.concurrency, self.counted.calls, self.counted.reads)

    def _look_whether_caught_up(self) -> None:
        if self._is_down_today and self.counted.caught_up is None and self.now >= self._bank.back_at:
            waited = self.now - self._queue[0][0] if self._queue else 0.0
            if waited <= self._branch.p95_limit:
                self.counted.caught_up = self.now - self._bank.back_at
