"""Who a queue lets in: the lab does not enforce queue policies, AWS does, so they are read.

Shared by the exercises in which a learner makes a queue. A `Guarded` queue is plain data taken from an account.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course.cloud import queue_policy
from course.cloud.queue_content import find
from grader.checks import Finding
from grader.rubrics.insurer import ACCOUNT, queue_arn

__all__ = ["Guarded", "anybody_may_send", "guarded", "lacks_policy", "not_admitted", "others_admitted"]

_STRANGERS = ("999999999999", "210987654321")
_SNS = "sns.amazonaws.com"


@dataclass(frozen=True)
class Guarded:
    """A queue that a topic should reach: its name, whether it exists, and the text of its policy ("" for none)."""

    name: str
    topic_arn: str
    exists: bool
    policy: str

    @property
    def arn(self) -> str:
        """The queue's ARN."""
        return queue_arn(self.name)


def guarded(account: Any, name: str, topic_arn: str) -> Guarded:
    """Look at a queue of an account."""
    queue = find(account, name)
    policy = queue.attributes.get("Policy") if queue else None
    return Guarded(name, topic_arn, exists=queue is not None, policy=policy or "")


def not_admitted(queues: Iterable[Guarded]) -> Iterator[Finding]:
    """Find each queue whose policy would turn SNS away when it brings what comes from the topic."""
    for queue in queues:
        if not queue.exists:
            yield _missing(queue)
        elif not queue.policy:
            yield Finding(f"policy of {queue.name}", None, "no policy", _wanted(queue))
        elif reasons := _refusal(queue, queue.topic_arn):
            yield Finding(
                f"policy of {queue.name}", {"policy": _shown(queue)}, f"refused: {reasons}", _wanted(queue)
            )


def others_admitted(queues: Iterable[Guarded]) -> Iterator[Finding]:
    """Find each queue without a policy, and each whose policy admits more than SNS for the topic.

    The account that owns the queue may be named in it: it may do everything anyway.
    """
    for queue in queues:
        if not queue.exists:
            yield _missing(queue)
        elif not queue.policy:
            yield Finding(
                f"policy of {queue.name}", None, "no policy", f"a policy for {queue.topic_arn} alone"
            )
        elif uninvited := next(_uninvited(queue), None):
            where = f"policy of {queue.name}"
            yield Finding(
                where,
                {"policy": _shown(queue)},
                f"it admits {uninvited}",
                f"only {queue.topic_arn} is let in",
            )


def lacks_policy(queues: Iterable[Guarded]) -> bool:
    """Tell whether one of the queues exists and has no policy at all."""
    return any(queue.exists and not queue.policy for queue in queues)


def anybody_may_send(queues: Iterable[Guarded]) -> bool:
    """Tell whether one of the queues takes messages from any account: directly, or through a topic made there."""
    return any(queue.policy and (_is_public(queue) or _any_account_passes(queue)) for queue in queues)


def _refusal(queue: Guarded, source_arn: str) -> str:
    """Return why SNS would be turned away with a message from this source; "" where it is let in."""
    try:
        verdict = queue_policy.explain(queue.policy, queue_arn=queue.arn, source_arn=source_arn)
    except queue_policy.PolicyError as error:
        return str(error)
    return "" if verdict.admitted else " ".join(verdict.reasons)


def _is_public(queue: Guarded) -> bool:
    try:
        return queue_policy.is_public(queue.policy, queue.arn)
    except queue_policy.PolicyError:
        return False  # AWS would not have accepted it


def _any_account_passes(queue: Guarded) -> bool:
    """Tell whether SNS brings what a topic of the same name in any other account sends."""
    name = queue.topic_arn.rsplit(":", 1)[1]
    return not any(_refusal(queue, f"arn:aws:sns:us-east-1:{stranger}:{name}") for stranger in _STRANGERS)


def _uninvited(queue: Guarded) -> Iterator[str]:
    """Yield somebody who may send and should not, if anybody: each of these has been seen in a policy."""
    if _is_public(queue):
        yield "anybody, with any request"
    name = queue.topic_arn.rsplit(":", 1)[1]
    for other in (
        f"arn:aws:sns:us-east-1:{_STRANGERS[0]}:{name}",
        f"arn:aws:sns:us-east-1:{_STRANGERS[0]}:somebody-elses-topic",
        f"arn:aws:sns:us-east-1:{ACCOUNT}:another-topic",
        f"{queue.topic_arn}-test",
    ):
        if not _refusal(queue, other):
            yield f"{_SNS}, with a message from {other}"
    for grant in _grants(queue):
        for principal in grant.principals if grant.effect == "Allow" else ():
            if principal not in ("*", _SNS) and ACCOUNT not in principal:
                yield principal


def _grants(queue: Guarded) -> list[queue_policy.Grant]:
    try:
        return queue_policy.who_may_send(queue.policy, queue.arn)
    except queue_policy.PolicyError:
        return []


def _wanted(queue: Guarded) -> str:
    return f"{_SNS} may send to {queue.name} what comes from {queue.topic_arn}"


def _shown(queue: Guarded) -> Any:
    try:
        return json.loads(queue.policy)
    except ValueError:
        return queue.policy


def _missing(queue: Guarded) -> Finding:
    return Finding(f"queue {queue.name}", None, "it does not exist", "it exists, with a policy")
