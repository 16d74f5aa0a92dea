"""Who did something in an account: the function or the state machine within which a span of the trace began."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .edges import TABLES
from .system import System

__all__ = ["PARTNERS", "Actor", "actor_of", "at_tables", "role_of", "way_to"]

PARTNERS = ("bank", "ledger", "transcriber")
WRITES = ("PutItem", "UpdateItem", "BatchWriteItem", "TransactWriteItems")


@dataclass(frozen=True)
class Actor:
    """A function, a state machine or an API, by its name."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


def way_to(system: System, span: Any) -> Iterator[Any]:
    """Yield a span, that within which it began, and so on."""
    while True:
        yield span
        if span.cause is None:
            return
        span = system.account.trace[span.cause - 1]


def actor_of(system: System, span: Any) -> Actor | None:
    """Return who made a call; None where nobody inside of the account did."""
    for each in list(way_to(system, span))[1:]:
        if each.kind == "invocation" and each.service == "lambda":
            return Actor("function", each.target.split(":")[0])
        if each.kind == "execution":
            return Actor("state machine", each.target.split(":")[0])
        if each.kind == "call" and each.service == "execute-api":
            return Actor("API", each.detail.get("api", each.target))
    return None


def at_tables(system: System) -> Iterator[tuple[str, Any, bool]]:
    """Yield each call at one of the insurer's tables since the system stood: the table, the call, and whether it writes."""
    for span in system.account.trace[system.begin :]:
        if (
            span.kind == "call"
            and span.service == "dynamodb"
            and span.cause is not None
            and span.status == "ok"
        ):
            told = str(span.detail.get("parameters"))
            for table in TABLES:
                name = system.name(table)
                if span.target == name or f"'{name}'" in told:
                    yield table, span, span.name in WRITES


def role_of(system: System, actor: Actor) -> str:
    """Return the ARN of the role in which a function or a state machine acts; "" where there is none."""
    account, region = system.account, system.settings["region"]
    if actor.kind == "function":
        from moto.awslambda.models import lambda_backends  # moto takes seconds to import

        return str(lambda_backends[account.id][region].get_function(actor.name).role)
    arn = f"arn:aws:states:{region}:{account.id}:stateMachine:{actor.name}"
    machine = account.state_machines.machines.get(arn)
    return str(machine.revision.role_arn) if machine else ""
