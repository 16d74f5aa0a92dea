"""What the checks of module 11 do in a bucket besides the answer, and what they see there: no call is made, none is traced.

A call takes ten times as long.
"""

from typing import Any

from moto.s3.models import S3Backend, s3_backends

__all__ = ["content", "keys", "make_bucket", "put"]


def make_bucket(account: Any, name: str) -> None:
    """Make a bucket."""
    _s3(account).create_bucket(name, account.region)


def put(account: Any, bucket: str, key: str, body: str) -> None:
    """Put a text into a bucket, as UTF-8."""
    _s3(account).put_object(bucket, key, body.encode())


def keys(account: Any, bucket: str, prefix: str = "") -> list[str]:
    """Return the keys in a bucket that begin so, in their order as ListObjectsV2 gives them."""
    return sorted(key for key in _s3(account).buckets[bucket].keys if key.startswith(prefix))


def content(account: Any, bucket: str, key: str) -> str:
    """Return the text that lies there. Raises KeyError where nothing does."""
    return str(_s3(account).buckets[bucket].keys[key].value.decode())


def _s3(account: Any) -> S3Backend:
    return s3_backends[account.id]["aws"]
