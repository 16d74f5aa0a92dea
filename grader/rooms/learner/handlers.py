"""Functions that the learner deployed, run in the learner's process; the account, which is in the other one, asks for it."""

import base64
import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from course.runtime import CodeError, Ended, Invocation, Package, Runtime, Worker
from grader.rooms.talk import Hub

from .belongings import put_back_afterwards

__all__ = ["Handlers"]

# Far beyond what Lambda passes on or keeps, and less than one message may hold.
MOST_CHARACTERS = 8_000_000


class Handlers:
    """Execution environments by number, below the folder `home`. Each account on the other side has a worker here."""

    def __init__(self, hub: Hub, home: Path) -> None:
        self._hub = hub
        self._home = home
        self._workers: dict[int, Worker] = {}
        self._runtimes: dict[int, tuple[int, Runtime]] = {}
        self._numbers = count(1)
        self._deeds: dict[str, Callable[[Any], Any]] = {
            "start": self._start,
            "fresh": self._fresh,
            "load": self._load,
            "call": self._call,
            "printed": lambda content: _printed(self._runtime(content)),
            "close": lambda content: self._runtimes.pop(content["number"], None) and None,
            "leave": self._leave,
        }

    def answer(self, content: Any) -> Any:
        """Do what the account asks for; `content["does"]` says what."""
        return self._deeds[content["does"]](content)

    def _start(self, content: Any) -> Any:
        worker = self._workers.setdefault(content["worker"], Worker(self._elapsed, self._home))
        try:
            return {"number": self._keep(content["worker"], worker.start(_package(content["package"])))}
        except CodeError as problem:
            return {"refused": str(problem)}

    def _fresh(self, content: Any) -> Any:
        worker, runtime = self._runtimes[content["number"]]
        return {"number": self._keep(worker, runtime.fresh())}

    def _load(self, content: Any) -> Any:
        runtime = self._runtime(content)
        with put_back_afterwards(), self._hub.within(runtime.scope), contextlib.suppress(KeyboardInterrupt):
            runtime.load()
        return _printed(runtime)

    def _call(self, content: Any) -> Any:
        runtime, invocation = self._runtime(content), Invocation(**content["invocation"])
        with put_back_afterwards(), self._hub.within(runtime.scope):
            try:
                ended = runtime.call(content["event"], invocation)
            except KeyboardInterrupt:  # nobody sits here who could have meant it
                ended = _failure("KeyboardInterrupt", "", survives=False)
        if (length := len(ended.payload)) > MOST_CHARACTERS:
            ended = _failure("Function.ResponseSizeTooLarge", f"Response payload size ({length} bytes)")
        return {**asdict(ended), **_printed(runtime)}

    def _leave(self, content: Any) -> None:
        """Let go of all that ran for one account."""
        number = content["worker"]
        self._runtimes = {key: each for key, each in self._runtimes.items() if each[0] != number}
        if worker := self._workers.pop(number, None):
            worker.close()

    def _keep(self, worker: int, runtime: Runtime) -> int:
        number = next(self._numbers)
        self._runtimes[number] = worker, runtime
        return number

    def _runtime(self, content: Any) -> Runtime:
        return self._runtimes[content["number"]][1]

    def _elapsed(self) -> float:
        return float(self._hub.ask("elapsed"))


def _package(data: Any) -> Package:
    """Return a package; what was sent before comes without its content, and lies in its folder."""
    return Package(
        **{
            **data,
            "code": base64.b64decode(data["code"]),
            "layers": tuple(map(base64.b64decode, data["layers"])),
        }
    )


def _printed(runtime: Runtime) -> dict[str, str]:
    return {"printed": runtime.printed()[:MOST_CHARACTERS]}


def _failure(kind: str, message: str, *, survives: bool = True) -> Ended:
    return Ended(json.dumps({"errorType": kind, "errorMessage": message}), failed=True, survives=survives)
