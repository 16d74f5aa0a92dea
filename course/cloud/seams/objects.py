"""Amazon S3: every object is encrypted, and its checksum has a type."""

from typing import Any

from moto.s3.models import FakeKey
from moto.s3.responses import S3Response

from .seam import Seam

__all__ = ["SEAMS"]


def _response_dict(key: FakeKey) -> dict[str, Any]:
    found: dict[str, Any] = _moto_response_dict.__get__(key)
    found.setdefault("x-amz-server-side-encryption", "AES256")
    return found


def _get_checksum(response: S3Response, response_headers: dict[str, Any]) -> tuple[str, str | None]:
    algorithm, checksum = _moto_get_checksum(response, response_headers)
    if checksum:
        response_headers["x-amz-checksum-type"] = "FULL_OBJECT"
    return algorithm, checksum


_moto_response_dict: Any = FakeKey.response_dict
_moto_get_checksum = S3Response._get_checksum  # noqa: SLF001  the method that the seam stands in for

SEAMS = (
    Seam(
        FakeKey, "response_dict", property(_response_dict), "moto encrypts only what it is asked to encrypt"
    ),
    Seam(S3Response, "_get_checksum", _get_checksum, "moto tells no type of an uploaded object's checksum"),
)
