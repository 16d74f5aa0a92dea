"""One execution environment: its sandbox, its handler once it is loaded, and the call of it."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .context import Context, Invocation
from .failure import Roots, document, load_failure
from .sandbox import Sandbox

__all__ = ["Ended", "Runtime"]


@dataclass(frozen=True)
class Ended:
    """How an invocation ended: the payload (JSON text), whether that is an error document, whether the environment lives on."""

    payload: str
    failed: bool = False
    survives: bool = True


class Runtime:
    """Runs the code of one execution environment. `load` and `call` are called within `scope`.

    `elapsed` tells the virtual second that it is now; `roots` says what the folders of the code are called on AWS.
    """

    def __init__(self, scope: Sandbox, handler: str, roots: Roots, elapsed: Callable[[], float]) -> None:
        self.scope = scope
        self._handler = handler
        self._roots = roots
        self._elapsed = elapsed
        self._function: Callable[[Any, Any], Any] | None = None
        self._failure: BaseException | None = None

    def fresh(self) -> "Runtime":
        """Return a new environment of the same code."""
        return Runtime(self.scope.fresh(), self._handler, self._roots, self._elapsed)

    def close(self) -> None:
        """Let go of it."""
        self._function = None

    def printed(self) -> str:
        """Return what its code has printed since the last call."""
        return self.scope.printed()

    def load(self) -> None:
        """Run the code outside of the handler; what it raises is told by the next `call`."""
        try:
            self._function = self.scope.load(self._handler)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  it is the invocation's result
            self._failure = error

    def call(self, event: str, invocation: Invocation) -> Ended:
        """Run the handler on `event` (JSON text). Whatever it raises is the result, but for a person's interrupt."""
        os.environ["_X_AMZN_TRACE_ID"] = invocation.trace_header
        if self._function is None and self._failure is None:
            self.load()  # once more: it was not done within the time for it
        request_id = invocation.aws_request_id
        if self._function is None:
            error = self._failure or RuntimeError("the handler was not loaded")
            return _failed(load_failure(error, self._handler, request_id, self._roots), survives=False)
        try:
            result = self._function(json.loads(event), Context.of(invocation, self._elapsed))
            return _result(result, request_id)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  whatever the handler raises is its result
            return _failed(document(error, request_id, self._roots), survives=isinstance(error, Exception))


def _result(result: Any, request_id: str) -> Ended:
    try:
        return Ended(json.dumps(result))
    except (TypeError, ValueError) as error:
        return _failed(
            {
                "errorMessage": f"Unable to marshal response: {error}",
                "errorType": "Runtime.MarshalError",
                "requestId": request_id,
                "stackTrace": [],
            },
            survives=True,
        )


def _failed(content: dict[str, Any], *, survives: bool) -> Ended:
    return Ended(json.dumps(content), failed=True, survives=survives)
