"""What is asked: who wants to do what to which resource, and what is known besides.

https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html#intro-structure-request
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .patterns import Context

__all__ = ["Asked", "Principal", "account_of", "keys", "of_account", "of_role", "of_service", "principal_of"]


@dataclass(frozen=True)
class Principal:
    """Somebody who asks. `kind` and `names` are as a policy's Principal has them; `arn` is how AWS calls them.

    `delegates` are names of the account they belong to: a resource's policy that lets the account in leaves it to the
    account whom of its own it sends. `role` is the ARN of the role that they act in, or "".
    """

    kind: str
    arn: str
    names: frozenset[str]
    account: str = ""
    delegates: frozenset[str] = frozenset()
    role: str = ""


@dataclass(frozen=True)
class Asked:
    """One request. `action` is IAM's (``sqs:SendMessage``), `resource` an ARN, or * where an action is about none."""

    principal: Principal
    action: str
    resource: str
    context: Context = field(default_factory=dict)


def principal_of(name: str) -> Principal:
    """Return who goes by a name: a service (``sns.amazonaws.com``), an account's number, the ARN of a role or session."""
    if name.endswith(".amazonaws.com"):
        return of_service(name)
    parts = name.split(":", 5)
    if len(parts) == 6 and parts[5].startswith(("role/", "assumed-role/")):
        account, path = parts[4], parts[5].split("/")
        session = path[2] if path[0] == "assumed-role" and len(path) > 2 else "session"
        role = name if path[0] == "role" else f"arn:aws:iam::{account}:role/{path[1]}"
        return of_role(role, session)
    if len(parts) == 6 and parts[5] != "root":
        return Principal("AWS", name, frozenset({name}), parts[4], _account_names(parts[4]))
    return of_account(parts[4] if len(parts) == 6 else name)


def of_service(name: str) -> Principal:
    """Return a service."""
    return Principal("Service", name, frozenset({name}))


def of_role(arn: str, session: str) -> Principal:
    """Return who acts in a role."""
    account, name = account_of(arn), arn.rsplit("/", 1)[-1]
    own = f"arn:aws:sts::{account}:assumed-role/{name}/{session}"
    return Principal("AWS", own, frozenset({arn, own}), account, _account_names(account), arn)


def of_account(number: str) -> Principal:
    """Return an account's owner, its root user."""
    return Principal("AWS", f"arn:aws:iam::{number}:root", _account_names(number), number)


def account_of(arn: str) -> str:
    """Return the account's number in an ARN; "" where it has none, as that of a bucket."""
    return "".join(arn.split(":", 5)[4:5])


def keys(principal: Principal, *, source_arn: str = "", context: Mapping[str, str] | None = None) -> Context:
    """Return the keys of a request over TLS by this principal, on behalf of a source if there is one.

    `context` holds further ones, which win.
    """
    known = {"aws:SecureTransport": "true"}
    if principal.kind == "Service":
        known |= {"aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": principal.arn}
    else:
        known |= {
            "aws:PrincipalIsAWSService": "false",
            "aws:PrincipalArn": principal.role or principal.arn,
            "aws:PrincipalAccount": principal.account,
            "aws:PrincipalType": _type(principal),
        }
    if source_arn:
        known["aws:SourceArn"] = source_arn
        if account := account_of(source_arn):
            known["aws:SourceAccount"] = account
    return {name.lower(): value for name, value in {**known, **(context or {})}.items()}


def _type(principal: Principal) -> str:
    return "AssumedRole" if principal.role else "User" if principal.delegates else "Account"


def _account_names(number: str) -> frozenset[str]:
    return frozenset({number, f"arn:aws:iam::{number}:root"})
