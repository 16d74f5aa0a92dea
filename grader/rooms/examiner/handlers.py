"""Where functions run while a submission is examined: with the learner, but for what the course's own code deployed.

Code counts as the course's only where it came inline in a request (or as an image) that the course made outright: not
the learner's process, and nothing that goes on within an account (a state machine may deploy a function, too). Code from
a bucket is nobody's, therefore, and runs with the learner. What the course deployed stays in this process, so that its
text never reaches the learner's; and nothing is loaded beside it that is not the course's as well.
"""

import base64
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from itertools import count
from typing import Any

from course import runtime
from course.clock import Clock
from course.cloud.functions.worker import Runtime
from course.cloud.trace import Trace
from course.runtime import CodeError, Package

from .far_runtime import FarWorker

__all__ = ["Placement", "for_the_learner"]

_NOTHING = base64.b64decode("UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==")  # a zip file without a file

_for_the_learner: ContextVar[bool] = ContextVar("for_the_learner", default=False)


@contextmanager
def for_the_learner() -> Iterator[None]:
    """Let what is uploaded inside this block, and by whatever it starts, be the learner's."""
    token = _for_the_learner.set(True)
    try:
        yield
    finally:
        _for_the_learner.reset(token)


class Placement:
    """Hires the workers for the accounts of one submission. `ask` asks the learner's process; see `Guest`."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask
        self._numbers = count(1)

    def hire(self, clock: Clock, trace: Trace) -> "PlacingWorker":
        """Return the worker of a new account."""
        return PlacingWorker(clock, trace, FarWorker(self._ask, next(self._numbers)))


class PlacingWorker:
    """The worker of one account: it decides for each execution environment in which process it is made."""

    def __init__(self, clock: Clock, trace: Trace, far: FarWorker) -> None:
        self._near = runtime.Worker(lambda: clock.elapsed)
        self._far = far
        self._trace = trace
        self._ours: set[bytes] = set()

    def take_in(self, archive: bytes) -> None:
        """Note whose code this is; called while the request is served that uploads it."""
        request = next(self._trace.causes(), None)
        if not _for_the_learner.get() and (request is None or request.cause is None):
            self._ours.add(_hash(archive))

    def start(self, package: Package) -> Runtime:
        """Return a new execution environment. Raises `CodeError`."""
        if _hash(package.code) not in self._ours:
            return self._far.start(package)
        if not _lies_within(package.handler, package.code):
            # Whoever set this handler wants something else run than the code; the learner may have.
            return self._far.start(replace(package, name="nothing", code=_NOTHING))
        if any(_hash(layer) not in self._ours for layer in package.layers):
            raise CodeError("the exercise's own function runs with no layers but the exercise's own")
        return self._near.start(package)

    def close(self) -> None:
        """Remove what lies on the disk, here and there."""
        self._near.close()
        self._far.close()


def _hash(archive: bytes) -> bytes:
    return hashlib.sha256(archive).digest()


def _lies_within(handler: str, code: bytes) -> bool:
    """Tell whether the module that a handler names is one of the code's."""
    top = handler.rpartition(".")[0].replace("/", ".").partition(".")[0]
    try:
        with zipfile.ZipFile(io.BytesIO(code)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return True  # nothing will be loaded at all
    return any(name == f"{top}.py" or name.startswith(f"{top}/") for name in names)
