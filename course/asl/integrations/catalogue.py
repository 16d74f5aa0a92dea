"""Everything that a Task can call by a service integration: is it there, what does it take, what does it answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .models import Operation, find_operation, services
from .optimised import CALL_METADATA, OPTIMISED, SDK_SERVICES, Action
from .resource import Pattern, Resource, parse_resource
from .sdk import MORE_FIELDS, OPTIONAL_FIELDS, UNMODELLED, UNSUPPORTED
from .shape import ANY, Shape

__all__ = ["Integration", "find_integration", "is_integration", "recognised"]

_SDK_PATTERNS: frozenset[Pattern] = frozenset({"", "waitForTaskToken"})


@dataclass(frozen=True, eq=False)
class Integration:
    """One action of one service, called in one pattern.

    `takes` is the shape of Parameters or Arguments, `answers` that of the task's result; each is None where it is not
    known: the result of `.waitForTaskToken` is whatever the caller of SendTaskSuccess sends. `patterns` are those that
    the action supports; the Resource may have asked for another.
    """

    resource: Resource
    patterns: frozenset[Pattern]
    takes: Shape | None
    answers: Shape | None

    @property
    def supported(self) -> bool:
        """Whether the action can be called in the pattern that the Resource asks for."""
        return self.resource.pattern in self.patterns


@lru_cache(maxsize=1024)
def find_integration(arn: str) -> Integration | None:
    """Return the integration that a Resource names, or None when it names none: a function, an activity, a typo."""
    resource = parse_resource(arn)
    if resource is None:
        return None
    if resource.kind == "service":
        return _optimised(resource)
    return _sdk(resource) if resource.kind == "sdk" else None


def is_integration(arn: str) -> bool:
    """Say whether `arn` is meant for a service integration, well or badly written."""
    parts = arn.split(":")
    return len(parts) > 5 and parts[0] == "arn" and parts[2] == "states" and parts[5] != "activity"


def recognised(arn: str) -> bool:
    """Say whether Step Functions would take `arn` for the Resource of a Task.

    Integrations alone are judged; of any other text the answer is True, and so it is where a placeholder
    (`${Function}`) stands for a part.
    """
    if "${" in arn or not is_integration(arn):
        return True
    found = find_integration(arn)
    return found is not None and found.supported


def _optimised(resource: Resource) -> Integration | None:
    action = OPTIMISED.get(resource.service, {}).get(resource.action)
    if action is None:
        return None
    api = _api(action, resource)
    takes = _adapted(api.takes, action) if action.takes is None and api else action.takes
    return Integration(resource, action.patterns, takes, _answer(resource, action, api))


def _api(action: Action, resource: Resource) -> Operation | None:
    service, _, operation = action.operation.partition(":")
    if not service:
        service, operation = SDK_SERVICES.get(resource.service, resource.service), resource.action
    return find_operation(service, operation, own_spelling=True)


def _adapted(shape: Shape, action: Action) -> Shape:
    free = dict.fromkeys((name for name in action.free if name in shape.fields), ANY)
    return shape.with_fields({**free, **action.more}, optional=frozenset(action.optional))


def _answer(resource: Resource, action: Action, api: Operation | None) -> Shape | None:
    if resource.pattern == "waitForTaskToken" or not action.known_answer:
        return None
    if resource.pattern in ("sync", "sync:2"):
        return _job(resource, action)
    if action.answers or api is None:
        return action.answers
    free = dict.fromkeys((name for name in action.free if name in api.answers.fields), ANY)
    return api.answers.with_fields({**free, **CALL_METADATA})


def _job(resource: Resource, action: Action) -> Shape | None:
    """Return what a finished job looks like: a description's whole answer, or the job (the first of its jobs) in it."""
    if action.job is None:
        return None
    operation, name = action.job
    service = SDK_SERVICES.get(resource.service, resource.service)
    described = find_operation(service, operation, own_spelling=True)
    if described is None:
        return None
    shape = described.answers.fields.get(name) if name else described.answers
    shape = shape.item if shape and shape.type == "array" else shape
    if shape and resource.pattern == "sync:2":
        shape = shape.with_fields(dict.fromkeys(action.free, ANY))
    return shape


def _sdk(resource: Resource) -> Integration | None:
    if resource.action in UNSUPPORTED.get(resource.service, ()):
        return None
    if resource.service in UNMODELLED:
        return Integration(resource, _SDK_PATTERNS, None, None)
    operation = find_operation(resource.service, resource.action) if resource.service in services() else None
    if operation is None:
        return None
    key = f"{resource.service}:{resource.action}"
    takes = operation.takes.with_fields(
        _any(MORE_FIELDS, key), optional=frozenset(_any(OPTIONAL_FIELDS, key))
    )
    answers = None if resource.pattern == "waitForTaskToken" else operation.answers
    return Integration(resource, _SDK_PATTERNS, takes, answers)


def _any(table: Mapping[str, tuple[str, ...]], key: str) -> dict[str, Shape]:
    return dict.fromkeys(table.get(key, ()), ANY)
