"""AWS's own models of its services, as botocore ships them: plain data, read when asked for and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.model

from course.facts import value
from course.sdk import loader

from .shape import Shape, from_model
from .spelling import action_name, error_prefix, field_name, own_field_name

__all__ = ["Operation", "actions", "errors_begin_with", "find_operation", "service_of", "services"]

# Services whose name in Step Functions is not their folder's in botocore.
_FOLDERS = {
    "applicationdiscovery": "discovery",
    "cloudwatchlogs": "logs",
    "cognitoidentityprovider": "cognito-idp",
    "costandusagereport": "cur",
    "costexplorer": "ce",
    "databasemigration": "dms",
    "directory": "ds",
    "directoryservicedata": "ds-data",
    "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elbv2",
    "elasticsearch": "es",
    "eventbridge": "events",
    "iotdataplane": "iot-data",
    "iotjobsdataplane": "iot-jobs-data",
    "lexmodelbuilding": "lex-models",
    "lexmodelsv2": "lexv2-models",
    "lexruntimev2": "lexv2-runtime",
    "marketplacemetering": "meteringmarketplace",
    "migrationhub": "mgh",
    "pinpointsmsvoice": "sms-voice",
    "serverlessapplicationrepository": "serverlessrepo",
    "sfn": "stepfunctions",
    "simpledb": "sdb",
}

# Step Functions learns of a service's changes later than the SDKs do: bounds that its recorded answers still have.
_BOUNDS = {"lambda": {"MemorySize": {"max": value("lambda.memory.max")}}}


@dataclass(frozen=True, eq=False)
class Operation:
    """One API operation: what it takes and what it answers, in the spelling asked for."""

    takes: Shape
    answers: Shape


@cache
def services() -> Mapping[str, str]:
    """Return botocore's folder of every service, by the service's name in Step Functions."""
    folders = set(loader().list_available_services("service-2")) - set(_FOLDERS.values())
    return {**{folder.replace("-", ""): folder for folder in folders}, **_FOLDERS}


def service_of(folder: str) -> str | None:
    """Return Step Functions' name of a service that is called `folder` elsewhere (`logs`, `cognito-idp`)."""
    return next((name for name, known in services().items() if known == folder), None)


@cache
def actions(service: str) -> Mapping[str, str]:
    """Return the operations of a service by their names in Step Functions; none for a service without a model."""
    model = _model(service)
    return {} if model is None else {action_name(name): name for name in model.operation_names}


@cache
def find_operation(service: str, action: str, *, own_spelling: bool = False) -> Operation | None:
    """Return an operation, or None when there is none; `own_spelling` is that of an optimised integration."""
    model, name = _model(service), actions(service).get(action)
    if model is None or name is None:
        return None
    found = model.operation_model(name)
    spelling = own_field_name if own_spelling else field_name
    return Operation(from_model(found.input_shape, spelling), from_model(found.output_shape, spelling))


def errors_begin_with(service: str) -> str | None:
    """Return what the names of a service's errors begin with: `S3`, `DynamoDb`; None without a model."""
    model = _model(service)
    return None if model is None else error_prefix(str(model.metadata.get("serviceId", service)))


@cache
def _model(service: str) -> Any:
    folder = services().get(service)
    if folder is None:
        return None
    document = loader().load_service_model(folder, "service-2")
    bounds = _BOUNDS.get(service, {})
    shapes = {name: {**document["shapes"][name], **bound} for name, bound in bounds.items()}
    return botocore.model.ServiceModel({**document, "shapes": {**document["shapes"], **shapes}}, service)
