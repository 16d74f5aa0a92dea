"""An execution environment of a function: its sandbox, and the handler once it is loaded."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.awslambda.models import LambdaFunction

from .context import Context
from .failure import Roots, load_failure
from .sandbox import Sandbox

__all__ = ["Environment", "LoadError", "call", "handler_of", "load", "variables"]

# What a process needs of the machine it runs on, and the lab's own keys. Nothing else of the notebook's environment
# is there: what a function needs must be in its configuration, as on AWS.
_FROM_MACHINE = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE")
_FROM_ACCOUNT = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
)


@dataclass
class Environment:
    """An execution environment; `idle_since` is the virtual second at which it last ended an invocation.

    `key` says for which code and configuration it was made. `failure` is what the loading of the handler raised.
    """

    key: str
    sandbox: Sandbox
    roots: Roots
    log_stream: str
    handler: Callable[[Any, Any], Any] | None = None
    failure: BaseException | None = None
    idle_since: float = 0.0


class LoadError(Exception):
    """The handler could not be loaded; carries Lambda's error document."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content["errorMessage"])
        self.document = content


def load(environment: Environment, handler: str) -> None:
    """Run the code outside of the handler; whatever it raises is kept in the environment."""
    try:
        environment.handler = environment.sandbox.load(handler)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  it is the invocation's result
        environment.failure = error


def call(environment: Environment, handler: str, event: str, context: Context) -> tuple[str, bool]:
    """Run the handler on `event` (JSON text); return the payload (JSON text) and whether it is an error document.

    Raises what it raises.
    """
    if environment.handler is None and environment.failure is None:
        load(environment, handler)  # once more: it was not done within the time for it
    if environment.handler is None:
        error = environment.failure or RuntimeError("the handler was not loaded")
        raise LoadError(load_failure(error, handler, context.aws_request_id, environment.roots)) from error
    result = environment.handler(json.loads(event), context)
    try:
        return json.dumps(result), False
    except (TypeError, ValueError) as error:
        document = {
            "errorMessage": f"Unable to marshal response: {error}",
            "errorType": "Runtime.MarshalError",
            "requestId": context.aws_request_id,
            "stackTrace": [],
        }
        return json.dumps(document), True


def handler_of(function: LambdaFunction) -> str:
    """Return what the function is to run, as ``module.function``; of an image it is the command."""
    command = function.image_config.cmd
    return function.handler or (str(command[0]) if command else "app.handler")


def variables(function: LambdaFunction, folder: Path, tmp: Path, log_stream: str) -> dict[str, str]:
    """Return the environment variables a handler sees: Lambda's own, and the function's."""
    outside = {name: os.environ[name] for name in (*_FROM_MACHINE, *_FROM_ACCOUNT) if name in os.environ}
    own = {
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time or 'image'}",
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "LAMBDA_TASK_ROOT": str(folder),
        "TMPDIR": str(tmp),
        "_HANDLER": function.handler or "",
        "TZ": ":UTC",
    }
    return outside | own | {str(name): str(text) for name, text in function.environment_vars.items()}
