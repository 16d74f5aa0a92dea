"""From a function's name, ARN or alias to the version that is to run.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html and
https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from dataclasses import dataclass
from typing import Any

from moto.awslambda.exceptions import UnknownAliasException
from moto.awslambda.models import LambdaAlias, LambdaBackend, LambdaFunction, lambda_backends
from moto.moto_api._internal import mock_random

__all__ = ["Called", "qualifier_of", "resolve", "resolve_arn"]


@dataclass(frozen=True)
class Called:
    """A version of a function, and the ARN by which it was called (of an alias, say)."""

    function: LambdaFunction
    arn: str


def resolve(backend: LambdaBackend, name: str, qualifier: str | None = None) -> Called:
    """Find a function by its name or ARN, with or without a qualifier at its end.

    An alias that spreads its calls over two versions decides anew each time. Raises `UnknownFunctionException`.
    """
    function = backend.get_function(name, qualifier)
    qualifier = qualifier_of(name) or qualifier or ""
    if not qualifier:
        return Called(function, function.function_arn)
    unqualified = ":".join(function.function_arn.split(":")[:7])
    alias = _alias(backend, function.function_name, qualifier)
    version = _version(alias) if alias else qualifier
    if version != str(function.version) and version != qualifier:
        function = backend.get_function(function.function_name, version)
    return Called(function, f"{unqualified}:{qualifier}")


def resolve_arn(arn: str) -> Called:
    """Find a function by its ARN, in whichever Region it is. Raises `UnknownFunctionException`."""
    region, owner = arn.split(":")[3:5]
    return resolve(lambda_backends[owner][region], arn)


def qualifier_of(name: str) -> str:
    """Return the qualifier at the end of a function's name or ARN; "" for none."""
    rest = name.split(":function:", 1)[-1]
    return rest.partition(":")[2]


def _alias(backend: LambdaBackend, name: str, qualifier: str) -> LambdaAlias | None:
    try:
        return backend.get_alias(qualifier, name)
    except UnknownAliasException:
        return None


def _version(alias: LambdaAlias) -> str:
    """Return the version that an alias sends this call to."""
    routing: Any = alias.routing_config or {}
    weights = routing.get("AdditionalVersionWeights") or {}
    drawn = mock_random.random() if weights else 1.0
    for version, weight in weights.items():
        if drawn < weight:
            return str(version)
        drawn -= weight
    return str(alias.function_version)
