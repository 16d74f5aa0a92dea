"""What narrows a fault, and what of it makes no sense."""

import math
from collections.abc import Collection
from typing import TypedDict

from .places import FaultError

__all__ = ["Where", "check", "operation_of"]


class Where(TypedDict, total=False):
    """What narrows a fault; all of it is optional.

    - `target`: the resource (a name, an ARN or a URL) of a call; the receiver of a delivery; the function or the
      partner's URL of an invocation; the queue of a message; the bus of an entry.
    - `source`: the topic, rule, schedule, bucket, queue, table or function that a delivery comes from.
    - `state`, `machine`: the name of a Task state, and of its state machine.
    - `attempts`: the numbers, from 1 on, of the attempts that it strikes. A delivery and a state count the attempts of
      one message and one visit; a batch from a queue counts by the receive count of its first message. Calls,
      invocations, messages and entries are counted for each target since the fault was made; each try of boto3's own is a call.
    - `chance`: how likely it strikes, by the account's seed.
    - `after`, `lasting`: when it begins, in virtual seconds from now, and how long it lasts.
    - `times`: how often it strikes in all.
    """

    target: str
    source: str
    state: str
    machine: str
    attempts: int | Collection[int]
    chance: float
    after: float
    lasting: float
    times: int


def check(kind: str, place: str, attempts: Collection[int], where: Where) -> None:
    """Raise FaultError for what would never strike, or could not do so here."""
    chance, lasting = where.get("chance", 1.0), where.get("lasting", math.inf)
    if any(each < 1 for each in attempts):
        raise FaultError(f"attempts are counted from 1 on, and {min(attempts)} is none")
    if not 0 <= chance <= 1:
        raise FaultError(f"chance is {chance}; it has to be from 0 to 1")
    if where.get("times", 1) < 1:
        raise FaultError("times is how often it strikes; it has to be at least once")
    if where.get("after", 0.0) < 0:
        raise FaultError(f"after is {where['after']}; a fault cannot begin in the past")
    if not lasting > 0:
        raise FaultError(f"lasting is {lasting}; it has to be more than 0 seconds")
    if "source" in where and place not in {"delivery", "handover"}:
        raise FaultError(f"only a delivery has a source, and this is a {place}")
    if kind == "duplicate" and place == "message" and where.get("target", "").endswith(".fifo"):
        raise FaultError(
            "a FIFO queue hands a message out once; double the call SendMessage to see it refuse the copy"
        )


def operation_of(operation: str | None, where: Where) -> str | None:
    """Return the operation; naming a state or a state machine says that it is one of states. Raises FaultError."""
    if not {"state", "machine"} & where.keys() and operation != "state":
        return operation
    if operation not in {None, "state"} or {"target", "source"} & where.keys():
        raise FaultError(
            "a state is named by state= and machine=, beside which there is no operation, target or source"
        )
    return "state"
