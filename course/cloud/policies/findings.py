"""What is wrong with a policy, found by reading it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from .conditions import narrows, unread
from .evaluation import Policy
from .kinds import IDENTITY, TRUST
from .patterns import like
from .statements import EVERYONE, Statement

__all__ = ["Finding", "examine", "unused"]


@dataclass(frozen=True)
class Finding:
    """One thing found, in one statement ("" for the policy as a whole).

    `code` is malformed, anybody, no-source, other-account, all-but, any-action, any-resource, unread or unused.
    """

    code: str
    policy: str
    statement: str
    text: str

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON-ready data."""
        return asdict(self)


def examine(policy: Policy, owner: str) -> list[Finding]:
    """Return what is wrong with a policy of the account `owner`, in the order of its statements."""
    if policy.problem:
        return [Finding("malformed", policy.name, "", policy.problem)]
    rules = (
        _ABOUT_ROLES
        if policy.kind is IDENTITY
        else _ABOUT_TRUST
        if policy.kind is TRUST
        else _ABOUT_RESOURCES
    )
    return [
        Finding(code, policy.name, statement.name, text)
        for statement in policy.statements
        for code, rule in rules
        for text in rule(statement, owner)
    ]


def unused(policy: Policy, done: Iterable[tuple[str, str]]) -> list[Finding]:
    """Return the actions that a role is allowed and never asked for; `done` are pairs of action and resource."""
    asked = list(done)
    return [
        Finding("unused", policy.name, statement.name, f"{action} was never used so far")
        for statement in policy.statements
        if statement.effect == "Allow" and not statement.not_actions
        for action in statement.actions
        if not any(_covers(statement, action, *pair) for pair in asked)
        and not action.lower().startswith("logs:")
    ]


def _covers(statement: Statement, action: str, done: str, resource: str) -> bool:
    fits = any(like(each, resource) for each in statement.resources) != statement.not_resources
    return fits and like(action.lower(), done.lower())


def _anybody(statement: Statement, _: str) -> Iterator[str]:
    everyone = statement.not_principals != (EVERYONE in statement.principals)
    if statement.effect == "Allow" and everyone and not narrows(statement.conditions):
        yield "anybody may, of any account: no condition says whose request or source it has to be"


def _no_source(statement: Statement, _: str) -> Iterator[str]:
    services = [name for kind, name in statement.principals if kind == "Service"]
    open_to_services = statement.effect == "Allow" and services and not statement.not_principals
    if open_to_services and not narrows(statement.conditions):
        yield (
            f"{' and '.join(services)} may on behalf of anybody's resource, since no condition on aws:SourceArn or "
            "aws:SourceAccount says on whose"
        )


def _other_account(statement: Statement, owner: str) -> Iterator[str]:
    if statement.effect != "Allow" or statement.not_principals:
        return
    for kind, name in statement.principals:
        account = name.split(":")[4] if name.count(":") >= 5 else name
        if kind == "AWS" and account not in ("*", owner):
            yield f"{name} of another account may"


def _all_but(statement: Statement, _: str) -> Iterator[str]:
    if statement.effect == "Allow" and statement.not_actions:
        yield f"everything is allowed but {', '.join(statement.actions)}"


def _any_action(statement: Statement, _: str) -> Iterator[str]:
    for action in statement.actions if statement.effect == "Allow" and not statement.not_actions else ():
        if action == "*" or action.endswith(":*"):
            yield f"{action} allows more than anything that is needed"


# Actions that are about no resource, or about one that a service makes as it goes.
_WITHOUT_RESOURCE = (
    "cloudwatch:put*",
    "ec2:*networkinterface*",
    "logs:*",
    "sts:getcalleridentity",
    "xray:*",
    "*:list*",
)


def _any_resource(statement: Statement, _: str) -> Iterator[str]:
    if statement.effect != "Allow" or "*" not in statement.resources or statement.not_resources:
        return
    wide = [
        each for each in statement.actions if not any(like(free, each.lower()) for free in _WITHOUT_RESOURCE)
    ]
    if wide:
        yield f"{', '.join(wide)} on every resource of the account"


def _unread(statement: Statement, _: str) -> Iterator[str]:
    for each in unread(statement.conditions):
        yield f"the lab does not know the condition {each}, and counts it as not satisfied"


Rule = Callable[[Statement, str], Iterator[str]]
_ABOUT_RESOURCES: tuple[tuple[str, Rule], ...] = (
    ("anybody", _anybody),
    ("no-source", _no_source),
    ("other-account", _other_account),
    ("all-but", _all_but),
    ("unread", _unread),
)
_ABOUT_ROLES: tuple[tuple[str, Rule], ...] = (
    ("all-but", _all_but),
    ("any-action", _any_action),
    ("any-resource", _any_resource),
    ("unread", _unread),
)
_ABOUT_TRUST: tuple[tuple[str, Rule], ...] = (
    ("anybody", _anybody),
    ("other-account", _other_account),
    ("unread", _unread),
)
