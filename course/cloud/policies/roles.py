"""The policies of a role, as IAM keeps them: those within it, and those attached to it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
"""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from moto.iam.models import Role, iam_backends

from .asking import account_of
from .evaluation import Policy, policy
from .kinds import IDENTITY, TRUST

if TYPE_CHECKING:
    from moto.iam.models import User

__all__ = ["all_roles", "find", "of", "trust"]


def find(arn: str) -> Role | None:
    """Return a role by its ARN; None where there is none."""
    return next((each for each in all_roles(account_of(arn)) if each.arn == arn), None)


def all_roles(account: str) -> list[Role]:
    """Return the roles of an account, in the order in which they were made."""
    return list(iam_backends[account]["aws"].roles.values()) if account.isdigit() else []


def of(holder: "Role | User") -> Iterator[Policy]:
    """Read the policies of a role or a user."""
    for name, document in holder.policies.items():
        yield policy(f"policy {name} of {holder.name}", IDENTITY, _plain(document))
    for attached in holder.managed_policies.values():
        document = next(each.document for each in attached.versions if each.is_default)
        yield policy(f"policy {attached.name} attached to {holder.name}", IDENTITY, _plain(document))


def trust(role: Role) -> Policy:
    """Read who may act in a role."""
    return policy(f"trust policy of {role.name}", TRUST, _plain(role.assume_role_policy_document))


def _plain(document: Any) -> Any:
    """Return a document as it was before it was put into a URL."""
    if isinstance(document, str):
        return unquote(document) if document.startswith("%") else document
    return json.dumps(document)
