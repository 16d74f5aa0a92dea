"""What a function's configuration may not say: what AWS refuses, and what the lab would have to ignore.

https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
"""

import json
from typing import Any

from course.facts import value

from .asked import Asked
from .outcome import Refusal
from .refusing import RefusedError, invalid, not_done

__all__ = ["check", "check_alias"]

# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
_RESERVED = {
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
}

# What the lab would take and then not do. Values that ask for nothing are let through.
_NOT_DONE = {
    "FileSystemConfigs": "mount file systems",
    "DurableConfig": "run durable functions",
    "CapacityProviderConfig": "run functions on instances of one's own",
    "TenancyConfig": "isolate tenants",
    "CodeSigningConfigArn": "check signatures of code",
    "AcceleratorConfig": "have accelerators",
    "PublishTo": "publish to anything but a version",
}


def check(asked: Asked) -> None:
    """Check what a function is to be created or changed with. Raises RefusedError."""
    new = asked.parameters
    for name, what in _NOT_DONE.items():
        if new.get(name):
            raise not_done(asked.operation, f"{what} ({name})")
    _check_numbers(new)
    _check_variables((new.get("Environment") or {}).get("Variables") or {})
    if len(new.get("Layers") or ()) > value("lambda.layers"):
        raise invalid(f"Cannot reference more than {value('lambda.layers')} layers.")
    if (new.get("SnapStart") or {}).get("ApplyOn", "None") != "None":
        raise not_done(asked.operation, "take snapshots of functions (SnapStart)")
    if any((new.get("VpcConfig") or {}).values()):
        raise not_done(asked.operation, "put functions into a network of one's own (VpcConfig)")
    if not str(new.get("Runtime") or "python").startswith("python"):
        raise not_done(asked.operation, f"run {new['Runtime']}, only Python (Runtime)")
    if set(new.get("LoggingConfig") or {"LogFormat": "Text"}) - {"LogFormat"} or (
        (new.get("LoggingConfig") or {}).get("LogFormat", "Text") != "Text"
    ):
        raise not_done(
            asked.operation, "log otherwise than as text to the function's own group (LoggingConfig)"
        )


def check_alias(asked: Asked) -> None:
    """Check how an alias spreads its calls. Raises RefusedError."""
    weights = (asked.parameters.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    if weights and asked.parameters.get("FunctionVersion") == "$LATEST":
        raise invalid("$LATEST is not supported for an alias pointing to more than 1 version")
    if len(weights) > 1:
        raise invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    for version, weight in weights.items():
        if not 0 <= weight <= 1:
            raise invalid(f"The weight of version {version} must be from 0 to 1, not {weight}.")
        asked.backend.get_function(
            asked.name, version
        )  # raises what AWS does for a version that is not there


def _check_numbers(new: dict[str, Any]) -> None:
    for name, least, most in (
        ("Timeout", 1, value("lambda.timeout.max")),
        ("MemorySize", value("lambda.memory.default"), value("lambda.memory.max")),
    ):
        number = new.get(name)
        if number is not None and not least <= number <= most:
            side, bound = ("less", most) if number > most else ("greater", least)
            message = (
                f"1 validation error detected: Value '{number}' at '{name[0].lower()}{name[1:]}' failed to satisfy "
                f"constraint: Member must have value {side} than or equal to {bound}"
            )
            raise RefusedError(Refusal(400, "ValidationException", message))


def _check_variables(variables: dict[str, Any]) -> None:
    begin = "Lambda was unable to configure your environment variables because the environment variables you have provided"
    if reserved := sorted(_RESERVED & variables.keys()):
        raise invalid(
            f"{begin} contains reserved keys that are currently not supported for modification. "
            f"Reserved keys used in this request: {', '.join(reserved)}"
        )
    text = json.dumps(variables, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > value("lambda.environment"):
        raise invalid(f"{begin} exceeded the 4KB limit. String measured: {text}")
