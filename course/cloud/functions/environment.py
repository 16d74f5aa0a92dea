"""An execution environment of a function: its sandbox, and the handler once it is loaded."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .context import Context
from .failure import TimedOut, load_failure
from .sandbox import Sandbox

__all__ = ["Environment", "LoadError", "call", "variables"]


@dataclass
class Environment:
    """An execution environment; `idle_since` is the virtual second at which it last ended an invocation."""

    sandbox: Sandbox
    log_stream: str
    handler: Callable[[Any, Any], Any] | None = None
    idle_since: float = 0.0


class LoadError(Exception):
    """The handler could not be loaded; carries Lambda's error document."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content["errorMessage"])
        self.document = content


def call(environment: Environment, handler: str, event: Any, context: Context) -> tuple[str, bool]:
    if environment.handler is None:
        try:
            environment.handler = environment.sandbox.load(handler)
        except TimedOut:
            raise
        except BaseException as error:
            raise LoadError(load_failure(error, handler, context.aws_request_id)) from error
    result = environment.handler(json.loads(json.dumps(event)), context)
    try:
        return json.dumps(result), False
    except (TypeError, ValueError) as error:
        text = f"Unable to marshal response: {error}"
        return json.dumps(
            {"errorType": "Runtime.MarshalError", "errorMessage": text, "requestId": context.aws_request_id}
        ), True


def variables(function: Any, folder: Path) -> dict[str, str]:
    """Return the environment variables a handler sees: Lambda's own, and the function's."""
    own = {
        "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
        "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
        "AWS_LAMBDA_LOG_GROUP_NAME": function.logs_group_name,
        "AWS_REGION": function.region,
        "AWS_DEFAULT_REGION": function.region,
        "LAMBDA_TASK_ROOT": str(folder),
        "_HANDLER": function.handler or "",
        "TZ": ":UTC",
    }
    return {**os.environ, **own, **{str(name): str(text) for name, text in function.environment_vars.items()}}
