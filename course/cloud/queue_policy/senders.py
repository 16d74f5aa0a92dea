"""Who may send: a policy held against one sender at a time, as IAM evaluates it.

A request is allowed when some Allow statement applies to it and no Deny statement does.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from course.cloud.policies import QUEUE, Statement, like, read
from course.cloud.policies.conditions import Condition, accepted, narrows, satisfied, unread
from course.cloud.policies.statements import EVERYONE

__all__ = ["Grant", "Verdict", "admits", "admits_only", "explain", "is_public", "who_may_send"]

_ACTION = "sqs:SendMessage"
_STRANGER = "999999999999"  # an account that no policy of the course names


@dataclass(frozen=True)
class Grant:
    """What one statement says of sending to the queue.

    `principals` are names ("*", "sns.amazonaws.com", an account; "not ..." from NotPrincipal), `source_arns` and
    `accounts` the values that its conditions demand, `unread` conditions that this reader does not know. `public`:
    it concerns everyone, without a condition that keeps other accounts out.
    """

    statement: str
    effect: str
    principals: tuple[str, ...]
    actions: tuple[str, ...]
    source_arns: tuple[str, ...]
    accounts: tuple[str, ...]
    unread: tuple[str, ...]
    public: bool


@dataclass(frozen=True)
class Verdict:
    """Whether a sender is admitted, and a sentence for each statement (or for the lack of any)."""

    admitted: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Sender:
    kind: str
    name: str
    context: Mapping[str, str]


def who_may_send(policy: object, queue_arn: str) -> list[Grant]:
    """Return what the statements say of sending to this queue, in order. Raises PolicyError."""
    return [_grant(each) for each in read(policy, QUEUE) if _concerns(each, queue_arn)]


def admits(
    policy: object, *, queue_arn: str, source_arn: str, principal_service: str = "sns.amazonaws.com"
) -> bool:
    """Tell whether a service may send to the queue on behalf of a source, such as a topic. Raises PolicyError."""
    return explain(
        policy, queue_arn=queue_arn, source_arn=source_arn, principal_service=principal_service
    ).admitted


def admits_only(
    policy: object, *, queue_arn: str, source_arn: str, principal_service: str = "sns.amazonaws.com"
) -> bool:
    """Tell whether the source may send, and no Allow for this queue lets anything else in. Raises PolicyError.

    The account that owns the queue may be named besides: it may send without any policy.
    """
    owner = "".join(queue_arn.split(":")[4:5])
    others = [
        grant
        for grant in who_may_send(policy, queue_arn)
        if grant.effect == "Allow" and not all(_is_of(owner, name) for name in grant.principals)
    ]
    return admits(
        policy, queue_arn=queue_arn, source_arn=source_arn, principal_service=principal_service
    ) and all(set(grant.source_arns) == {source_arn} for grant in others)


def _is_of(account: str, principal: str) -> bool:
    return principal == account or principal.startswith(
        (f"arn:aws:iam::{account}:", f"arn:aws:sts::{account}:")
    )


def is_public(policy: object, queue_arn: str) -> bool:
    """Tell whether anybody may send: a public Allow, and no Deny that stops a stranger. Raises PolicyError."""
    statements = [each for each in read(policy, QUEUE) if _concerns(each, queue_arn)]
    return any(
        _grant(each).public and not _denied(statements, _stranger(each))
        for each in statements
        if each.effect == "Allow"
    )


def explain(
    policy: object, *, queue_arn: str, source_arn: str, principal_service: str = "sns.amazonaws.com"
) -> Verdict:
    """Tell whether a service may send on behalf of a source, and why. Raises PolicyError."""
    statements = read(policy, QUEUE)
    if not statements:
        return Verdict(
            admitted=False, reasons=("The queue has no policy, so it refuses every sender but its owner.",)
        )
    sender = _service(principal_service, source_arn)
    obstacles = [(each, next(_obstacles(each, sender, queue_arn), "")) for each in statements]
    applying = {each.effect for each, obstacle in obstacles if not obstacle}
    return Verdict(
        admitted=applying == {"Allow"},
        reasons=tuple(
            f"{each.name}: {each.effect} "
            + (
                f"does not apply: {obstacle}."
                if obstacle
                else f"applies to {principal_service} for {source_arn}."
            )
            for each, obstacle in obstacles
        ),
    )


def _service(name: str, source_arn: str) -> _Sender:
    account = "".join(source_arn.split(":")[4:5])
    context = {"aws:sourcearn": source_arn, "aws:securetransport": "true"}
    return _Sender("Service", name, {**context, "aws:sourceaccount": account} if account else context)


def _stranger(statement: Statement) -> _Sender:
    """Return somebody of another account whom the statement lets in: through a source that fits it, if it asks."""
    for operator, key, values in statement.conditions:
        if key == "aws:sourcearn" and operator in ("ArnLike", "ArnEquals", "StringLike"):
            parts = (values[0] if values[0].count(":") >= 5 else "arn:aws:sns:us-east-1:*:x").split(":", 5)
            filled = [part.replace("*", "x").replace("?", "x") for part in parts]
            return _service("", ":".join([*filled[:4], _STRANGER, filled[5]]))
    return _Sender("AWS", _STRANGER, {"aws:securetransport": "true"})


def _denied(statements: list[Statement], sender: _Sender) -> bool:
    return any(
        each.effect == "Deny" and _is_meant(each, sender) and _satisfied(each.conditions, sender)
        for each in statements
    )


def _obstacles(statement: Statement, sender: _Sender, queue_arn: str) -> Iterator[str]:
    """Yield what keeps a statement from applying."""
    if not _acts(statement):
        yield f"its actions ({', '.join(statement.actions)}) leave out {_ACTION}"
    if not _covers(statement, queue_arn):
        yield f"its resource is {', '.join(statement.resources)}, not {queue_arn}"
    if not _is_meant(statement, sender):
        yield f"its principal is {', '.join(_names(statement))}, not the service {sender.name}"
    if unknown := ", ".join(unread(statement.conditions)):
        yield f"this reader does not know the condition {unknown}, and counts it as not satisfied"
    if not _satisfied(statement.conditions, sender):
        wanted = "; ".join(map(str, statement.conditions))
        yield f"its condition ({wanted}) is not satisfied by {sender.context.get('aws:sourcearn', 'this sender')}"


def _concerns(statement: Statement, queue_arn: str) -> bool:
    return _acts(statement) and _covers(statement, queue_arn)


def _satisfied(conditions: tuple[Condition, ...], sender: _Sender) -> bool:
    """Tell whether a sender satisfies every condition; an unread one is never satisfied."""
    return not any(unread(conditions)) and all(satisfied(each, sender.context) for each in conditions)


def _acts(statement: Statement) -> bool:
    named = any(like(action.lower(), _ACTION.lower()) for action in statement.actions)
    return named != statement.not_actions


def _covers(statement: Statement, queue_arn: str) -> bool:
    return any(like(resource, queue_arn) for resource in statement.resources) != statement.not_resources


def _is_meant(statement: Statement, sender: _Sender) -> bool:
    named = EVERYONE in statement.principals or (sender.kind, sender.name) in statement.principals
    return named != statement.not_principals


def _names(statement: Statement) -> tuple[str, ...]:
    return tuple(f"not {name}" if statement.not_principals else name for _, name in statement.principals)


def _grant(statement: Statement) -> Grant:
    everyone = statement.not_principals != (EVERYONE in statement.principals)
    return Grant(
        statement=statement.name,
        effect=statement.effect,
        principals=_names(statement),
        actions=statement.actions,
        source_arns=accepted(statement.conditions, "aws:sourcearn"),
        accounts=accepted(statement.conditions, "aws:sourceaccount"),
        unread=tuple(unread(statement.conditions)),
        # An unread condition gets the benefit of the doubt.
        public=everyone and not narrows(statement.conditions) and not any(unread(statement.conditions)),
    )
