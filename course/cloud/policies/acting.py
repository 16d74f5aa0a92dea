"""In whose role a call is made: the function's whose code makes it, the state machine's whose task it is, a schedule's.

The trace knows: what a call was made within decides. A partner's server is somebody else, who acts in no role here.
"""

import re
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest
from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.exceptions import JsonRESTError
from moto.iam.models import iam_backends
from moto.scheduler.models import scheduler_backends
from moto.sts.models import sts_backends

from course.cloud.trace import Span

from .asking import Principal, of_account, of_role, principal_of

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Lent", "by_keys", "role_of_function", "within"]

Lent = dict[int, Principal]
"""Who acts within the spans (by id) of tasks: Step Functions says so as it begins one."""

_KEY = re.compile(r"Credential=([^/,\s]+)/")


def within(account: "Account", span: Span | None, lent: Lent) -> Principal | None:
    """Return who acts in what began within a span; None where it is nobody's code: the notebook's, or a partner's."""
    while span is not None:
        if found := lent.get(span.id):
            return found
        if way := _WAYS.get((span.kind, span.service)):
            return way(account, span)
        if span.kind not in ("call", "state"):
            return None
        span = account.trace[span.cause - 1] if span.cause is not None else None
    return None


def by_keys(account: "Account", request: AWSPreparedRequest) -> Principal:
    """Return who signed a request: a session of a role, a user, or the account's owner, whose the lab's own keys are."""
    header: Any = request.headers.get("Authorization", "")
    found = _KEY.search(header.decode() if isinstance(header, bytes) else str(header))
    if found:
        session: Any = sts_backends[account.id]["aws"].get_assumed_role_from_access_key(found[1])
        if session is not None:
            return of_role(session.role_arn, session.session_name)
        for user in iam_backends[account.id]["aws"].users.values():
            if any(key.access_key_id == found[1] for key in user.access_keys):
                return principal_of(user.arn)
    return of_account(account.id)


def role_of_function(account: "Account", name: str) -> Principal | None:
    """Return who acts in a function's code, by its name or ARN; None for one that is not there."""
    try:
        function = lambda_backends[account.id][account.region].get_function(name)
    except (UnknownFunctionException, ValueError):
        return None
    return of_role(str(function.role), function.function_name)


def _function(account: "Account", span: Span) -> Principal | None:
    return role_of_function(account, span.name)


def _schedule(account: "Account", span: Span) -> Principal | None:
    try:
        group = span.detail.get("group")
        schedule = scheduler_backends[account.id][account.region].get_schedule(group, span.name)
    except JsonRESTError:
        return None
    return of_role(str(schedule.target["RoleArn"]), schedule.name)


def _nobody(_: "Account", __: Span) -> None:
    return None


def _api(_: "Account", span: Span) -> Principal | None:
    role = span.detail.get("role")
    return of_role(str(role), "BackplaneAssumeRoleSession") if role else None


_WAYS = {
    ("call", "execute-api"): _api,
    ("delivery", "lambda"): _function,
    ("delivery", "scheduler"): _schedule,
    ("invocation", "http"): _nobody,
    ("invocation", "lambda"): _function,
}
