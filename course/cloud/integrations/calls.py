"""One call of a service by boto3, in the account, as an integration makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from course.asl import StatesError, TaskRequest
from course.asl.engine import cannot_start
from course.asl.integrations import Resource
from course.asl.integrations.models import actions, services
from course.asl.integrations.optimised import OPTIMISED, SDK_SERVICES
from course.asl.integrations.spelling import field_name, own_field_name
from course.asl.json_text import compact
from course.cloud import running
from course.cloud.environment import REGION
from course.sdk import session

from . import copies
from .documents import answered, instant, milliseconds, missing, parsed, sent, text_of
from .failures import not_done, optimised_failure, sdk_failure
from .metadata import with_metadata

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Call", "call_by_sdk", "call_for_map", "call_optimised", "optimised", "refusals"]


@dataclass(frozen=True)
class Dialect:
    """How one kind of integration spells fields, writes times and bytes, and names the errors of a service."""

    spelling: Callable[[str], str]
    time: Callable[[datetime], Any]
    content: Callable[[bytes], Any]
    failure: Callable[[str, Any, ClientError], StatesError]


OPTIMISED_DIALECT = Dialect(own_field_name, milliseconds, text_of, optimised_failure)
SDK_DIALECT = Dialect(field_name, instant, text_of, sdk_failure)
# What reads and writes objects for a Distributed Map.
MAP_DIALECT = Dialect(own_field_name, instant, bytes, sdk_failure)


@dataclass(frozen=True)
class Call:
    """A call that can be made: of an `operation` of boto3's `service`. `asked` is the service as the Resource has it."""

    asked: str
    service: str
    operation: str
    dialect: Dialect

    def make(self, document: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the answer, spelt as this integration spells it, and boto3's ResponseMetadata. Raises StatesError."""
        service, model = client(self.service, running.current().region), self._model()
        try:
            parameters = self._parameters(document)
        except ValueError as problem:
            raise cannot_start(compact(document), [str(problem)]) from None
        if model.input_shape and (lacking := list(missing(model.input_shape, parameters))):
            raise self.dialect.failure(self.asked, model, _incomplete(lacking, model.name))
        try:
            answer = getattr(service, xform_name(self.operation))(**parameters)
        except ClientError as refusal:
            _identify(refusal.response["ResponseMetadata"])
            raise self.dialect.failure(self.asked, model, refusal) from None
        except BotoCoreError as problem:
            raise cannot_start(compact(document), [str(problem)]) from None
        return self._answered(model.output_shape, answer), _identify(answer["ResponseMetadata"])

    def refusals(self, document: Any) -> list[str]:
        """Return a sentence about what keeps a request from being made of this document; none if nothing does."""
        try:
            self._parameters(document)
        except ValueError as problem:
            return [str(problem)]
        return []

    def _model(self) -> Any:
        return client(self.service, REGION).meta.service_model.operation_model(self.operation)

    def _answered(self, shape: Any, answer: dict[str, Any]) -> dict[str, Any]:
        if shape is None:
            return {}
        dialect = self.dialect
        found: dict[str, Any] = answered(shape, answer, dialect.spelling, dialect.time, dialect.content)
        return found

    def _parameters(self, document: Any) -> dict[str, Any]:
        """Return what boto3 is given. Raises ValueError with a sentence about the first thing that does not fit."""
        if not isinstance(document, dict):
            raise ValueError("The parameters must be a JSON object")  # noqa: TRY004  (one error for all)
        shape = self._model().input_shape
        return {} if shape is None else sent(shape, document, self.dialect.spelling)


def call_by_sdk(_: "Account", request: TaskRequest) -> Any:
    """Do an SDK integration: any call of any service that the account answers. Raises StatesError."""
    call = _by_sdk(request.resource)
    return call.make(copies.adapted(call.operation, request.parameters))[0]


def call_optimised(account: "Account", request: TaskRequest) -> Any:
    """Do an optimised integration that is the call of its name. Raises StatesError."""
    service, action = request.resource.service, request.resource.action
    found, about = optimised(service, action).make(request.parameters)
    for name in OPTIMISED[service][action].free:
        if name in found:
            found[name] = parsed(found[name])
    return with_metadata(account, found, about)


def call_for_map(_: "Account", request: TaskRequest) -> Any:
    """Read or write an object of S3 for a Distributed Map; what is read is bytes. Raises StatesError."""
    call = optimised(request.resource.service, request.resource.action, MAP_DIALECT)
    return call.make(request.parameters)[0]


def optimised(service: str, action: str, dialect: Dialect = OPTIMISED_DIALECT) -> Call:
    """Return the call that an optimised integration makes. Raises StatesError for one that the lab does not do."""
    entry = OPTIMISED.get(service, {}).get(action)
    asked, _, name = (entry.operation if entry else "").partition(":")
    asked, name = asked or SDK_SERVICES.get(service, service), name or action
    operation = actions(asked).get(name) if asked in services() else None
    if operation is None:
        raise not_done(f"call {service}:{action}")
    return Call(service, services()[asked], operation, dialect)


def refusals(resource: Resource, document: Any) -> list[str]:
    """Return what keeps an integration's request from being made of its parameters; none for one the lab does not do."""
    try:
        if resource.kind == "sdk":
            call = _by_sdk(resource)
            document = copies.adapted(call.operation, document)
        else:
            call = optimised(resource.service, resource.action)
    except StatesError:
        return []
    return call.refusals(document)


def _by_sdk(resource: Resource) -> Call:
    operation = actions(resource.service).get(resource.action)
    if operation is None:
        raise not_done(f"call {resource.type}:{resource.action}")
    return Call(resource.service, services()[resource.service], operation, SDK_DIALECT)


@cache
def client(service: str, region: str) -> Any:
    """Return boto3's client of a service as integrations have it."""
    # No checksum is asked for that the task did not ask for.
    settings = Config(
        retries={"mode": "standard", "total_max_attempts": 3},
        response_checksum_validation="when_required",
    )
    return session("states", "states", region).client(service, config=settings)


def _identify(about: dict[str, Any]) -> dict[str, Any]:
    """Return a ResponseMetadata in which the request has an id, as it has in AWS."""
    about["RequestId"] = about.get("RequestId") or running.current().new_id()
    return about


def _incomplete(lacking: list[str], operation: str) -> ClientError:
    """Return the refusal that the services' front has for required fields that are not there."""
    errors = "validation error" if len(lacking) == 1 else "validation errors"
    found = "; ".join(
        f"Value null at '{path}' failed to satisfy constraint: Member must not be null" for path in lacking
    )
    message = f"{len(lacking)} {errors} detected: {found}"
    return ClientError(
        {
            "Error": {"Code": "ValidationException", "Message": message},
            "ResponseMetadata": _identify({"HTTPStatusCode": 400, "RetryAttempts": 0}),
        },
        operation,
    )
