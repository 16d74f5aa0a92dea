"""What `requests` and `urllib` send while an account runs: it is answered by whoever is asked, and goes to no network.

Only this machine's own addresses are spoken to as ever: a notebook's server, say.
"""

import io
import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import AbstractHTTPHandler
from urllib.request import Request as UrllibRequest

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict
from urllib3 import HTTPResponse as Urllib3Response

__all__ = ["Ask", "Reply", "stand_ins"]


@dataclass(frozen=True)
class Reply:
    """What a server answers: status, headers in order, body."""

    status: int
    headers: list[tuple[str, str]]
    content: bytes

    @property
    def reason(self) -> str:
        """The phrase that belongs to the status."""
        return {each.value: each.phrase for each in HTTPStatus}.get(self.status, "")


def is_own(url: str) -> bool:
    """Tell whether a URL leads to this machine itself."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost") or not host


# Method, URL, headers and body -> the answer. Raises ConnectionError where nobody answers.
Ask = Callable[[str, str, list[tuple[str, str]], bytes], Reply]


def stand_ins(ask: Ask) -> tuple[Callable[..., requests.Response], Callable[..., Any]]:
    """Return what is to stand in the place of `HTTPAdapter.send` and of `AbstractHTTPHandler.do_open`."""

    def send(
        adapter: HTTPAdapter, request: requests.PreparedRequest, *args: Any, **named: Any
    ) -> requests.Response:
        if is_own(str(request.url)):
            return _requests_send(adapter, request, *args, **named)
        return _send(ask, adapter, request)

    def open_(handler: AbstractHTTPHandler, http_class: Any, req: UrllibRequest, **named: Any) -> Any:
        if is_own(req.full_url):
            return _urllib_open(handler, http_class, req, **named)
        return _open(ask, req)

    return send, open_


_requests_send = HTTPAdapter.send
_urllib_open: Any = AbstractHTTPHandler.do_open


def _send(ask: Ask, adapter: HTTPAdapter, request: requests.PreparedRequest) -> requests.Response:
    url = str(request.url)
    headers = [(str(name), _text(value)) for name, value in request.headers.items()]
    try:
        reply = ask(str(request.method), url, headers, _bytes(request.body))
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


def _open(ask: Ask, req: UrllibRequest) -> Any:
    headers = [(name.title(), value) for name, value in req.header_items()]
    try:
        reply = ask(req.get_method(), req.full_url, headers, _bytes(req.data))
    except ConnectionError as problem:
        raise URLError(problem) from None
    response: Any = _http_response(reply, req.get_method(), req.full_url)
    response.msg = response.reason  # as urllib itself has it
    return response


def _http_response(reply: Reply, method: str, url: str) -> HTTPResponse:
    """Return an answer as Python's own HTTP client has it."""
    response = HTTPResponse(_Wire(reply), method=method, url=url)  # type: ignore[arg-type]
    response.begin()
    return response


class _Wire:
    """Stands for a socket from which an answer is read."""

    def __init__(self, reply: Reply) -> None:
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
