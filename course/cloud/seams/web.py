"""`requests` and `urllib`: what they send is answered in the account."""

import io
from collections.abc import Iterable
from http.client import HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.request import AbstractHTTPHandler
from urllib.request import Request as UrllibRequest

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict
from urllib3 import HTTPResponse as Urllib3Response

from course.cloud import web

from .seam import Seam

__all__ = ["SEAMS"]


def _send(
    adapter: HTTPAdapter,
    request: requests.PreparedRequest,
    stream: Any = False,  # noqa: FBT002  requests'
    timeout: Any = None,
    verify: Any = True,  # noqa: FBT002  requests'
    cert: Any = None,
    proxies: Any = None,
) -> requests.Response:
    url = str(request.url)
    if web.is_own(url):
        return _requests_send(adapter, request, stream, timeout, verify, cert, proxies)
    headers = [(str(name), _text(value)) for name, value in request.headers.items()]
    try:
        reply = web.ask(str(request.method), url, headers, _bytes(request.body))
    except ConnectionError as problem:
        raise requests.exceptions.ConnectionError(str(problem), request=request) from None
    raw = Urllib3Response(
        io.BytesIO(reply.content),
        headers=HTTPHeaderDict(reply.headers),
        status=reply.status,
        reason=reply.reason,
        preload_content=False,
        original_response=_http_response(reply, str(request.method), url),  # where cookies are looked for
        request_url=url,
    )
    return adapter.build_response(request, raw)


def _open(handler: AbstractHTTPHandler, http_class: Any, req: UrllibRequest, **http_conn_args: Any) -> Any:
    if web.is_own(req.full_url):
        return _urllib_open(handler, http_class, req, **http_conn_args)
    headers = [(name.title(), value) for name, value in req.header_items()]
    try:
        reply = web.ask(req.get_method(), req.full_url, headers, _bytes(req.data))
    except ConnectionError as problem:
        raise URLError(problem) from None
    response: Any = _http_response(reply, req.get_method(), req.full_url)
    response.msg = response.reason  # as urllib itself has it
    return response


def _http_response(reply: web.Reply, method: str, url: str) -> HTTPResponse:
    """Return an answer as Python's own HTTP client has it."""
    response = HTTPResponse(_Wire(reply), method=method, url=url)  # type: ignore[arg-type]
    response.begin()
    return response


class _Wire:
    """Stands for a socket from which an answer is read."""

    def __init__(self, reply: web.Reply) -> None:
        lines = [f"HTTP/1.1 {reply.status} {reply.reason}"]
        lines += [f"{name}: {text}" for name, text in reply.headers if name.lower() != "content-length"]
        lines += [f"Content-Length: {len(reply.content)}", "", ""]
        self._bytes = "\r\n".join(lines).encode("latin-1", "replace") + reply.content

    def makefile(self, *_: Any) -> io.BytesIO:
        return io.BytesIO(self._bytes)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _bytes(body: Any) -> bytes:
    """Return a request's body, which may be text, bytes, a file or a row of pieces."""
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes | bytearray):
        return bytes(body)
    if hasattr(body, "read"):
        return _bytes(body.read())
    pieces: Iterable[Any] = body
    return b"".join(_bytes(each) for each in pieces)


_requests_send = HTTPAdapter.send
_urllib_open: Any = AbstractHTTPHandler.do_open

_NETWORK = "it would go out to the network"
SEAMS = (
    Seam(HTTPAdapter, "send", _send, _NETWORK),
    Seam(AbstractHTTPHandler, "do_open", _open, _NETWORK),
)
