"""What `requests` and `urllib` send while an account runs: its APIs and partners answer, and nobody else.

Only this machine's own addresses are spoken to as ever: a notebook's server, say.
"""

import ipaddress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from . import running

__all__ = ["Reply", "ask", "is_own"]


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


def ask(method: str, url: str, headers: list[tuple[str, str]], body: bytes) -> Reply:
    """Return what an API of the running account answers, or a partner. Raises ConnectionError where nobody does."""
    account = running.current()
    if ".execute-api." in (urlsplit(url).hostname or ""):
        answer = account.front_door.answer_web(method, url, headers, body)
        return Reply(answer.status, answer.headers.pairs, answer.content)
    status, text = account.endpoints.send(method, url, dict(headers), body.decode("utf-8", "replace"))
    if not status:
        raise ConnectionError(
            f"no host answers at {url}: nothing leaves the account, and it has no partner at this address"
        )
    return Reply(status, [("Content-Type", "text/plain")], text.encode())
