"""How an invocation ended."""

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Outcome", "Refusal", "refused"]


@dataclass(frozen=True)
class Refusal:
    """Why Lambda did not run a function at all: HTTP status, error code, message, and the reason of a throttle."""

    status: int
    code: str
    message: str
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """How an invocation ended: the payload (JSON text), whether that is an error document, the log's end (base64).

    `refusal` is there where the function was not run; the payload then says the same as an error document.
    """

    payload: str
    failed: bool
    log: str = ""
    refusal: Refusal | None = None

    @property
    def error(self) -> dict[str, Any]:
        """The error document of a failed invocation; empty for a good one."""
        return dict(json.loads(self.payload)) if self.failed else {}


def refused(refusal: Refusal) -> Outcome:
    """Return the outcome of an invocation that did not take place."""
    document = {"errorType": refusal.code, "errorMessage": refusal.message}
    return Outcome(json.dumps(document), failed=True, refusal=refusal)
