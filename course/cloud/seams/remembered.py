"""moto's requests: what it reckons anew for each of them, and is always the same."""

from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl

from moto.core import responses, utils
from moto.sns import models as sns
from moto.sqs import models as sqs
from moto.utilities.utils import get_partition

from .seam import Seam

__all__ = ["SEAMS"]

# What has a meaning in the query of an address, or in a form.
_MARKS_OF_QUERIES = frozenset(b"&=%+")
_words = lru_cache(4096)(utils.camelcase_to_underscores)


def _fields(text: Any, **settings: Any) -> list[tuple[Any, Any]]:
    """Return the fields of a query; a text that is none (JSON, mostly) is one field without a value to moto."""
    is_plain = isinstance(text, str) and text.isascii() and settings == {"keep_blank_values": True}
    if is_plain and text and _MARKS_OF_QUERIES.isdisjoint(text.encode()):
        return [(text, "")]
    return parse_qsl(text, **settings)


SEAMS = (
    Seam(
        responses,
        "method_names_from_class",
        cache(utils.method_names_from_class),
        "moto lists all methods of a class at each request to it",
    ),
    Seam(
        responses,
        "camelcase_to_underscores",
        _words,
        "moto goes through an operation's name letter by letter, at each request",
    ),
    *(
        Seam(models, "camelcase_to_underscores", _words, "the same for each attribute of a queue or a topic")
        for models in (sqs, sns)
    ),
    Seam(responses, "parse_qsl", _fields, "moto reads each JSON document as a query first"),
    Seam(
        responses,
        "get_partition",
        cache(get_partition),
        "moto looks at all prefixes of Regions at each request",
    ),
)
