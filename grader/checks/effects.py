"""What an answer left behind: the messages in queues, the calls it made."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .exercise import Finding
from .plain import canonical, plain

__all__ = ["calls", "drained", "effects"]


def effects(
    expected: Mapping[str, Iterable[Any]], found: Mapping[str, Iterable[Any]], given: Any = None
) -> Iterator[Finding]:
    """Find each place whose content differs: `{"sales-q": [messages]}` against what was found. Order does not count."""
    for where, wanted in expected.items():
        want, have = list(wanted), list(found.get(where, []))
        if sorted(map(canonical, want)) != sorted(map(canonical, have)):
            yield Finding(where, given, have, want)


def drained(account: Any, queue: str) -> list[Any]:
    """Take every message out of a queue (name or URL), delayed ones included; return their bodies, JSON parsed.

    A queue that does not exist holds nothing.
    """
    from course.cloud.queue_content import (
        take_out,  # moto takes seconds to import; plain data needs none of it
    )

    return [_parsed(body) for body in take_out(account, queue)]


def calls(trace: Iterable[Any], service: str, name: str | None = None) -> list[Any]:
    """Return the spans of calls to a service, in order; `name` keeps one operation (``"Publish"``)."""
    return [
        span
        for span in trace
        if span.kind == "call" and span.service == service and (name is None or span.name == name)
    ]


def _parsed(body: str) -> Any:
    try:
        return plain(json.loads(body))
    except (ValueError, RecursionError):
        return body
