"""A request to an API, and its answer."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .headers import Headers

__all__ = ["Answer", "Request", "json_answer", "status_of"]

# Where all requests come from: an address that is kept for examples (RFC 5737).
SOURCE_IP = "203.0.113.7"


@dataclass(frozen=True)
class Request:
    """What a client sends. `signed`: with credentials of the account, although no header shows it."""

    method: str
    url: str
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""
    signed: bool = False
    source_ip: str = SOURCE_IP

    @cached_property
    def host(self) -> str:
        """The host's name, in small letters."""
        return (urlsplit(self.url).hostname or "").lower()

    @cached_property
    def path(self) -> str:
        """The path as it was sent, with its escapes."""
        return urlsplit(self.url).path or "/"

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The parameters behind the question mark: every text of each name, without escapes."""
        found: dict[str, list[str]] = {}
        for name, text in parse_qsl(urlsplit(self.url).query, keep_blank_values=True):
            found.setdefault(name, []).append(text)
        return found

    @property
    def raw_query(self) -> str:
        """What is behind the question mark, as it was sent."""
        return urlsplit(self.url).query

    @property
    def segments(self) -> list[str]:
        """The parts of the path without escapes; empty ones do not count."""
        return [unquote(part) for part in self.path.split("/") if part]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class Answer:
    """What a client gets: HTTP status, headers, and the body as text (`content` is its bytes)."""

    status: int
    headers: Headers
    content: bytes = b""

    @property
    def body(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return what the body says in JSON. Raises ValueError."""
        return json.loads(self.content)


def json_answer(status: int, document: Any, **headers: str) -> Answer:
    """Return an answer whose body is a JSON document."""
    return Answer(
        status, Headers({"Content-Type": "application/json", **headers}), json.dumps(document).encode()
    )


def status_of(value: Any) -> int | None:
    """Return the HTTP status that a function's answer names, a number or its text; None for what is no status."""
    try:
        code = int(value)
    except (TypeError, ValueError):
        return None
    return None if isinstance(value, bool) or not 100 <= code <= 599 else code
