"""HTTP partners of the account, defined in the lab: a URL and the function that answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course.clock import Clock

from .faults import Faults
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
    faults: Faults
    handlers: dict[str, Handler]

    def post(self, url: str, headers: dict[str, str], body: str) -> Answer:
        """Send a POST request and wait for its answer; call it from a task. Status 0 means that nobody answered."""
        return self.send("POST", url, headers, body)

    def send(
        self, method: str, url: str, headers: dict[str, str], body: str, *, within: float | None = None
    ) -> Answer:
        """Send a request and wait for its answer, as `post` does. A URL's query is no part of a partner's address.

        Raises `TimeoutError` when the answer takes longer than `within` seconds.
        """
        address = url if url in self.handlers else url.partition("?")[0]
        span = self.trace.open("invocation", "http", address, address)
        with self.trace.within(span):
            request = {"method": method, "url": url, "headers": dict(headers), "body": body}
            try:
                status, text = (
                    self._ask(address, request) if within is None else self._wait(address, request, within)
                )
            except TimeoutError as late:
                self.trace.close(span, "error", http=0, reason=str(late))
                raise
        self.trace.close(span, "ok" if 200 <= status < 300 else "error", http=status)
        return status, text

    def _wait(self, address: str, request: Request, seconds: float) -> Answer:
        """Ask in a task of its own, which ends when the time is over."""
        late = TimeoutError(f"{address} did not answer within {seconds:g} seconds")
        task = self.clock.spawn(self._ask, address, request, name=f"answer of {address}")
        alarm = self.clock.call_later(seconds, lambda: task.interrupt(late), "a time limit")
        try:
            answer: Answer = self.clock.wait(task)
        finally:
            alarm.cancel()
        return answer

    def _ask(self, address: str, request: Request) -> Answer:
        if self.faults.outages.holds(address):
            return 503, "Service Unavailable"
        effect = self.faults.at("partner", "http", "invocation", address)
        if effect is None:
            return self._handle(address, request)
        self.clock.sleep(effect.seconds)
        if effect.error:
            return effect.error.status, effect.error.message
        answer = self._handle(address, request)
        if effect.kind == "duplicate":
            self._handle(address, request)
        return (0, "the connection broke before an answer came") if effect.kind == "drop" else answer

    def _handle(self, address: str, request: Request) -> Answer:
        handler = self.handlers.get(address)
        if handler is None:
            return 0, "no host answers at this address"
        try:
            status, text = handler(request)
            return int(status), str(text)
        except Exception as error:  # noqa: BLE001  a partner's program that breaks answers 500, as a web server does
            return 500, f"{type(error).__name__}: {error}"
