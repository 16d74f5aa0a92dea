"""An execution environment of a function: where it runs, what it was made for, and what it is made of."""

from dataclasses import dataclass

from moto.awslambda.models import LambdaFunction

from course.runtime import Package

from .code import Images, archive, fingerprint
from .worker import Runtime

__all__ = ["Environment", "package"]


@dataclass
class Environment:
    """An execution environment; `idle_since` is the virtual second at which it last ended an invocation.

    `key` says for which code and configuration it was made.
    """

    key: str
    runtime: Runtime
    log_stream: str
    idle_since: float = 0.0


def package(
    function: LambdaFunction, images: Images, log_stream: str, beside: str, layers: tuple[bytes, ...]
) -> Package:
    """Return what an execution environment of the function is made of; `beside` is its layers' fingerprint.

    Raises `CodeError`.
    """
    return Package(
        f"{function.function_name}-{fingerprint(function, images)}",
        archive(function, images),
        _handler(function),
        str(function.run_time),
        _variables(function, log_stream),
        f"layers-{beside}",
        layers,
    )


def _handler(function: LambdaFunction) -> str:
    """Return what the function is to run, as ``module.function``; of an image it is the command."""
    command = function.image_config.cmd
    return function.handler or (str(command[0]) if command else "app.handler")


def _variables(function: LambdaFunction, log_stream: str) -> dict[str, str]:
    """Return the environment variables that Lambda gives a function, and its own."""
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
        "_HANDLER": function.handler or "",
        "TZ": ":UTC",
    }
    return own | {str(name): str(text) for name, text in function.environment_vars.items()}
