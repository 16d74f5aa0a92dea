"""HTTP partners of the account, defined in the lab: a URL and the function that answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.clock import Clock

from .outages import Outages
from .trace import Trace

__all__ = ["Answer", "Endpoints", "Handler", "Request"]

Request = dict[str, Any]  # {"method": str, "url": str, "headers": {name: value}, "body": str}
Answer = tuple[int, str]  # HTTP status, body
Handler = Callable[[Request], Answer]


@dataclass
class Endpoints:
    """The partners by URL. A URL that nobody defined answers nothing, as a host that does not exist."""

    clock: Clock
    trace: Trace
    outages: Outages
    handlers: dict[str, Handler]

    def post(self, url: str, headers: dict[str, str], body: str) -> Answer:
        """Send a POST request and wait for its answer; call it from a task. Status 0 means that nobody answered."""
        span = self.trace.open("invocation", "http", url, url)
        with self.trace.within(span):
            status, text = self._ask(url, headers, body)
        self.trace.close(span, "ok" if 200 <= status < 300 else "error", http=status)
        return status, text

    def _ask(self, url: str, headers: dict[str, str], body: str) -> Answer:
        if self.outages.holds(url):
            return 503, "Service Unavailable"
        handler = self.handlers.get(url)
        if handler is None:
            return 0, "no host answers at this address"
        try:
            status, text = handler({"method": "POST", "url": url, "headers": dict(headers), "body": body})
            return int(status), str(text)
        except Exception as error:  # noqa: BLE001  a partner's program that breaks answers 500, as a web server does
            return 500, f"{type(error).__name__}: {error}"
