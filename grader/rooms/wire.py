"""Messages over a socket: a length, then that many bytes of JSON. Nothing is ever unpickled or evaluated."""

import json
import math
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

__all__ = ["MOST_BYTES", "UnwritableError", "Wire", "WireError"]

MOST_BYTES = 32 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class WireError(ConnectionError):
    """The other side is gone, is late, or sent what is no message. Nothing more can be said to it."""


class UnwritableError(WireError):
    """A message cannot be written, or is too large; nothing of it was sent, and others can be."""


class Wire:
    """One end of a connection to the other process. A message is a JSON object.

    `until` is a moment of `time.monotonic()` after which nothing is waited for any more; None for no end. When it has
    come, `reprieve` is asked how many seconds more there are.
    """

    def __init__(self, end: socket.socket) -> None:
        self.until: float | None = None
        self.reprieve: Callable[[], float] = float
        self._end = end

    def send(self, message: dict[str, Any]) -> None:
        """Send a message. Raises UnwritableError, and WireError where the other side is gone or does not listen."""
        try:
            # Half a character could be written in JSON, and later in no file and on no page.
            content = _write(message).encode("utf-8", "replace")
        except (TypeError, ValueError, RecursionError) as problem:
            raise UnwritableError(f"a message could not be written: {problem}") from None
        if len(content) > MOST_BYTES:
            raise UnwritableError(f"a message has {len(content)} bytes, and {MOST_BYTES} are allowed")
        self._be_in_time()
        try:
            self._end.sendall(_LENGTH.pack(len(content)) + content)
        except TimeoutError:
            raise WireError("the other side does not listen") from None
        except OSError as problem:
            raise WireError(f"the other side ended: {problem}") from None

    def receive(self) -> dict[str, Any]:
        """Wait for a message and return it. Raises WireError."""
        (length,) = _LENGTH.unpack(self._bytes(_LENGTH.size))
        if length > MOST_BYTES:
            raise WireError(f"a message of {length} bytes was announced, and {MOST_BYTES} are allowed")
        try:
            message = _read(self._bytes(length).decode())
        except (ValueError, RecursionError) as problem:
            raise WireError(f"a message is no JSON: {problem}") from None
        if not isinstance(message, dict):
            raise WireError("a message is no JSON object")
        return message

    def close(self) -> None:
        """Hang up."""
        self._end.close()

    def _bytes(self, count: int) -> bytes:
        content = bytearray()
        while len(content) < count:
            self._be_in_time()
            try:
                part = self._end.recv(min(count - len(content), 1 << 20))
            except TimeoutError:
                continue
            except OSError as problem:
                raise WireError(f"the other side ended: {problem}") from None
            if not part:
                raise WireError("the other side ended")
            content += part
        return bytes(content)

    def _be_in_time(self) -> None:
        """Let the next operation on the socket last no longer than `until`."""
        if self.until is None:
            self._end.settimeout(None)
            return
        left = self.until - time.monotonic()
        if left <= 0:
            more = self.reprieve()
            self.until, left = self.until + more, left + more
        if left <= 0:
            raise WireError("the other side did not answer in time")
        self._end.settimeout(left)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):  # JSON knows 1e999, and nobody can write it down again
        raise ValueError(f"{text:.40} is too large a number")
    return number


# Made once: what a learner's cell does to the module `json` is not what this process speaks.
_write = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode
_read = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).decode
