"""The Resource that was meant by one that Step Functions does not recognise."""

import difflib
from collections.abc import Iterable, Iterator

from .catalogue import find_integration, recognised
from .models import actions, service_of, services
from .optimised import OPTIMISED, SDK_SERVICES

__all__ = ["first_action", "nearest"]

# What services are called elsewhere: in IAM, in boto3, in speech.
_ALIASES = {"states": "sfn", "stepfunctions": "sfn", "events": "eventbridge", "elasticmapreduce": "emr"}


def _near(name: str, known: Iterable[str]) -> str | None:
    """Return the name of `known` that `name` most likely stands for: other capitals, a slip of the keyboard; or None."""
    names = sorted(known)
    for candidate in names:
        if candidate.lower() == name.lower():
            return candidate
    found = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return found[0] if found else None


def nearest(arn: str) -> str | None:
    """Return the Resource that was most likely meant by one that is not recognised, or None when nothing is near."""
    if recognised(arn):
        return None
    head, rest = arn.split(":")[:5], arn.split(":", 5)[5]
    sdk = rest.startswith("aws-sdk:")
    service, _, call = rest.removeprefix("aws-sdk:").partition(":")
    action, _, pattern = call.partition(".")
    for candidate in _sdk(service, action) if sdk else _service(service, action):
        found = find_integration(f"arn:aws:states:::{candidate}")
        if found is not None:
            asked = pattern if pattern in found.patterns else _near(pattern, found.patterns - {""})
            return ":".join([*head, f"{candidate}.{asked}" if asked else candidate])
    return None


def first_action(service: str) -> str | None:
    """Return the Resource of the call that comes first among a service's optimised ones; None where it has none."""
    actions_of = OPTIMISED.get(service)
    return f"arn:aws:states:::{service}:{next(iter(actions_of))}" if actions_of else None


def _service(service: str, action: str) -> Iterator[str]:
    """Candidates for an optimised integration: one with the names put right, else the same call by the SDK."""
    known = service if service in OPTIMISED else _near(service, OPTIMISED)
    if known and (right := _near(action, OPTIMISED[known])):
        yield f"{known}:{right}"
    yield from _sdk(SDK_SERVICES.get(service, service), action)


def _sdk(service: str, action: str) -> Iterator[str]:
    known = _sdk_service(service)
    if known and (right := _near(action, actions(known))):
        yield f"aws-sdk:{known}:{right}"


def _sdk_service(service: str) -> str | None:
    if service in services() and service not in _ALIASES:
        return service
    plain = service.lower()
    return _ALIASES.get(plain) or service_of(plain) or _near(plain.replace("-", ""), services())
