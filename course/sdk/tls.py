"""Making ready for TLS: each client does so when it is made, a fifth of the time that it takes, and none here ever sends."""

from functools import cache
from typing import Any

from botocore import httpsession

__all__ = ["ready_for_tls"]

_make_ready = httpsession.create_urllib3_context


@cache
def ready_for_tls(*args: Any, **kwargs: Any) -> Any:
    """Return one context of TLS for all clients, in place of botocore's `create_urllib3_context`."""
    return _make_ready(*args, **kwargs)
