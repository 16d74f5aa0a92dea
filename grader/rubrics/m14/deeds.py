"""What people and programs do while something goes wrong: they pay, upload a recording, answer, look.

A deed is a function of the `Stage`; what makes one is named like what is done: ``(60, pays())``.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from course.cloud.queue_content import holding
from grader.checks.doors import Asked

from .edges import CLOSED
from .poison import Poisoned
from .system import System

__all__ = [
    "SERVICES",
    "Deed",
    "Look",
    "Payment",
    "Stage",
    "answers",
    "looks",
    "pays",
    "repeats",
    "restarts",
    "spoils",
    "uploads",
]

# Each service, and the table that tells what it has heard.
SERVICES = {"customer": "customer-payments", "sales": "sales-activity", "communication": "outbox"}


@dataclass(frozen=True)
class Look:
    """How a payment stood so many seconds after the fault's beginning, and how it should have stood, as far as that matters."""

    seconds: float
    stood: dict[str, Any]
    expected: dict[str, Any]


@dataclass
class Payment:
    """A payment: its request, the states in which it may end, what was answered and after how many seconds, how it stood.

    `left_in` names the queues in which a message about it was left in the end.
    """

    request: dict[str, Any]
    ends: tuple[str, ...]
    answers: list[tuple[Asked, float]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    stood: dict[str, Any] = field(default_factory=dict)
    left_in: list[str] = field(default_factory=list)

    @property
    def policy(self) -> str:
        """The policy that it is for; no other payment is."""
        return str(self.request["policyId"])

    @property
    def ids(self) -> list[str]:
        """The ids under which it was accepted, each once."""
        told = (asked.document for asked, _ in self.answers if asked.status == 202)
        found = (str(each.get("paymentId", "")) for each in told if isinstance(each, dict))
        return list(dict.fromkeys(filter(None, found)))


@dataclass
class Stage:
    """What one fault is played on: the system, and by and by the payments, recordings and approvals of this fault."""

    system: System
    number: int
    begin: float
    payments: list[Payment] = field(default_factory=list)
    recordings: dict[str, list[str]] = field(default_factory=dict)
    approvals: list[dict[str, Any]] = field(default_factory=list)
    poisoned: Poisoned = field(default_factory=Poisoned)

    def stands(self, payment: Payment) -> dict[str, Any]:
        """Return how a payment stands now: its status, what the bank did, and how many rows each service has of it."""
        ids, book = payment.ids, self.system.book(payment.policy)
        rows = {
            service: sum(row.get("paymentId") in ids for row in self.system.rows(table))
            for service, table in SERVICES.items()
        }
        status = self.system.status(ids[0]) if ids else "never accepted"
        return {"status": status, "charges": book.count("charge"), "refunds": book.count("refund"), **rows}

    def _left_in(self, payment: Payment) -> list[str]:
        approvals = self.system.name("approvals")
        names = {name for each in payment.ids for name in holding(self.system.account, each)}
        return sorted(names - {approvals})

    def is_over(self) -> bool:
        """Tell whether every payment is in a state in which it may end."""
        return all(each.ids and self.system.status(each.ids[0]) in each.ends for each in self.payments)

    def look_back(self) -> None:
        """See how every payment stands, and which transcripts there are of each recording."""
        for payment in self.payments:
            payment.stood = self.stands(payment)
            payment.left_in = self._left_in(payment)
        for row in self.system.rows("transcripts"):
            if (key := row.get("recording")) in self.recordings:
                self.recordings[key].append(str(row.get("text")))


Deed = Callable[[Stage], object]


def pays(*ends: str, large: bool = False, closed: bool = False, at_once: int = 1) -> Deed:
    """Somebody pays for a policy of his own, which may end in these states; sends it so many times at the same moment.

    `large` is above the limit; for a `closed` policy the ledger takes no payments.
    """

    def deed(stage: Stage) -> None:
        policy = f"{CLOSED if closed else 'POL-3'}{stage.number:02}{len(stage.payments):02}"
        more = {"amount": stage.system.settings["limit"] + 50.25} if large else {}
        payment = Payment(stage.system.request(policy, **more), ends or ("paid",))
        stage.payments.append(payment)
        _send(stage, payment, at_once)

    return deed


def repeats(*, unless_accepted: bool = False) -> Deed:
    """Whoever has paid sends the same request once more, or only where it was not accepted."""

    def deed(stage: Stage) -> None:
        for payment in stage.payments:
            if not (unless_accepted and payment.ids):
                _send(stage, payment, 1)

    return deed


def _send(stage: Stage, payment: Payment, times: int) -> None:
    clock = stage.system.account.clock

    def ask() -> tuple[Asked, float]:
        begun = clock.elapsed
        return stage.system.pay(payment.request), clock.elapsed - begun

    asking = [clock.spawn(ask, name=f"a request for {payment.policy}") for _ in range(times)]
    payment.answers += [clock.wait(each) for each in asking]


def uploads(key: str) -> Deed:
    """Somebody uploads a recording."""

    def deed(stage: Stage) -> None:
        name = f"{stage.number:02}-{key}"
        stage.recordings[name] = []
        stage.system.upload(name)

    return deed


def looks(*services: str, **expected: Any) -> Deed:
    """Somebody looks: by now these services have heard of each payment, and it stands so."""

    def deed(stage: Stage) -> None:
        wanted = {**expected, **dict.fromkeys(services, 1)}
        seconds = stage.system.account.clock.elapsed - stage.begin
        for payment in stage.payments:
            payment.looks.append(Look(seconds, stage.stands(payment), wanted))

    return deed


def answers(output: Any, *, only: int | None = None) -> Deed:
    """The manager answers every message about approvals, or only those about one of the payments."""

    def deed(stage: Stage) -> None:
        states = stage.system.account.client("stepfunctions")
        stage.approvals += stage.system.approvals()
        for message in stage.approvals:
            if only is not None and message.get("paymentId") not in stage.payments[only].ids:
                continue
            try:
                token = str(message.get("taskToken", ""))
                states.send_task_success(taskToken=token, output=json.dumps(output))
            except states.exceptions.ClientError:
                continue  # nobody waits for it any more, and the manager has done what he could

    return deed


def spoils() -> Deed:
    """The workers stop; a broken message comes into each queue that one of them reads."""
    return lambda stage: stage.poisoned.spoil(stage.system.account)


def restarts() -> Deed:
    """The workers go on."""
    return lambda stage: stage.poisoned.restart(stage.system.account)
