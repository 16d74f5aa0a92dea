"""The learner's process as the examiner sees it: cells to run, names to look up, functions to call."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from boto3.resources.base import ServiceResource
from botocore.client import BaseClient

from course.cloud.functions.worker import hired
from grader.checks import ENDED, RAN_TOO_LONG, Place, Raised, RaisedElsewhere
from grader.checks.answer import LONGEST_MESSAGE
from grader.rooms.outputs import Output, kept
from grader.rooms.talk import RemoteError, Talk
from grader.rooms.values import Handle, Kept, given_out, read, write
from grader.rooms.wire import Wire, WireError

from .desk import Desk, now, region
from .handlers import Placement

__all__ = ["Guest", "RemoteFunction"]


LONGEST = 2_000
# So many times its time a cell is granted more at most: a process can bring it about itself that it waits.
MOST_REPRIEVES = 3


class RemoteFunction:
    """A function that lives in the learner's process; calling it here runs it there."""

    def __init__(self, guest: "Guest", handle: Handle) -> None:
        self._guest = guest
        self.handle = handle
        self.__name__ = handle.name.rpartition(".")[2]

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call it with plain data, boto3 clients and tables; return what it gives back. Raises RaisedElsewhere for what it raises."""
        return self._guest.call(self.handle.number, arguments, named)


class Guest:
    """One submission's learner process.

    `held_up` tells how many real seconds it has waited for a processor. `gone` says in words why it cannot be asked any
    more, once it cannot; then every method raises RaisedElsewhere.
    """

    def __init__(self, wire: Wire, held_up: Callable[[], float] = float) -> None:
        self.gone = ""
        self._wire = wire
        self._wire.reprieve = self._reprieve
        self._held_up = held_up
        self._seconds = self._granted = self._before = 0.0
        self._kept = Kept()
        self._desk = Desk(self._kept, self._meet)
        self._talk = Talk(wire, self._desk.serve, _told)
        self._left = ExitStack()
        self._left.enter_context(hired(Placement(self._ask).hire))
        self._left.callback(self._desk.close)

    def run(self, source: str, number: int = 1) -> list[Output]:
        """Run a cell there and return its outputs: hostile data, to be shown and never to be believed.

        A traceback speaks of it by its `number`.
        """
        return kept(self._ask("run", source=source, number=number))

    def get(self, name: str) -> Any:
        """Return what a name stands for there. Raises NameError where there is none."""
        found = self._ask("get", name=name)
        if not found:
            raise NameError(f"name {name!r} is not defined")
        return read(found[0], self._kept, self._meet)

    def call(self, function: int, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Call a function there; see `RemoteFunction`."""
        data = self._ask(
            "call",
            function=function,
            arguments=[self._write(each) for each in arguments],
            named={name: self._write(each) for name, each in named.items()},
        )
        return read(data, self._kept, self._meet)

    def allow(self, seconds: float) -> None:
        """Let what is asked from now on take so many real seconds in all, and those in which the process could not run."""
        self._wire.until = time.monotonic() + seconds
        self._seconds, self._granted, self._before = seconds, 0.0, self._held_up()

    def close(self) -> None:
        """End what the submission left behind here."""
        self._left.close()

    def _reprieve(self) -> float:
        """Return how many seconds more there are, of those that the process has been held up since `allow`."""
        held = min(self._held_up() - self._before, self._seconds * MOST_REPRIEVES)
        more, self._granted = max(held - self._granted, 0.0), held
        return more

    def _ask(self, verb: str, **content: Any) -> Any:
        try:
            return self._talk.ask(verb, {**content, "now": now(), "region": region()})
        except RemoteError as error:
            raise RaisedElsewhere(_raised(error.document)) from None
        except WireError as error:
            self.gone = self.gone or _why(error)
            raise RaisedElsewhere(Raised("ProcessEnded", (), self.gone, None, None)) from None

    def _write(self, value: Any) -> Any:
        return write(value, self._kept, _own_form)

    def _meet(self, handle: Handle) -> Any:
        return RemoteFunction(self, handle) if handle.kind == "function" else handle


def _own_form(value: Any) -> Any:
    """Return the form of what the learner's process has as well.

    A client by its service and Region, a DynamoDB table by its Region and name besides, a function of its own.
    """
    if isinstance(value, BaseClient):
        return given_out(0, "client", _address(value))
    if isinstance(value, ServiceResource) and type(value).__name__ == "dynamodb.Table":
        return given_out(0, "table", f"{_address(value.meta.client)} {value.name}")
    return write(value.handle, Kept()) if isinstance(value, RemoteFunction) else None


def _address(client: BaseClient) -> str:
    return f"{client.meta.service_model.service_name} {client.meta.region_name}"


def _why(error: WireError) -> str:
    return RAN_TOO_LONG if "in time" in str(error) else ENDED


def _raised(remark: Any) -> Raised:
    """Return what a learner's process told of an exception; only what has the right form is taken."""
    found = remark if isinstance(remark, dict) else {}
    kinds, place, code = found.get("kinds"), found.get("place"), found.get("code")
    return Raised(
        _text(found.get("type")) or "Error",
        tuple(map(_text, kinds)) if isinstance(kinds, list) else (),
        _message(found.get("message")),
        code if isinstance(code, str) else None,
        Place(place["line"], _text(place.get("text")))
        if isinstance(place, dict) and type(place.get("line")) is int
        else None,
    )


def _message(value: Any) -> str:
    """Return a message cut as it is cut where answer and check share a process."""
    text = _text(value)
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"


def _text(value: Any) -> str:
    return value[:LONGEST] if isinstance(value, str) else ""


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
