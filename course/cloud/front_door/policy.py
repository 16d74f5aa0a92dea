"""What a policy says of calling a method: of a Lambda authorizer, or of the API itself.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
"""

import ipaddress
import json
from collections.abc import Mapping
from typing import Any

from course.cloud.policies import like

__all__ = ["PolicyShapeError", "check_shape", "decide"]

_CONDITIONS = {"IpAddress": True, "NotIpAddress": False}


class PolicyShapeError(ValueError):
    """A policy is not in a form that is understood here."""


def decide(policy: Any, arn: str, context: Mapping[str, str] | None = None) -> str:
    """Return Allow or Deny, as the statements for this ARN say; "" where none speaks of it. A Deny always wins.

    `context` holds `sourceIp` and `principal` (the caller's ARN), where statements may ask for them.
    """
    effects = {each["Effect"] for each in statements(policy) if _concerns(each, arn, context or {})}
    return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else ""


def check_shape(policy: Any) -> None:
    """Raise PolicyShapeError for what `decide` would not understand."""
    for each in statements(policy):
        if unknown := {"NotPrincipal", "NotAction", "NotResource"} & set(each):
            raise PolicyShapeError(f"read {min(unknown)} in the policy of an API")
        for operator, keys in (each.get("Condition") or {}).items():
            if operator not in _CONDITIONS or any(key.lower() != "aws:sourceip" for key in keys):
                raise PolicyShapeError(
                    f"read the condition {operator} on {', '.join(keys)} in the policy of an API; it knows "
                    "IpAddress and NotIpAddress on aws:SourceIp"
                )


def statements(policy: Any) -> list[dict[str, Any]]:
    """Return a policy's statements. Raises PolicyShapeError."""
    try:
        document = json.loads(policy) if isinstance(policy, str) else policy
    except ValueError:
        raise PolicyShapeError("the policy is not JSON") from None
    found = document.get("Statement") if isinstance(document, dict) else None
    listed = [found] if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(
        isinstance(each, dict) and each.get("Effect") in ("Allow", "Deny") for each in listed
    ):
        raise PolicyShapeError("the policy has no list of statements with an Effect")
    return listed


def _concerns(statement: dict[str, Any], arn: str, context: Mapping[str, str]) -> bool:
    resources = [_full(each, arn) for each in _listed(statement.get("Resource", []))]
    return (
        any(like(each.lower(), "execute-api:invoke") for each in _listed(statement.get("Action", [])))
        and any(like(each, arn) for each in resources)
        and _is_principal(statement, context)
        and all(
            _address_fits(wishes, context.get("sourceIp", "")) == _CONDITIONS.get(operator, True)
            for operator, keys in (statement.get("Condition") or {}).items()
            for wishes in keys.values()
        )
    )


def _full(resource: str, arn: str) -> str:
    """Return a resource in full; the policy of an API may leave out what is the same for all: execute-api:/*."""
    if resource.startswith("execute-api:/"):
        return f"{arn.split('/', maxsplit=1)[0]}/{resource.removeprefix('execute-api:/')}"
    return resource


def _is_principal(statement: dict[str, Any], context: Mapping[str, str]) -> bool:
    principal = statement.get("Principal", "*")
    wanted = _listed(principal.get("AWS", []) if isinstance(principal, dict) else principal)
    caller = context.get("principal", "")
    owner = caller.split(":")[4] if caller.count(":") >= 4 else "nobody"
    return bool({"*", caller, owner, f"arn:aws:iam::{owner}:root"} & set(wanted))


def _address_fits(ranges: Any, address: str) -> bool:
    here = ipaddress.ip_address(address)
    return any(here in ipaddress.ip_network(each, strict=False) for each in _listed(ranges))


def _listed(found: Any) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list) else [str(found)]
