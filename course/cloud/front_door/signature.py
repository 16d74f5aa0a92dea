"""Authorisation by IAM: a request signed with keys of the account.

What the caller's policies allow is not looked at, nor is the signature reckoned anew: the keys have to be ones that
the account knows.
https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
"""

import re
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .gateway_response import RefusedError
from .messages import Request
from .visit import Visit

__all__ = ["caller", "check"]

_HEADER = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=(?P<key>[^/,\s]+)/\S+?,?\s*SignedHeaders=.+Signature=\w+"
)
# With these every client of the account itself signs.
OWN_KEY = "FOOBARKEY"


def check(visit: Visit) -> None:
    """Note who signed a request. Raises RefusedError (403) for one that nobody signed, or nobody known."""
    visit.caller = caller(visit.request, visit.api.account_id)


def caller(request: Request, owner: str) -> dict[str, Any]:
    """Return who signed a request, of the account `owner`. Raises RefusedError (403)."""
    key = OWN_KEY if request.signed else _key(request)
    found = _known(owner, key)
    if found is None:
        raise RefusedError("INVALID_SIGNATURE", "The security token included in the request is invalid.")
    return {"accountId": owner, "accessKey": key, **found}


def _key(request: Request) -> str:
    header = request.headers.get("Authorization")
    if header is None:
        credential = (request.query.get("X-Amz-Credential") or [""])[-1]
        if credential:
            return credential.split("/")[0]
        raise RefusedError("MISSING_AUTHENTICATION_TOKEN")
    found = _HEADER.match(header)
    if found is None:
        raise RefusedError(
            "INVALID_SIGNATURE",
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
            "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
            f"existence of either a 'X-Amz-Date' or a 'Date' header. Authorization={header.split()[0] if header.split() else ''}",
        )
    return found["key"]


def _known(owner: str, key: str) -> dict[str, Any] | None:
    """Return who has this key; None for a key of nobody."""
    if key == OWN_KEY:
        return {"caller": owner, "user": owner, "userArn": f"arn:aws:iam::{owner}:root"}
    iam = iam_backends[owner]["aws"]
    for user in iam.users.values():
        if any(each.access_key_id == key and each.status == "Active" for each in user.access_keys):
            return {"caller": user.id, "user": user.id, "userArn": user.arn}
    role: Any = sts_backends[owner]["aws"].get_assumed_role_from_access_key(key)
    if role is None:
        return None
    return {"caller": role.user_id, "user": role.user_id, "userArn": role.arn}
