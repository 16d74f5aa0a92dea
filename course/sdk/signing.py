"""Authorization without a signature that nobody checks.

The header tells who calls, and for which service and Region, and that is all of it that is ever read here. To sign takes
a tenth of a call's time. What is signed to be handed on (a presigned URL), and what is sent to S3, is signed
as ever.
"""

from functools import lru_cache
from typing import Any

from botocore.auth import AUTH_TYPE_MAPS, SIGNED_HEADERS_BLACKLIST, SigV4Auth
from botocore.handlers import S3_SIGNING_NAMES

__all__ = ["choose"]

_NAME = "v4-unchecked"
_SIGNATURE = "0" * 64
_OF_S3 = set(S3_SIGNING_NAMES)


class _Unchecked(SigV4Auth):  # type: ignore[misc]  # botocore has no types
    """Signature Version 4 in all but the signature."""

    def canonical_request(self, request: Any) -> str:  # noqa: ARG002  botocore's
        return ""

    def string_to_sign(self, request: Any, canonical_request: str) -> str:  # noqa: ARG002  botocore's
        return ""

    def signature(self, string_to_sign: str, request: Any) -> str:  # noqa: ARG002  botocore's
        return _SIGNATURE

    def _inject_signature_to_request(self, request: Any, signature: str) -> Any:
        """Write the header as botocore does, without a copy of all headers for their names."""
        scope, names = self.scope(request), _signed(tuple(request.headers))
        request.headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={names}, Signature={signature}"
        )
        return request


@lru_cache(256)
def _signed(headers: tuple[str, ...]) -> str:
    """Return the names of headers that would be signed, as the Authorization header lists them."""
    names = {name.lower() for name in headers} - set(SIGNED_HEADERS_BLACKLIST)
    return ";".join(sorted({name.strip() for name in names | {"host"}}))


def choose(signature_version: Any, signing_name: str, context: dict[str, Any], **_: Any) -> str | None:
    """Choose this way of signing where a request would be signed in the usual one; a `choose-signer` handler.

    It has to come before botocore's own, which names the usual way again where a service's endpoint names it.
    """
    usual = signature_version == "v4" and signing_name not in _OF_S3 and not context.get("unsigned_payload")
    return _NAME if usual else None


AUTH_TYPE_MAPS[_NAME] = _Unchecked
