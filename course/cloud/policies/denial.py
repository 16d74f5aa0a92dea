"""How a service words it when IAM allows somebody not what they ask: code, HTTP status, message.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html, and messages that users have reported.
"""

from dataclasses import dataclass

from .asking import Asked
from .evaluation import Decision

__all__ = ["Denial", "denial", "words"]


@dataclass(frozen=True)
class Denial:
    """An error answer."""

    code: str
    status: int
    message: str


_USUAL = ("AccessDeniedException", 400)
_CODES = {
    "cloudwatch": ("AccessDenied", 403),
    "iam": ("AccessDenied", 403),
    "lambda": ("AccessDeniedException", 403),
    "s3": ("AccessDenied", 403),
    "scheduler": ("AccessDeniedException", 403),
    "sns": ("AuthorizationError", 403),
    "sqs": ("AccessDenied", 403),
    "sts": ("AccessDenied", 403),
}


def denial(service: str, asked: Asked, decision: Decision) -> Denial:
    """Return how `service` refuses a call."""
    code, status = _CODES.get(service, _USUAL)
    return Denial(code, status, words(asked, decision))


def words(asked: Asked, decision: Decision) -> str:
    """Return AWS's sentence for a request that was not allowed."""
    prefix, _, name = asked.action.partition(":")
    # SQS writes its actions small, and SNS its own name large.
    action = {"sqs": f"sqs:{name.lower()}", "sns": f"SNS:{name}"}.get(prefix, asked.action)
    resource = f'"{asked.resource}"' if prefix == "s3" else asked.resource
    said = f"User: {asked.principal.arn} is not authorized to perform: {action} on resource: {resource}"
    if decision.effect == "Deny":
        article = "an" if decision.basis.startswith("i") else "a"
        return f"{said} with an explicit deny in {article} {decision.basis} policy"
    return f"{said} because no {decision.basis} policy allows the {action} action"
