"""One AWS account in memory."""

import os
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Self

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.moto_api._internal import mock_random

from course.clock import Ambient, Clock

from . import inventory, moto_state, running, seams
from .endpoints import Endpoints, Handler
from .functions import Asynchronous, Functions
from .outages import Outages
from .pollers import Pollers
from .topics import Topics
from .trace import Trace

__all__ = ["Account"]


class Account:
    """An AWS account that lives in this process's memory, on a virtual clock. Nothing leaves the machine.

        with Account() as account:
            boto3.client("sqs").create_queue(QueueName="sales-q")

    In a notebook, where there is no block to close, use `start` and `stop`. While an account runs, every boto3 client
    talks to it, and `time.time`, `datetime.now` and `time.sleep` follow its clock. An account that is started inside
    another one sets the outer one aside until it ends. Same `seed`, same code: same identifiers, same trace.
    """

    id = DEFAULT_ACCOUNT_ID
    region = "us-east-1"

    def __init__(self, seed: int = 0, *, limit: float | None = None) -> None:
        self.seed = seed
        self.clock = Clock(limit=limit)
        self.trace = Trace(self.clock)
        self.outages = Outages(self.clock)
        self.endpoints = Endpoints(self.clock, self.trace, self.outages, {})
        self.functions = Functions(self.clock, self.trace, self.outages)
        self.asynchronous = Asynchronous(self)
        self.topics = Topics(self)
        self.pollers = Pollers(self)
        self._thread = threading.get_ident()
        self._ambient = Ambient(self.clock)
        self._undo: list[Any] = []
        self._held = False

    def start(self) -> Self:
        """Start the account; it takes the place of one that an earlier cell started. Harmless when it runs already."""
        if self not in running.stack:
            while running.stack and not running.stack[-1]._held:
                running.stack[-1].stop()
            self._begin()
        return self

    def stop(self) -> None:
        """End the account, and all that were started inside it; what was set aside comes back. Harmless when ended."""
        while self in running.stack:
            running.stack[-1]._end()

    def __enter__(self) -> Self:
        if self not in running.stack:
            self._held = True
            self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def client(self, service: str) -> Any:
        """Return a boto3 client, the same as ``boto3.client(service)`` while this account runs."""
        return _client(service, self.region)

    def settle(self) -> None:
        """Let virtual time pass until nothing is due any more: every delivery arrived, every retry made."""
        self.clock.settle()

    def inventory(self) -> inventory.Inventory:
        """Return what exists and what is wired to what, now."""
        return inventory.take(self)

    def endpoint(self, url: str, handler: Handler) -> None:
        """Let `handler` answer requests to `url`: a partner's server. See :data:`course.cloud.endpoints.Handler`."""
        self.endpoints.handlers[url] = handler

    def outage(self, name: str, seconds: float, *, after: float = 0.0) -> None:
        """Switch a function, queue, topic or endpoint off for so many virtual seconds, from now or later."""
        self.outages.add(name, seconds, after=after)

    def now(self) -> datetime:
        """Return the account's virtual time."""
        return self.clock.now

    def lives_here(self) -> bool:
        """Tell whether the calling thread is the one whose sleep moves this account's clock."""
        return threading.get_ident() == self._thread

    def new_id(self) -> str:
        """Return a new identifier in AWS's usual form; the account's seed decides which."""
        return str(mock_random.uuid4())

    def _begin(self) -> None:
        self._thread = threading.get_ident()
        world = moto_state.begin(self.seed)
        variables, session = _set_variables(_VARIABLES), boto3.DEFAULT_SESSION
        boto3.DEFAULT_SESSION = None  # the next client reads the variables anew
        remove_seams = seams.install() if not running.stack else lambda: None
        self._ambient.start()
        running.stack.append(self)
        self._undo = [
            self.functions.close,
            self._ambient.stop,
            remove_seams,
            lambda: setattr(boto3, "DEFAULT_SESSION", session),
            lambda: _set_variables(variables),
            lambda: moto_state.restore(world),
        ]

    def _end(self) -> None:
        running.stack.remove(self)
        self._held = False
        for step in self._undo:
            step()


# No secret: every client needs some credentials, and with these none of a learner's own is ever read.
_VARIABLES = {
    "AWS_ACCESS_KEY_ID": "FOOBARKEY",
    "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET",
    "AWS_SESSION_TOKEN": None,
    "AWS_DEFAULT_REGION": Account.region,
    "AWS_PROFILE": None,
}


@cache
def _client(service: str, region: str) -> Any:
    # A client knows nothing of an account, so one serves all of them; making one costs tens of milliseconds.
    keys = (_VARIABLES["AWS_ACCESS_KEY_ID"], _VARIABLES["AWS_SECRET_ACCESS_KEY"])
    return boto3.client(service, region_name=region, aws_access_key_id=keys[0], aws_secret_access_key=keys[1])


def _set_variables(variables: Mapping[str, str | None]) -> dict[str, str | None]:
    """Set environment variables (None: remove) and return what they were."""
    before = {name: os.environ.get(name) for name in variables}
    for name, text in variables.items():
        if text is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = text
    return before
