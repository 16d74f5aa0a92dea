"""Layers: further code that lies beside a function's own, under /opt on AWS.

https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html
"""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

from moto.awslambda.models import LambdaFunction, lambda_backends

from .code import CodeError

__all__ = ["paths", "place"]


def place(function: LambdaFunction, folder: Path) -> Path | None:
    """Unpack the function's layers, a later one over an earlier one, and return where; None without layers.

    Raises `CodeError`.
    """
    if not function.layers:
        return None
    arns = " ".join(layer["Arn"] for layer in function.layers)
    place = folder / f"layers-{hashlib.sha256(arns.encode()).hexdigest()[:24]}"
    if not place.is_dir():
        versions = [_version(function, layer["Arn"]) for layer in function.layers]
        place.mkdir(parents=True)
        for version in versions:
            with zipfile.ZipFile(io.BytesIO(version.code_bytes)) as archive:
                archive.extractall(place)
    return place


def paths(function: LambdaFunction, place: Path | None) -> list[str]:
    """Return where Python looks in the layers: /opt/python, and the packages of the function's own Python."""
    if place is None:
        return []
    wanted = [place / "python", place / "python" / "lib" / str(function.run_time) / "site-packages"]
    return [str(path) for path in wanted if path.is_dir()]


def _version(function: LambdaFunction, arn: str) -> Any:
    version = lambda_backends[function.account_id][function.region].layers_versions_by_arn(arn)
    if version is None:
        raise CodeError(f"layer {arn} was deleted")
    if not zipfile.is_zipfile(io.BytesIO(version.code_bytes)):
        raise CodeError(f"layer {arn} is not a zip file")
    return version
