"""A request of boto3 in the form in which moto reads requests.

Moto makes it with werkzeug's builder of requests for tests. Requests of the usual form are put together here, so that they
equal what moto would make of them; all others are left to moto.
"""

import re
import sys
from functools import lru_cache
from io import BytesIO
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from moto.core.request import (
    PRESERVED_HEADER_NAMES_ENVIRON_KEY,
    Request,
    environ_key_for_header,
    normalize_request,
)

from .form_fields import form_fields

__all__ = ["moto_request"]

# Nothing that is quoted, and no port: of such an address each part stands for itself.
_PLAIN = re.compile(
    r"https://(?P<host>[a-z0-9.-]+)(?P<path>(?:/[\w.~-]+)+/?|/)(?:\?(?P<query>[!\"$-~]+))?", re.ASCII
)
_ADDRESSES = 1024
_JSON = "application/x-amz-json"
_FORM = "application/x-www-form-urlencoded"
_LONGEST_FORM = 1_000_000  # bytes; far below what werkzeug takes
_Fields: Any = Request.parameter_storage_class
_NO_FIELDS = _Fields()


def moto_request(request: AWSPreparedRequest) -> tuple[Request, str]:
    """Return the same request for moto, and its address in moto's spelling."""
    made = _put_together(request)
    if made is not None:
        return made, request.url
    made = normalize_request(request)
    return made, made.raw_url


def _put_together(request: AWSPreparedRequest) -> Request | None:
    found = _place(request.url)
    body = _bytes(request.body)
    if found is None or body is None:
        return None
    headers: dict[str, Any] = {}
    for name, value in request.headers.items():
        key = _keys(name)
        text = value.decode() if isinstance(value, bytes) else value
        if not key or key in headers or "\n" in text or "\r" in text:
            return None
        headers[key] = text
    if body or "CONTENT_LENGTH" not in headers:
        headers["CONTENT_LENGTH"] = str(len(body))
    made = Request(
        {
            **found,
            **headers,
            "REQUEST_METHOD": request.method,
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            PRESERVED_HEADER_NAMES_ENVIRON_KEY: {},
        },
        populate_request=False,  # it would hold itself, and wait for the collector
    )
    if "HTTP_CONTENT_ENCODING" not in headers:
        _read(made, headers.get("CONTENT_TYPE", ""), body, headers["CONTENT_LENGTH"])
    return made


def _read(made: Request, kind: str, body: bytes, length: str) -> None:
    """Note what moto asks for first, a form's fields, for which werkzeug would build a reader of forms each time."""
    known: dict[str, Any] = {}
    if kind.startswith(_JSON):
        known = {"data": body, "_cached_data": body, "form": _NO_FIELDS, "files": _NO_FIELDS}
    elif kind.partition(";")[0] == _FORM and length == str(len(body)) and len(body) < _LONGEST_FORM:
        fields = form_fields(body)
        if fields is not None:  # what is not UTF-8, werkzeug reads in a way of its own
            known = {"data": b"", "_cached_data": b"", "form": _Fields(fields), "files": _NO_FIELDS}
    if known and not made.query_string:
        known["values"] = known["form"]  # those of the address besides, of which there are none
    vars(made).update(known)


def _bytes(body: Any) -> bytes | None:
    """Return what a request holds; None where it is to be read from something."""
    if isinstance(body, str):
        return body.encode()
    return b"" if body is None else body if isinstance(body, bytes) else None


@lru_cache(_ADDRESSES)
def _keys(header: str) -> str:
    """Return the key of a header in WSGI's environment; "" for one that makes a request unusual."""
    unusual = "_" in header or header.lower() in ("host", "transfer-encoding")
    return "" if unusual else environ_key_for_header(header)


@lru_cache(_ADDRESSES)
def _place(url: str) -> dict[str, Any] | None:
    """Return what WSGI's environment has of an address, and what is the same in each; None for an unusual address."""
    found = _PLAIN.fullmatch(url)
    if found is None:
        return None
    host, path, query = found.group("host", "path", "query")
    return {
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query or "",
        "REQUEST_URI": path,
        "RAW_URI": path,
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "HTTP_HOST": host,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
