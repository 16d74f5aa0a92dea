"""What becomes of asynchronous invocations: the settings of a function, version or alias, and their operations.

https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
"""

from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import LambdaFunction, lambda_backends

from course.facts import value

from .asked import Asked
from .refusing import invalid, missing
from .resolution import resolve

__all__ = ["delete", "destination", "get", "listed", "put", "settings", "update"]

Settings = dict[str, Any]  # as the operation takes them, and LastModified (seconds since 1970)

_DESTINATIONS = {
    "OnSuccess": {"sqs", "sns", "lambda", "events"},
    "OnFailure": {"sqs", "sns", "lambda", "events", "s3"},
}


def settings(function: LambdaFunction, qualifier: str = "") -> Settings:
    """Return the settings for calls by this version or alias; empty where there are none."""
    backend = lambda_backends[function.account_id][function.region]
    try:
        found = _all(backend.get_function(function.function_name))
    except UnknownFunctionException:
        return {}
    return dict(found.get(qualifier or "$LATEST", {}))


def destination(function: LambdaFunction, side: str, qualifier: str = "") -> str:
    """Return the ARN that is to get the records of invocations (`side`: OnFailure or OnSuccess); "" for none."""
    configured = settings(function, qualifier).get("DestinationConfig") or {}
    return str((configured.get(side) or {}).get("Destination", ""))


def put(asked: Asked) -> dict[str, Any]:
    """Replace the settings."""
    return _store(asked, {})


def update(asked: Asked) -> dict[str, Any]:
    """Change some of the settings."""
    function, qualifier = _target(asked)
    if qualifier not in _all(function):
        raise _none(function, qualifier)
    return _store(asked, _all(function)[qualifier])


def get(asked: Asked) -> dict[str, Any]:
    """Return the settings."""
    function, qualifier = _target(asked)
    if qualifier not in _all(function):
        raise _none(function, qualifier)
    return _shown(function, qualifier)


def delete(asked: Asked) -> None:
    """Forget the settings."""
    function, qualifier = _target(asked)
    if _all(function).pop(qualifier, None) is None:
        raise _none(function, qualifier)


def listed(asked: Asked) -> dict[str, Any]:
    """Return the settings of all versions and aliases."""
    function, _ = _target(asked)
    return {"FunctionEventInvokeConfigs": [_shown(function, qualifier) for qualifier in _all(function)]}


def _store(asked: Asked, before: Settings) -> dict[str, Any]:
    function, qualifier = _target(asked)
    new = {**before, **asked.parameters}
    _check(function, new)
    new["LastModified"] = round(asked.account.clock.now.timestamp(), 3)
    _all(function)[qualifier] = new
    return _shown(function, qualifier)


def _check(function: LambdaFunction, new: Settings) -> None:
    retries, age = new.get("MaximumRetryAttempts"), new.get("MaximumEventAgeInSeconds")
    if retries is not None and not 0 <= retries <= value("lambda.async.retries"):
        raise invalid(
            f"MaximumRetryAttempts must be from 0 to {value('lambda.async.retries')}, not {retries}."
        )
    least, most = value("lambda.async.event_age_least"), value("lambda.async.event_age")
    if age is not None and not least <= age <= most:
        raise invalid(f"MaximumEventAgeInSeconds must be from {least} to {most}, not {age}.")
    for side, services in _DESTINATIONS.items():
        arn = ((new.get("DestinationConfig") or {}).get(side) or {}).get("Destination")
        if not arn:
            continue
        service = arn.split(":")[2] if arn.count(":") >= 5 else ""
        if service not in services or arn.endswith(".fifo"):
            raise invalid(f"The destination ARN {arn} is invalid.")
        if service == "lambda" and arn.split(":")[6] == function.function_name:
            raise invalid("You can't specify the function as a destination for itself.")


def _target(asked: Asked) -> tuple[LambdaFunction, str]:
    """Return the function as such, which keeps all settings, and the qualifier."""
    resolve(asked.backend, asked.name, asked.qualifier)  # is it there?
    qualifier = asked.qualifier or "$LATEST"
    name = asked.name.split(":function:", 1)[-1].partition(":")[0]
    return asked.backend.get_function(name), qualifier


def _all(function: LambdaFunction) -> dict[str, Settings]:
    kept: dict[str, Settings] = vars(function).setdefault("event_invoke_settings", {})
    return kept


def _shown(function: LambdaFunction, qualifier: str) -> dict[str, Any]:
    return {"FunctionArn": f"{function.function_arn}:{qualifier}", **_all(function)[qualifier]}


def _none(function: LambdaFunction, qualifier: str) -> Exception:
    return missing(f"The function {function.function_arn}:{qualifier} doesn't have an EventInvokeConfig")
