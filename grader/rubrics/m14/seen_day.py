"""The days that a watched system goes through in M14 E4: calm ones, failures, a slow tail, a slow table; and what is asked of it.

Calm: what is no incident, each scene with minutes of quiet after it. What the payments of four kinds use is counted there.
Then payments fail, and then some charges are slow; the learner's questions are asked after each. At last a night.
"""

from collections.abc import Callable, Iterable
from typing import Any

from grader.checks import AnswerError, Bench

from .edges import CLOSED, DECLINED
from .log_rows import asked, told_of_persons
from .on_duty import Ring, queue_of, rings, turned_away
from .seen import Failure, Planted, Scene, Seen
from .system import PERSONAL, System, opened
from .usage import counted

__all__ = ["DECLINES", "ONE_SLOW", "QUERY", "SLOWEST", "SLOW_MS", "WATCH", "watched"]

DECLINES = "two cards that the bank declines"
RETRIED = "the bank fails once, and takes the charge at the next try"
APPROVED = "a payment over the limit; the manager takes three minutes and says yes"
ONE_SLOW = "one slow charge among three"
REFUSED = "a payment over the limit; the manager says no"
MALFORMED = "a request without an amount, and one for a payment that is not there"
WATCH, QUERY, SLOWEST = "watch", "query", "slowest"
MINUTE = 60
WITHIN = 80  # a minute, and what it takes from an alarm to a queue
AFTER = 4 * MINUTE
APART = 8 * MINUTE  # long enough for an alarm to come back
NIGHT = 8 * 60 * MINUTE
LONGEST = 3 * 60 * MINUTE  # after which a payment that still has not failed is given up
SLOW_MS = 1200  # above which a charge is slow
SLOWER = 2.2  # how many times the bound a slow charge takes
A_MINUTE, MINUTES = 3, 4


def watched(bench: Bench, slow_tables: Iterable[str]) -> Seen:
    """Let the answer build its system and watch it, and let the days pass; in the end, each of these tables is slow."""
    with opened(bench) as system:
        seen = Seen(dict(system.settings))
        told = {name: getattr(system, name) for name in ("url", "workflow", "reconciliation")}
        if WATCH not in bench.blocked:
            try:
                bench.answer(WATCH)(seen.settings, told)
            except AnswerError as error:
                seen.watch_trouble = error
        _Days(bench, system, seen, told).pass_by(slow_tables)
        seen.turned_away = turned_away(system.account, seen.settings)
        seen.alarms = dict(system.account.alarms.alarms)
        seen.personal += told_of_persons(system.account, PERSONAL)
    return seen


class _Days:
    """What happens to a system, and the looks at the telephone in between; all of it goes into `seen`."""

    def __init__(self, bench: Bench, system: System, seen: Seen, told: dict[str, str]) -> None:
        self.bench, self.system, self.seen, self.told = bench, system, seen, told
        self.account, self.faults = system.account, system.account.faults
        self.bank = system.name("bank")
        self.numbers = iter(range(1001, 2000))

    def pass_by(self, slow_tables: Iterable[str]) -> None:
        self._calm()
        begin = self._now()
        self._failures()
        self._ask_the_logs(begin)
        self._slow_charges()
        for table in slow_tables:
            self._slow_table(table)
        self._quiet(APART)
        self.seen.calm.append(Scene("a night without payments", self._quiet(NIGHT)))

    def _calm(self) -> None:
        limit = self.system.settings["limit"]
        self._scene("before the first payment", list, "")
        self._scene("two payments", lambda: [self._pay(), self._pay()], "paid", counts="paid")
        self._scene(
            DECLINES, lambda: [self._pay(DECLINED), self._pay(DECLINED)], "declined", counts="declined"
        )
        self._scene(RETRIED, self._retried, "paid", counts="retried")
        self._scene(APPROVED, lambda: self._asked(limit + 100, approved=True), "paid", counts="approved")
        self._scene(ONE_SLOW, self._slow_once, "paid")
        self._scene(REFUSED, lambda: self._asked(limit + 1, approved=False), "refused")
        self._scene(MALFORMED, self._malformed, "")

    def _scene(self, where: str, act: Callable[[], list[str]], status: str, *, counts: str = "") -> None:
        before = counted(self.account) if counts else None
        ids = act()
        rang = self._quiet(AFTER)
        self.faults.clear()
        if before:
            self.seen.counted = counted(self.account)
            lines = self.seen.counted.since(before)
            self.seen.usage[counts] = {"payments": len(ids), "lines": lines}
        ended = [self.system.status(each) for each in ids]
        self.seen.calm.append(Scene(where, rang, ended, [status] * len(ids)))

    def _retried(self) -> list[str]:
        self.faults.fail("lambda", "invocation", target=self.bank, error="BankBusy", times=1)
        return [self._pay()]

    def _asked(self, amount: float, *, approved: bool) -> list[str]:
        ids = [self._pay(amount=amount)]
        self.system.wait(3 * MINUTE)
        for message in self.system.approvals():
            self.system.decide(message, approved=approved)
        return ids

    def _slow_once(self) -> list[str]:
        self._slow_bank(attempts=(2,))
        return [self._pay(after=15) for _ in range(3)]

    def _malformed(self) -> list[str]:
        self.system.pay({"policyId": "POL-1042"})
        self.system.status("PAY-0")
        return []

    def _failures(self) -> None:
        for where in ("a payment that is refunded", "another one, eight minutes later"):
            payment = self._pay(CLOSED)
            became = self._until_final(payment)
            self.seen.failures.append(Failure(where, became, "refunded", self._quiet(WITHIN)))
            self.seen.failed += [payment] if became == "refunded" else []
            self._pay()
            self._pay(DECLINED)
            self._quiet(APART)
        with self.faults.fail("dynamodb", target=self.system.name("payment-requests")):
            answer = self.system.pay(self.system.request("POL-2001"))
            if answer.status >= 500:
                where = "the table of payment requests is down, and the customer is told so"
                self.seen.failures.append(Failure(where, answer.status, answer.status, self._quiet(WITHIN)))
        self._quiet(APART)

    def _until_final(self, payment: str) -> Any:
        """Wait until a payment is not under way any more; return its status."""
        waited, status = 0.0, self.system.status(payment)
        while status in ("accepted", "waiting") and waited < LONGEST:
            step = 5 if waited < 2 * MINUTE else MINUTE / 2
            self.system.wait(step)
            waited, status = waited + step, self.system.status(payment)
        return status

    def _slow_charges(self) -> None:
        """For four minutes, one charge in three is slow. The alarm has a minute more."""
        self.system.wait(MINUTE - self._now() % MINUTE)
        begin = self._now()
        self._slow_bank(attempts=range(2, A_MINUTE * MINUTES, A_MINUTE))
        for number in range(A_MINUTE * MINUTES):
            self._pay()
            self.system.wait(begin + (number + 1) * MINUTE / A_MINUTE - self._now())
        self.seen.tail = self._quiet(WITHIN)
        self.faults.clear()
        self._ask_for_the_slowest("the minutes in which some charges were slow", self.bank, begin)

    def _slow_table(self, table: str) -> None:
        name = self.system.name(table)
        self.system.wait(2 * MINUTE)
        begin = self._now()
        with self.faults.delay("dynamodb", target=name, seconds=1.5) as fault:
            for _ in range(2):
                self._pay(after=15)
            self.system.wait(2 * MINUTE)
        if fault.hits:
            self._ask_for_the_slowest("a minute in which a table was slow", name, begin)

    def _ask_for_the_slowest(self, where: str, name: str, begin: float) -> None:
        if SLOWEST in self.bench.blocked:
            return
        try:
            named = self.bench.answer(SLOWEST)(self.seen.settings, self.told, begin, self._now())
        except AnswerError as error:
            named = error
        self.seen.planted.append(Planted(where, name, named))

    def _ask_the_logs(self, begin: float) -> None:
        if QUERY in self.bench.blocked:
            return
        try:
            query = self.bench.answer(QUERY)(self.seen.settings, self.told)
        except AnswerError as error:
            self.seen.query_trouble = error
        else:
            self.seen.rows = asked(self.account, query, begin, self._now())

    def _slow_bank(self, *, attempts: Iterable[int]) -> None:
        """Let these invocations of the bank be slow, from now on."""
        seconds = SLOW_MS / 1000 * SLOWER
        self.faults.delay("lambda", "invocation", target=self.bank, seconds=seconds, attempts=tuple(attempts))

    def _pay(self, policies: str = "POL-", *, after: float = 0.0, **fields: Any) -> str:
        payment = self.system.paid(f"{policies}{next(self.numbers)}", **fields)
        self.system.wait(after)
        return payment

    def _quiet(self, seconds: float) -> list[Ring] | None:
        """Let time pass; return who rang since the last look."""
        self.system.wait(seconds)
        rang = rings(self.account, self.seen.settings)
        texts = (ring.text for ring in rang or () if any(word in ring.text for word in PERSONAL))
        self.seen.personal += ((f"queue {queue_of(self.seen.settings)}", text) for text in texts)
        return rang

    def _now(self) -> float:
        return float(self.account.clock.now.timestamp())
