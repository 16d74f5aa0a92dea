"""The fifteen faults, as data: what goes wrong, from when to when, what is done meanwhile, and what must hold.

Each strikes what every right system has: the partners, the tables, the approvals, and whatever carries messages. How long a
payment may be under way is not said. What was accepted ends, and its end, the bank's book and the services' tables agree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .deeds import SERVICES, Deed, answers, looks, pays, repeats, restarts, spoils, uploads
from .system import System

__all__ = ["Fault", "fifteen"]

MINUTE, HOUR = 60.0, 3600.0
SLOW = 20.0
# What AWS promises to bring at least once.
BRINGING = ("sns", "events", "s3", "lambda", "sqs", "dynamodb")


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong: `wrong` says what, `holds` what must hold nevertheless; `lasting` virtual seconds.

    `deeds` are done at their seconds since the beginning. The front door need not be `in_time` where it is struck itself.
    """

    code: str
    name: str
    wrong: str
    holds: str
    lasting: float
    strike: Callable[[System], object]
    deeds: tuple[tuple[float, Deed], ...]
    in_time: bool = True


def fifteen(hours: float, more: Mapping[str, float] | None = None) -> tuple[Fault, ...]:
    """Return the faults in the order in which they strike.

    A manager has so many `hours`. `more` names a service, and the second of its bad hour at which one more pays.
    """
    down = (_service_down(service, (more or {}).get(service)) for service in SERVICES)
    return (*_of_partners(), *down, *_of_messages(), *_of_people(hours * HOUR), _poison())


def _of_partners() -> tuple[Fault, ...]:
    return (
        Fault(
            "partners-down",
            "Bank and ledger are down",
            "For an hour, every call of the bank fails with ServiceUnavailable; for the hour after that, every call of the ledger.",
            "A payment of either hour is delayed, and paid.",
            2 * HOUR,
            _partners_down,
            ((5 * MINUTE, pays()), (HOUR + 5 * MINUTE, pays())),
        ),
        Fault(
            "bank-slow",
            "The bank is slow",
            f"For ten minutes, every call of the bank takes {SLOW:g} seconds more.",
            "The payment is paid.",
            10 * MINUTE,
            lambda system: system.account.faults.delay(
                "lambda", "invocation", target=system.name("bank"), seconds=SLOW
            ),
            ((10, pays()),),
        ),
        Fault(
            "answer-lost",
            "The bank's answer is lost",
            "The bank charges, and breaks off with Runtime.ExitError before it answers, once.",
            "The payment is paid, and charged once.",
            MINUTE,
            lambda system: system.account.faults.drop(
                "lambda", "invocation", target=system.name("bank"), times=1
            ),
            ((10, pays()),),
        ),
        Fault(
            "throttled",
            "Throttled",
            "For 30 seconds, the bank cannot be invoked and no execution be started: too many requests.",
            "Whoever was told 202 is charged once and paid. Whoever was not asks again a minute later, and is.",
            MINUTE / 2,
            _throttle,
            ((5, pays()), (65, repeats(unless_accepted=True))),
            in_time=False,
        ),
        Fault(
            "not-confirmed",
            "The confirmation fails",
            "The ledger refuses a payment for good, and the bank's first two refunds fail with ServiceUnavailable.",
            "What was charged is given back, once. No service hears of the payment.",
            10 * MINUTE,
            # The bank is asked to charge first.
            lambda system: system.account.faults.fail(
                "lambda",
                "invocation",
                target=system.name("bank"),
                error="ServiceUnavailable",
                attempts=(2, 3),
            ),
            ((10, pays("refunded", closed=True)),),
        ),
        Fault(
            "transcriber-down",
            "The transcriber is down",
            "For an hour, every call of the transcriber fails with ServiceUnavailable.",
            "A recording of that hour has its transcript in the end; payments go on as ever.",
            HOUR,
            _down("transcriber"),
            ((MINUTE, uploads("call.mp3")), (MINUTE, pays()), (16 * MINUTE, looks(*SERVICES))),
        ),
    )


def _service_down(service: str, more: float | None) -> Fault:
    others = [each for each in SERVICES if each != service]
    meanwhile, later = looks(*others, status="paid", charges=1), looks(*SERVICES)
    return Fault(
        f"{service}-down",
        f"{service.capitalize()} is down",
        f"For an hour, the table {SERVICES[service]} refuses everything with ServiceUnavailable.",
        f"A quarter of an hour later the payment is paid, and {' and '.join(others)} have heard of it. When the hour is over, "
        f"{service} hears of it within another.",
        HOUR,
        _down(SERVICES[service]),
        (
            (MINUTE, pays()),
            (16 * MINUTE, meanwhile),
            *(() if more is None else ((more, pays()),)),
            (2 * HOUR, later),
        ),
    )


def _of_messages() -> tuple[Fault, ...]:
    return (
        Fault(
            "twice",
            "Everything comes twice",
            "For ten minutes, every message and every event is delivered twice, to queues, functions and workflows.",
            "One charge, one row in each table, one transcript. The manager says yes to both messages, too.",
            10 * MINUTE,
            _everything_twice,
            (
                (10, pays()),
                (10, pays(large=True)),
                (10, uploads("twice.mp3")),
                (5 * MINUTE, answers({"approved": True})),
            ),
        ),
        Fault(
            "out-of-order",
            "Messages overtake each other",
            "For ten minutes, some messages and events come minutes after those that were sent later.",
            "All three payments are paid, and each service has each of them.",
            10 * MINUTE,
            _out_of_order,
            tuple((10.0 + 2 * number, pays()) for number in range(3)),
        ),
        Fault(
            "started-twice",
            "The same payment is started twice",
            "A request is sent twice at the same moment, again a minute later and an hour later; every start of an "
            "execution is done twice.",
            "Each answer has the same paymentId; one charge, one row in each table.",
            HOUR,
            lambda system: system.account.faults.duplicate("stepfunctions", "StartExecution"),
            ((10, pays(at_once=2)), (70, repeats()), (HOUR, repeats())),
        ),
    )


def _of_people(patience: float) -> tuple[Fault, ...]:
    waits = looks(status="waiting", charges=0)
    return (
        Fault(
            "token-lost",
            "The token is lost",
            "The queue of the approvals says that it took the message, and does not have it.",
            "The payment waits; when the manager's hours are over it is refused, and it is never charged.",
            patience + HOUR,
            lambda system: system.account.faults.drop("sqs", "message", target=system.name("approvals")),
            ((10, pays("refused", large=True)), (MINUTE, waits)),
        ),
        Fault(
            "asleep",
            "The manager is asleep",
            "The manager approves one payment an hour before his time is over, and another one an hour after it.",
            "The first is paid. The second is refused, and never charged.",
            patience + 2 * HOUR,
            lambda _: None,
            (
                (10, pays(large=True)),
                (20, pays("refused", large=True)),
                (patience - HOUR, waits),
                (patience - HOUR, answers({"approved": True}, only=0)),
                (patience + HOUR, answers({"approved": True}, only=1)),
            ),
        ),
    )


def _poison() -> Fault:
    return Fault(
        "poison",
        "Poison",
        "For a minute the workers stand still, and a broken message comes into each queue that a function reads, before "
        "the good ones. A manager answers neither yes nor no.",
        "Each service has each good payment, the broken messages are set aside, the payment without a yes is refused.",
        10 * MINUTE,
        lambda _: None,
        (
            (10, spoils()),
            (20, pays()),
            (22, pays()),
            (MINUTE, restarts()),
            (70, pays("refused", large=True)),
            (5 * MINUTE, answers({"answer": "perhaps"}, only=2)),
        ),
    )


def _down(name: str) -> Callable[[System], object]:
    return lambda system: system.account.outage(system.name(name), HOUR)


def _throttle(system: System) -> None:
    faults = system.account.faults
    faults.throttle("lambda", "invocation", target=system.name("bank"), lasting=MINUTE / 2)
    faults.throttle("stepfunctions", "StartExecution", lasting=MINUTE / 2)


def _partners_down(system: System) -> None:
    system.account.outage(system.name("bank"), HOUR)
    system.account.outage(system.name("ledger"), HOUR, after=HOUR)


def _everything_twice(system: System) -> None:
    system.account.faults.duplicate("sqs", "message")
    for service in BRINGING:
        system.account.faults.duplicate(service, "delivery")


def _out_of_order(system: System) -> None:
    faults = system.account.faults
    faults.delay("sqs", "message", seconds=4 * MINUTE, attempts=(1, 3))
    for service in BRINGING:
        faults.delay(service, "delivery", seconds=3 * MINUTE, chance=0.5)
