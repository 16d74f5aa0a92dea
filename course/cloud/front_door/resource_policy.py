"""The policy of an API itself: who may call it, from where.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from .gateway_response import RefusedError
from .policy import decide
from .visit import Visit

__all__ = ["check"]


def check(visit: Visit) -> None:
    """Let a request in by the API's policy, where it has one. Raises RefusedError (403).

    A signed caller of the same account gets in unless the policy denies it; anybody else only where it allows.
    """
    if not visit.snapshot.policy:
        return
    caller = str(visit.caller.get("userArn") or "")
    context = {"sourceIp": visit.request.source_ip, "principal": caller}
    effect = decide(visit.snapshot.policy, visit.arn, context)
    if effect == "Allow" or (caller and not effect):
        return
    who = f"User: {caller or 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: {_hidden(visit)}"
    raise RefusedError("ACCESS_DENIED", f"{who}{' with an explicit deny' if effect else ''}")


def _hidden(visit: Visit) -> str:
    """Return the ARN as AWS shows it to those it turns away: most of the account's number hidden."""
    owner = visit.api.account_id
    return visit.arn.replace(owner, f"********{owner[-4:]}")
