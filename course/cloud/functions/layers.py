"""Layers: further code that lies beside a function's own, under /opt on AWS.

https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html
"""

import hashlib
import io
import zipfile
from typing import Any

from moto.awslambda.models import LambdaFunction, lambda_backends

from course.runtime import CodeError

__all__ = ["archives", "fingerprint"]


def fingerprint(function: LambdaFunction) -> str:
    """Return a short text that differs for any two sets of layers."""
    arns = " ".join(layer["Arn"] for layer in function.layers)
    return hashlib.sha256(arns.encode()).hexdigest()[:24]


def archives(function: LambdaFunction) -> tuple[bytes, ...]:
    """Return the function's layers, in their order, as zip files. Raises `CodeError`."""
    return tuple(_archive(function, layer["Arn"]) for layer in function.layers)


def _archive(function: LambdaFunction, arn: str) -> bytes:
    version: Any = lambda_backends[function.account_id][function.region].layers_versions_by_arn(arn)
    if version is None:
        raise CodeError(f"layer {arn} was deleted")
    if not zipfile.is_zipfile(io.BytesIO(version.code_bytes)):
        raise CodeError(f"layer {arn} is not a zip file")
    return bytes(version.code_bytes)
