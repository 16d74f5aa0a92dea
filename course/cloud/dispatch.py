"""The way of a request to the part of moto that answers it, remembered by the request's address.

Moto finds it anew at every request: it tries the address on the patterns of two hundred services, makes the patterns
of one service's own paths, and tries it on these. The same address always ends at the same place.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlparse

from botocore.awsrequest import AWSPreparedRequest
from moto import backend_index, backends
from moto.core.exceptions import HTTPException  # type: ignore[attr-defined]  # moto has it from werkzeug
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.request import Request

from .moto_request import moto_request
from .refusal import Response

__all__ = ["ask_moto"]

Operation = Callable[[Request, str, Any], Response]

_ADDRESSES = 4096  # every queue and function has one of its own, and so has every object of a bucket


def ask_moto(request: AWSPreparedRequest) -> Response | None:
    """Return moto's answer to a request; None where moto has nothing at its address."""
    parts = urlparse(request.url)
    found = _find(f"{parts.scheme}://{parts.netloc}{parts.path}")
    if found is None:
        return None
    service, operation = found
    # It comes into being before the answer is begun: the order decides which identifiers are drawn.
    _backend(service)
    asked, url = moto_request(request)
    try:
        return operation(asked, url, asked.headers)
    except HTTPException as refusal:
        headers: Any = refusal.get_headers()
        return refusal.code or 500, headers, refusal.get_body()


@lru_cache(_ADDRESSES)
def _find(address: str) -> tuple[str, Operation] | None:
    """Return the first of moto's services that has something at an address, and what answers there."""
    for service, pattern in backend_index.backend_url_patterns:
        if pattern.match(address):
            for url, operation in _backend(service).urls.items():
                if re.match(url, address):
                    return service, operation
    return None


def _backend(service: str) -> Any:
    """Return the part of moto that keeps what a service knows, as moto chooses it to look for addresses."""
    regions = _backends(service)[DEFAULT_ACCOUNT_ID]
    return regions["us-east-1" if "us-east-1" in regions else "aws"]


@cache
def _backends(service: str) -> Any:
    found: Any = backends
    return found.get_backend(service)
