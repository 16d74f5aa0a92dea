"""Execution environments that live in the learner's process, as the account sees them.

What comes back is hostile: what has not the form of a result is the failure of a runtime.
"""

import base64
import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from course.runtime import CodeError, Ended, Invocation, Package
from grader.checks import RaisedElsewhere

__all__ = ["FarRuntime", "FarWorker"]

DEEPEST = 200  # levels of lists and objects in what a handler returns
MOST_BYTES = 16 * 1024 * 1024  # of code, in one message

Ask = Callable[..., Any]


class _Scope:
    """Nothing holds here while code runs there. That there is a scope says that the code is a program of its own."""

    def enter(self) -> None:
        pass

    def leave(self) -> None:
        pass


class FarWorker:
    """Makes execution environments in the learner's process; `number` tells those of one account from another's."""

    def __init__(self, ask: Ask, number: int) -> None:
        self._ask = ask
        self._number = number
        self._sent: set[str] = set()

    def start(self, package: Package) -> "FarRuntime":
        """Return a new execution environment. Raises `CodeError`."""
        data = {**asdict(package), "code": self._code(package), "layers": self._layers(package)}
        try:
            said = self._ask("function", does="start", worker=self._number, package=data)
        except RaisedElsewhere as error:
            if error.raised.type != "ProcessEnded":
                raise CodeError(f"the code could not be unpacked: {error}") from None
            said = None  # there is nobody any more, as each call will say
        if isinstance(said, dict) and isinstance(said.get("refused"), str):
            raise CodeError(said["refused"])
        self._sent |= {package.name, package.layers_name}
        return FarRuntime(self._ask, _number(said))

    def close(self) -> None:
        """Let go of all that ran for this account."""
        if self._sent:
            with contextlib.suppress(RaisedElsewhere):
                self._ask("function", does="leave", worker=self._number)

    def _code(self, package: Package) -> str:
        return "" if package.name in self._sent else _text((package.code,))[0]

    def _layers(self, package: Package) -> list[str]:
        return [""] * len(package.layers) if package.layers_name in self._sent else _text(package.layers)


class FarRuntime:
    """One execution environment in the learner's process."""

    scope = _Scope()

    def __init__(self, ask: Ask, number: int) -> None:
        self._ask = ask
        self._number = number
        self._printed: str | None = None  # what came along with the last answer

    def load(self) -> None:
        """Run the code outside of the handler; what comes of it is told by the next `call`."""
        with contextlib.suppress(RaisedElsewhere):
            self._hear(self._do("load"))

    def call(self, event: str, invocation: Invocation) -> Ended:
        """Run the handler on `event` (JSON text)."""
        try:
            said = self._do("call", event=event, invocation=asdict(invocation))
        except RaisedElsewhere as error:
            return _exited(invocation.aws_request_id, error.raised.message)
        self._hear(said)
        return _ended(said) or _exited(invocation.aws_request_id, "its answer is none of a runtime's")

    def printed(self) -> str:
        """Return what its code has printed since the last call."""
        if self._printed is None:  # it was ended in the middle
            with contextlib.suppress(RaisedElsewhere):
                self._hear(self._do("printed"))
        printed, self._printed = self._printed, None
        return printed or ""

    def fresh(self) -> "FarRuntime":
        """Return a new environment of the same code."""
        try:
            return FarRuntime(self._ask, _number(self._do("fresh")))
        except RaisedElsewhere:
            return FarRuntime(self._ask, 0)

    def close(self) -> None:
        """Let go of it."""
        with contextlib.suppress(RaisedElsewhere):
            self._do("close")

    def _hear(self, said: Any) -> None:
        self._printed = _clean(said.get("printed")) if isinstance(said, dict) else ""

    def _do(self, does: str, **content: Any) -> Any:
        return self._ask("function", does=does, number=self._number, **content)


def _text(archives: tuple[bytes, ...]) -> list[str]:
    if sum(map(len, archives)) > MOST_BYTES:
        raise CodeError(f"while a submission is graded, code may have {MOST_BYTES} bytes at the most")
    return [base64.b64encode(archive).decode() for archive in archives]


def _number(said: Any) -> int:
    number = said.get("number") if isinstance(said, dict) else None
    return number if type(number) is int else 0


def _ended(said: Any) -> Ended | None:
    """Return how an invocation ended; None where what was said of it has not the form for that."""
    if not isinstance(said, dict) or not isinstance(said.get("payload"), str):
        return None
    try:
        result = json.loads(said["payload"])
    except (ValueError, RecursionError):
        return None
    if _depth(result) > DEEPEST:
        return None
    failed, survives = said.get("failed") is True, said.get("survives") is True
    if failed:
        result = _document(result)
    return None if result is None and failed else Ended(json.dumps(result), failed, survives)


def _document(found: Any) -> dict[str, Any] | None:
    """Return an error document of Lambda's; None for what is none."""
    if not isinstance(found, dict) or not all(isinstance(found.get(key), str) for key in _TEXTS):
        return None
    places = found.get("stackTrace", [])
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        return None
    return {
        key: [_clean(each) for each in value] if isinstance(value, list) else _clean(value)
        for key, value in found.items()
        if key in _KEYS
    }


_TEXTS = ("errorMessage", "errorType")
_KEYS = ("errorMessage", "errorType", "requestId", "stackTrace")


def _exited(request_id: str, why: str) -> Ended:
    """Return the end of a runtime that is no more, under Lambda's name for it."""
    message = f"RequestId: {request_id} Error: Runtime exited: {_clean(why)}"
    document = {"errorType": "Runtime.ExitError", "errorMessage": message}
    return Ended(json.dumps(document), failed=True, survives=False)


def _depth(value: Any) -> int:
    """Return how many levels of lists and objects lie in each other, without descending by recursion."""
    depth, level = 0, [value]
    while level := [
        part
        for each in level
        if isinstance(each, list | dict)
        for part in (each.values() if isinstance(each, dict) else each)
    ]:
        depth += 1
    return depth


def _clean(text: Any) -> str:
    """Return a text that can be written down: characters that stand for none are replaced."""
    return text.encode("utf-8", "replace").decode() if isinstance(text, str) else ""
