"""What the examiner may ask of the learner's process: run a cell, look at a name, call a function."""

import builtins
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.rooms.talk import Hub, RemoteError
from grader.rooms.values import Handle, Kept, read, write
from grader.rooms.wire import Wire

from .account import Line, account_class
from .belongings import put_back_afterwards
from .forwarding import client, forward, settle_in, table
from .handlers import Handlers
from .outputs import Output
from .remarks import remark
from .shell import Shell
from .stand_ins import install
from .times import Times

__all__ = ["Service"]


class Service:
    """The learner's side, from its first question to the hanging up."""

    def __init__(self, wire: Wire, shell: Shell) -> None:
        self._hub = Hub(wire, self._serve, remark)
        # Only one process speaks: a fork of it would answer the same question once more.
        os.register_at_fork(after_in_child=wire.close)
        self._kept = Kept()
        self._shell = shell
        self._times = Times(self._hub)
        forward(self._hub, self._times)
        line = Line(self._hub, self._times, lambda thing: write(thing, self._kept))
        install(account_class(line))
        self._verbs: dict[str, Callable[[Any], Any]] = {
            "run": self._run,
            "get": self._get,
            "call": self._call,
            "function": Handlers(self._hub, Path.cwd()).answer,
        }

    def listen(self) -> None:
        """Serve until the examiner hangs up."""
        self._hub.listen()

    def _serve(self, verb: str, content: Any) -> Any:
        self._times.follow(content.get("now"))
        settle_in(content.get("region"))
        return self._verbs[verb](content)

    def _run(self, content: Any) -> list[Output]:
        """Run the cell `source`; return its outputs."""
        return self._shell.run(content["source"], content["number"])

    def _get(self, content: Any) -> Any:
        """Return what the name `name` stands for; None inside a list where there is such a name, else an empty list."""
        names, name = self._shell.names, content["name"]
        return [write(names[name], self._kept)] if name in names else []

    def _call(self, content: Any) -> Any:
        """Call the function `function` with `arguments` and `named`; return what it gives back."""
        function = self._kept.find(content["function"])
        arguments = [self._read(each) for each in content["arguments"]]
        named = {name: self._read(each) for name, each in content["named"].items()}
        with put_back_afterwards():
            value = function(*arguments, **named)
        return write(value, self._kept)

    def _read(self, data: Any) -> Any:
        return read(data, self._kept, self._meet)

    def _meet(self, handle: Handle) -> Any:
        """Make of the examiner's handle what a learner's function can use: a boto3 client or table, or a function to call."""
        if handle.kind == "client":
            return client(*handle.name.split())
        if handle.kind == "table":
            return table(*handle.name.split())

        def ask(*arguments: Any, **named: Any) -> Any:
            try:
                answer = self._hub.ask(
                    "call",
                    {
                        "function": handle.number,
                        "arguments": [write(each, self._kept) for each in arguments],
                        "named": {name: write(each, self._kept) for name, each in named.items()},
                    },
                )
            except RemoteError as error:
                raise _same(str(error.document)) from None
            return self._read(answer)

        return ask


def _same(told: str) -> Exception:
    """Return the error that the examiner's function raised ("ValueError: too long"): of its type where Python has that.

    Where it has not ("TimeIsUp: ..."), it is a RuntimeError of that name, so that a report says what one process says.
    """
    name, _, message = told.partition(": ")
    kind = getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, UnicodeError):
        return kind(message)
    known: Exception = type(name, (RuntimeError,), {})(message) if name.isidentifier() else RuntimeError(told)
    return known
