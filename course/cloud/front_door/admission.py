"""Everything that a request has to pass before the backend is asked, in AWS's order.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import authorizers, resource_policy, signature, throttling, validation
from .visit import Visit

if TYPE_CHECKING:
    from .doors import Doors

__all__ = ["admit"]

_AUTHORISATIONS: dict[str, Callable[[Visit, "Doors"], None]] = {
    "AWS_IAM": lambda visit, _: signature.check(visit),
    "CUSTOM": authorizers.check,
    "NONE": lambda _, __: None,
}


def admit(visit: Visit, doors: "Doors") -> None:
    """Let a request in. Raises RefusedError."""
    _AUTHORISATIONS[visit.method.get("authorizationType") or "NONE"](visit, doors)
    resource_policy.check(visit)
    doors.plans.admit(visit)
    throttling.check(visit, doors.buckets)
    validation.check(visit)
