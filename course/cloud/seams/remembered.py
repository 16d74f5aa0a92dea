"""moto's requests: what it reckons anew for each of them, and is always the same."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl

from moto.core import responses, utils
from moto.core.base_backend import AccountSpecificBackend, BackendDict
from moto.core.responses import (  # type: ignore[attr-defined]  # moto has the date from werkzeug
    BaseResponse,
    http_date,
)
from moto.core.serialize import DEFAULT_ALIAS_PROVIDERS, AttributePickerContext, XFormedAttributePicker
from moto.sns import models as sns
from moto.sqs import models as sqs
from moto.utilities.utils import get_partition

from course.cloud.moto_time import unix_time_millis

from .seam import Seam

__all__ = ["SEAMS"]

# What has a meaning in the query of an address, or in a form.
_MARKS_OF_QUERIES = frozenset(b"&=%+")
_MOST_NAMES = 10_000
_words = lru_cache(4096)(utils.camelcase_to_underscores)


def _fields(text: Any, **settings: Any) -> list[tuple[Any, Any]]:
    """Return the fields of a query; a text that is none (JSON, mostly) is one field without a value to moto."""
    is_plain = isinstance(text, str) and text.isascii() and settings == {"keep_blank_values": True}
    if is_plain and text and _MARKS_OF_QUERIES.isdisjoint(text.encode()):
        return [(text, "")]
    return parse_qsl(text, **settings)


def _backends(backends: Any, account_id: str) -> Any:
    """Return what an account has of a service; what is there is in moto's list of services in use, too."""
    found = dict.get(backends, account_id)
    return _moto_backends(backends, account_id) if found is None else found


def _regions(_: AccountSpecificBackend[Any], service_name: str) -> list[str]:
    return _regions_of(service_name)


@cache
def _regions_of(service_name: str) -> list[str]:
    session = AccountSpecificBackend.get_session()
    return [
        region
        for partition in session.get_available_partitions()
        for region in session.get_available_regions(service_name, partition_name=partition)
    ]


def _access_key(response: BaseResponse) -> str:
    header = response.headers.get("Authorization")
    if header and (found := _named(header)):
        return found
    asked = response.querystring.get("AWSAccessKeyId")
    return str(asked[0]) if asked else "AKIAEXAMPLE"


@lru_cache(256)
def _named(authorization: str) -> str:
    """Return the access key that a header names; "" for none."""
    found = BaseResponse.access_key_regex.search(authorization)
    return found[1] if found else ""


def _possible_keys(picker: XFormedAttributePicker, context: AttributePickerContext) -> Iterable[str]:
    """Return the names under which a value may have an attribute: they follow from its class, but for its own aliases."""
    if picker.alias_providers is not DEFAULT_ALIAS_PROVIDERS or hasattr(context.obj, "Meta"):
        return _moto_possible_keys(picker, context)
    wanted = context.obj.__class__, context.key, context.shape, getattr(context.shape, "parent", None)
    found = _names.get(wanted)
    if found is None:
        if len(_names) >= _MOST_NAMES:
            _names.clear()
        found = _names[wanted] = tuple(_moto_possible_keys(picker, context))
    return found


def _date(moment: datetime) -> str:
    return _second(moment.replace(microsecond=0))


_names: dict[tuple[Any, ...], tuple[str, ...]] = {}
_moto_possible_keys = XFormedAttributePicker.get_possible_keys
_moto_backends = BackendDict.__getitem__
_second = lru_cache(256)(http_date)

SEAMS = (
    Seam(
        BackendDict,
        "__getitem__",
        _backends,
        "moto goes through the list of all services in use, whenever it looks for what a service keeps",
    ),
    Seam(
        AccountSpecificBackend,
        "_generate_regions",
        _regions,
        "moto asks AWS's list of endpoints for all Regions of a service, for each account anew",
    ),
    Seam(BaseResponse, "get_access_key", _access_key, "moto reads the same header twice for each request"),
    Seam(
        XFormedAttributePicker,
        "get_possible_keys",
        _possible_keys,
        "moto works out for each value of each answer under which names it may be found",
    ),
    Seam(responses, "http_date", _date, "moto writes the date letter by letter for each answer"),
    Seam(sqs, "unix_time_millis", unix_time_millis, "moto reckons anew when 1970 was, for each message"),
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
