"""The faults of one account: made, listed, ended, and asked for wherever something may go wrong."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Unpack

from course.clock import Clock
from course.cloud.outages import Outages
from course.cloud.request import resource_name
from course.cloud.trace import Trace

from .errors import Error, call_error, internal_error, throttling
from .places import FaultError, place_of
from .rule import Moment, Rule
from .where import Where, check, operation_of

__all__ = ["Effect", "Faults"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to one attempt: it comes `seconds` later; `kind` is fail, throttle, duplicate, drop, or "" for none of them."""

    seconds: float
    kind: str
    error: Error | None


class Faults:
    """What is to go wrong in an account: by service, operation, target, state, attempt, chance and time.

        account.faults.fail("lambda", "Invoke", target="pay", error="TooManyRequestsException", attempts=(1, 2))
        account.faults.delay("dynamodb", seconds=2, chance=0.1)
        account.faults.drop("sqs", "SendMessage", times=1)
        account.faults.duplicate("sns", "delivery", target="sales-q")
        account.faults.fail("stepfunctions", state="Charge", machine="payments", error="Bank.Closed", attempts=1)

    `operation` is an operation of boto3's service (none: every call of it), as it comes through the account's door, or one of

    - ``delivery``: of sns, events, scheduler, s3 to a target; of lambda (an asynchronous invocation), sqs and dynamodb
      (a batch) to a function;
    - ``invocation``: of lambda, a function whoever invokes it; of http, a partner's server;
    - ``message``: of sqs, a message that arrives in a queue, whoever sends it;
    - ``entry``: of events, an entry of PutEvents, of which the others are taken;
    - ``state``: of stepfunctions, an attempt of a Task that calls something (no activity: there a worker asks).

    What each kind does where stands in `course.cloud.faults.MEANINGS`. What deliveries and pollers do inside AWS is no call, and
    faults of calls leave it alone. Where several faults strike at once, delays add up, and of the others the one that was
    made first counts. Each is noted in the span's detail, under `fault`. A fault is a context manager, too.

    An outage (`outages`, made by `account.outage`) is no such rule: it switches a name off, so that pollers wait for it.

    Every method raises FaultError for what the lab cannot do.
    """

    def __init__(self, clock: Clock, trace: Trace, seed: int) -> None:
        self.outages = Outages(clock)
        self._clock = clock
        self._trace = trace
        self._seed = seed
        self._rules: list[Rule] = []
        self._made = 0

    def fail(
        self,
        service: str,
        operation: str | None = None,
        *,
        error: str = "",
        status: int | None = None,
        message: str = "",
        **where: Unpack[Where],
    ) -> Rule:
        """Let something fail: with an error of AWS's own (its status and message may be given), or one of the function's."""
        operation = operation_of(operation, where)
        place, _ = place_of("fail", service, operation)
        if place == "call":
            chosen = error or internal_error(service).code
            found = call_error(service, operation, chosen, status, message)
        else:
            if status is not None and place != "partner":
                raise FaultError(f"only a call and a partner answer with a status, and this is a {place}")
            found = Error(error or _ERRORS[place], status or 503, message or "a fault of this scenario")
        return self._make("fail", service, operation, where, error=found)

    def throttle(self, service: str, operation: str | None = None, **where: Unpack[Where]) -> Rule:
        """Let a service say that it is asked too often, in its own words."""
        operation = operation_of(operation, where)
        place, _ = place_of("throttle", service, operation)
        found = (
            Error("THROTTLING", 429, "Rate exceeded")
            if place in {"delivery", "partner"}
            else throttling(service)
        )
        return self._make("throttle", service, operation, where, error=found)

    def delay(
        self, service: str, operation: str | None = None, *, seconds: float, **where: Unpack[Where]
    ) -> Rule:
        """Let something take so many virtual seconds more."""
        if not seconds > 0 or math.isinf(seconds):
            raise FaultError(f"seconds is {seconds}; it has to be more than 0, and finite")
        return self._make("delay", service, operation_of(operation, where), where, seconds=seconds)

    def duplicate(self, service: str, operation: str | None = None, **where: Unpack[Where]) -> Rule:
        """Let something happen twice."""
        return self._make("duplicate", service, operation_of(operation, where), where)

    def drop(self, service: str, operation: str | None = None, **where: Unpack[Where]) -> Rule:
        """Let something get lost on its way, or the answer to it."""
        return self._make("drop", service, operation_of(operation, where), where)

    def clear(self) -> None:
        """End all faults. Outages go on."""
        self._rules.clear()

    def __iter__(self) -> Iterator[Rule]:
        """Yield the faults in the order in which they were made."""
        return iter(list(self._rules))

    def __len__(self) -> int:
        return len(self._rules)

    def __str__(self) -> str:
        """Return a line for each fault."""
        return "\n".join(map(str, self._rules)) or "no faults"

    def at(
        self,
        place: str,
        service: str,
        operation: str,
        target: str,
        *,
        source: str = "",
        attempt: int | None = None,
    ) -> Effect | None:
        """Return what goes wrong with what is about to happen, None for nothing; note it in the span that runs at present."""
        if not self._rules:
            return None
        moment = Moment(place, service, operation, target, source, attempt, self._clock.elapsed)
        chosen: Rule | None = None
        seconds = 0.0
        for rule in self._rules:
            if (chosen is not None and rule.kind != "delay") or not rule.strikes(moment):
                continue
            self._note(rule)
            if rule.kind == "delay":
                seconds += rule.seconds
            else:
                chosen = rule
        if chosen is None:
            return Effect(seconds, "", None) if seconds else None
        return Effect(seconds, chosen.kind, chosen.error)

    def _note(self, rule: Rule) -> None:
        span = next(self._trace.causes(), None)
        if span is not None:
            told: dict[str, object] = {"rule": rule.number, "kind": rule.kind}
            if rule.error:
                told["error"] = rule.error.code
            if rule.seconds:
                told["seconds"] = rule.seconds
            span.detail.setdefault("fault", []).append(told)

    def _make(
        self,
        kind: str,
        service: str,
        operation: str | None,
        where: Where,
        *,
        seconds: float = 0.0,
        error: Error | None = None,
    ) -> Rule:
        place, named = place_of(kind, service, operation)
        attempts, chance, times = where.get("attempts", ()), where.get("chance", 1.0), where.get("times")
        attempts = (attempts,) if isinstance(attempts, int) else tuple(attempts)
        check(kind, place, attempts, where)
        target = where.get("target")
        begin = self._clock.elapsed + where.get("after", 0.0)
        self._made += 1
        rule = Rule(
            self._made,
            kind,
            place,
            named,
            operation,
            where.get("state") if place == "state" else target and resource_name(target),
            where.get("machine") if place == "state" else where.get("source"),
            attempts,
            chance,
            begin,
            begin + where.get("lasting", math.inf),
            math.inf if times is None else times,
            seconds,
            error,
            random.Random(f"{self._seed} {self._made}"),
            self._remove,
        )
        self._rules.append(rule)
        return rule

    def _remove(self, rule: Rule) -> None:
        if rule in self._rules:
            self._rules.remove(rule)


# What fails by default, where it is not a call.
_ERRORS = {
    "delivery": "INTERNAL_ERROR",
    "invocation": "RuntimeError",
    "partner": "ServiceUnavailable",
    "state": "States.TaskFailed",
    "entry": "InternalFailure",
}
