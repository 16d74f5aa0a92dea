"""The role in which an API calls a service: it has to be there, and let API Gateway assume it.

What its own policies allow is not looked at.
https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-lambda.html
"""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from moto.iam.models import iam_backends

from course.cloud.front_door.gateway_response import RefusedError

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["check"]

_WORDS = "Execution failed due to configuration error: API Gateway does not have permission to assume the provided role"


def check(account: "Account", arn: str | None) -> None:
    """Raise RefusedError (500) where API Gateway cannot assume this role, as far as is known."""
    roles = iam_backends[account.id]["aws"].roles.values()
    found = next((each for each in roles if each.arn == arn), None)
    if found is None or not _trusts(found.assume_role_policy_document):
        raise RefusedError("API_CONFIGURATION_ERROR", why=f"{_WORDS} {arn or '(none is set)'}")


def _trusts(policy: Any) -> bool:
    document = json.loads(unquote(policy)) if isinstance(policy, str) else policy or {}
    statements = document.get("Statement", [])
    return any(_allows(each) for each in (statements if isinstance(statements, list) else [statements]))


def _allows(statement: dict[str, Any]) -> bool:
    principal = statement.get("Principal")
    services = principal.get("Service", []) if isinstance(principal, dict) else principal
    actions = statement.get("Action", [])
    return (
        statement.get("Effect") == "Allow"
        and bool({"apigateway.amazonaws.com", "*"} & set(_listed(services)))
        and bool({"sts:AssumeRole", "sts:*", "*"} & set(_listed(actions)))
    )


def _listed(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
