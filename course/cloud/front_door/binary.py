"""Which bodies are bytes to an API, and which are text.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase

__all__ = ["is_binary", "media_type"]


def media_type(header: str) -> str:
    """Return the first media type that a Content-Type or Accept header names; "" for none."""
    return header.split(",", maxsplit=1)[0].split(";", maxsplit=1)[0].strip().lower()


def is_binary(types: Iterable[str], header: str) -> bool:
    """Tell whether an API's binary media types cover the one that the header names."""
    wanted = media_type(header)
    return any(each == "*/*" or (wanted and fnmatchcase(wanted, each.lower())) for each in types)
