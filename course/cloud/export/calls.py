"""What a function's code, or the states of a machine, were seen to call, in the trace."""

from collections.abc import Iterator
from typing import Any

from course.cloud.inventory.addresses import called
from course.cloud.trace import Span

from .draft import Draft

__all__ = ["called_by", "called_in"]


def called_by(draft: Draft, function: str) -> Iterator[tuple[str, str, str]]:
    """Yield (service, operation, resource's ARN or "*") of each call that the function made, each once."""
    return _made(draft, "invocation", "lambda", function)


def called_in(draft: Draft, machine: str) -> Iterator[tuple[str, str, str]]:
    """Yield the same of each call that a state of the machine made."""
    return _made(draft, "state", "stepfunctions", machine)


def _made(draft: Draft, kind: str, service: str, target: str) -> Iterator[tuple[str, str, str]]:
    seen = set()
    trace = draft.world.account.trace
    for span in trace:
        cause = trace[span.cause - 1] if span.cause else None
        made = cause is not None and (cause.kind, cause.service, cause.target) == (kind, service, target)
        if span.kind == "call" and made and span.detail.get("http") != 501:
            for resource in _resources(draft, span):
                if (entry := (span.service, span.name, resource)) not in seen:
                    seen.add(entry)
                    yield entry


def _resources(draft: Draft, span: Span) -> list[str]:
    service = {"stepfunctions": "states"}.get(span.service, span.service)
    found = called(draft.world, service, _parameters(span))
    return [each if each.startswith("arn:") else "*" for each in found]


def _parameters(span: Span) -> dict[str, Any]:
    """Return what was asked; the paths of some requests say more than their bodies."""
    asked = {
        f"{key[:1].upper()}{key[1:]}": value for key, value in (span.detail.get("parameters") or {}).items()
    }
    if span.service == "s3" and span.target:
        asked["Bucket"] = span.target
    if span.service == "lambda" and span.target:
        asked["FunctionName"] = span.target
    return asked
