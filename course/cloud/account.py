"""One AWS account in memory."""

from contextlib import ExitStack
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.moto_api._internal import mock_random

from course import sdk
from course.clock import Ambient, Clock, Unsettled

from . import environment, inventory, meter, moto_state, running, seams
from .arrivals import Arrivals
from .buckets import Buckets
from .endpoints import Endpoints, Handler
from .events import Events
from .faults import Faults
from .functions import Asynchronous, Functions, Images
from .message_moves import MessageMoves
from .monitoring.alarms import Alarms
from .monitoring.logs import Logs
from .monitoring.metrics import Metrics
from .monitoring.tracing import Tracing
from .policies.permissions import Mode, Permissions
from .pollers import Pollers
from .quotas import Quotas
from .scheduler import Scheduler
from .targets import Targets
from .topics import Topics
from .trace import Trace

if TYPE_CHECKING:
    from .front_door import FrontDoor
    from .state_machines import StateMachines

__all__ = ["Account"]


class Account:
    """An AWS account that lives in this process's memory, on a virtual clock. Nothing leaves the machine.

        with Account() as account:
            boto3.client("sqs").create_queue(QueueName="sales-q")

    In a notebook, where there is no block to close, use `start` and `stop`. While an account runs, every boto3 client
    talks to it, and `time.time`, `datetime.now` and `time.sleep` follow its clock. An account that is started inside
    another one sets the outer one aside until it ends. Same `seed`, same code: same identifiers, same trace.

    With `policies="enforce"` the account refuses, as AWS does, what no policy allows; see
    :data:`course.cloud.policies.permissions.Mode`. `region` is the one in which everything is made and looked for that
    names no other; boto3 takes it for its own while the account runs. ValueError is raised for one that AWS lacks.

    Other threads may call, too, but time passes only in the thread that started the account: elsewhere a long poll
    answers at once, and what would have to wait (a function's result) raises `course.clock.ClockError`.
    """

    id = DEFAULT_ACCOUNT_ID

    def __init__(
        self,
        seed: int = 0,
        *,
        limit: float | None = None,
        policies: Mode = "read",
        region: str = environment.REGION,
    ) -> None:
        self.seed = seed
        self.region = environment.known_region(region)
        self.permissions = Permissions(self, policies)
        self.clock = Clock(limit=limit)
        self.trace = Trace(self.clock)
        self.faults = Faults(self.clock, self.trace, seed)
        self.outages = self.faults.outages
        self.quotas = Quotas(self.clock)
        self.endpoints = Endpoints(self.clock, self.trace, self.faults, {})
        self.metrics = Metrics(self)
        self.alarms = Alarms(self)
        self.logs = Logs(self)
        self.tracing = Tracing(self)
        self.functions = Functions(self.clock, self.trace, self.faults)
        self.asynchronous = Asynchronous(self)
        self.topics = Topics(self)
        self.targets = Targets(self)
        self.events = Events(self)
        self.scheduler = Scheduler(self)
        self.buckets = Buckets(self)
        self.arrivals = Arrivals()
        self.moves = MessageMoves(self)
        self.pollers = Pollers(self)
        self._ambient = Ambient(self.clock)
        self._undo = ExitStack()
        self._blocks = 0
        self._started = False

    def start(self) -> Self:
        """Start the account; it takes the place of one that an earlier cell started. Harmless when it runs already."""
        if self not in running.stack:
            while running.stack and not running.stack[-1]._blocks:  # noqa: SLF001
                running.stack[-1].stop()
            self._begin()
            self._started = True
        return self

    def stop(self) -> None:
        """End the account, and all that were started inside it; what was set aside comes back. Harmless when ended."""
        while self in running.stack:
            running.stack[-1]._end()  # noqa: SLF001

    def __enter__(self) -> Self:
        if self not in running.stack:
            self._begin()
        self._blocks += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._blocks = max(self._blocks - 1, 0)
        if not self._blocks and not self._started:
            self.stop()

    def client(self, service: str) -> Any:
        """Return a boto3 client, the same as ``boto3.client(service)`` while this account runs."""
        return _client(service, self.region)

    def settle(self, at_most: float | None = None) -> Unsettled | None:
        """Let virtual time pass until nothing is due any more: every delivery arrived, every retry made.

        Some things never end, a message that fails for ever, say. Then it stops after `at_most` seconds (6 hours,
        unless told otherwise) and returns what is still under way; None when all is quiet.
        """
        return self.clock.settle() if at_most is None else self.clock.settle(at_most)

    def meter(self, times: float = 1.0, *, free_tier: bool = False) -> meter.Bill:
        """Return what all that happened here would cost on AWS (us-east-1), with the price of each; `print` shows a table.

        `times` is how often a month such a run takes place. With `free_tier` the month is shown without what AWS gives
        away each month.
        """
        return meter.take(self, times, free_tier=free_tier)

    def inventory(self) -> inventory.Inventory:
        """Return what exists and what is wired to what, now."""
        return inventory.take(self)

    def export(self, format: str = "sam", syntax: str = "yaml") -> str:
        """Return the account as a template: `format` sam or cloudformation, `syntax` yaml or json.

        What the template cannot hold stands in its Metadata. `export_to` writes the learner's code as well. Raises
        `course.cloud.export.ExportError`.
        """
        from .export import export

        return export(self, format, syntax)

    def export_to(self, folder: Path | str, format: str = "sam", syntax: str = "yaml") -> Path:
        """Write the template and the functions' code into a folder; return the template's path. Raises ExportError."""
        from .export import export_to

        return export_to(self, folder, format, syntax)

    @property
    def images(self) -> Images:
        """Container images of source: address -> {path inside the image: text}, for functions made from an image."""
        return self.functions.images

    @cached_property
    def state_machines(self) -> "StateMachines":
        """Step Functions: state machines and their executions."""
        # To import the language takes as long as all the rest together, and many an account has no state machine.
        from .state_machines import StateMachines

        return StateMachines(self)

    @cached_property
    def front_door(self) -> "FrontDoor":
        """API Gateway: requests to the invoke URLs of deployed APIs."""
        # Many an account has no API.
        from .front_door import FrontDoor

        return FrontDoor(self)

    def endpoint(self, url: str, handler: Handler) -> None:
        """Let `handler` answer requests to `url`: a partner's server. See :data:`course.cloud.endpoints.Handler`."""
        self.endpoints.handlers[url] = handler

    def outage(self, name: str, seconds: float, *, after: float = 0.0) -> None:
        """Switch a function, queue, topic or endpoint off for so many virtual seconds, from now or later.

        A queue or topic answers 503, to deliveries and to calls. A function is still there, but each of its
        invocations fails. An endpoint answers 503.
        """
        self.outages.add(name, seconds, after=after)

    def now(self) -> datetime:
        """Return the account's virtual time."""
        return self.clock.now

    def lives_here(self) -> bool:
        """Tell whether the calling thread is the one whose sleep moves this account's clock."""
        return self.clock.lives_here()

    def new_id(self) -> str:
        """Return a new identifier in AWS's usual form; the account's seed decides which."""
        return str(mock_random.uuid4())

    def _begin(self) -> None:
        with ExitStack() as undo:
            undo.callback(moto_state.restore, moto_state.begin(self.seed))
            variables = environment.VARIABLES | {"AWS_DEFAULT_REGION": self.region}
            undo.callback(environment.set_variables, environment.set_variables(variables))
            undo.callback(setattr, boto3, "DEFAULT_SESSION", boto3.DEFAULT_SESSION)
            boto3.DEFAULT_SESSION = _session(self.region)
            if not running.stack:
                undo.callback(seams.install())
            self._ambient.start()
            undo.callback(self._ambient.stop)
            undo.callback(self.functions.close)
            undo.callback(vars(self).pop, "front_door", None)  # what it remembers is of APIs that end here
            undo.callback(self.clock.close)
            running.stack.append(self)
            self._undo = undo.pop_all()

    def _end(self) -> None:
        self._started, self._blocks = False, 0
        try:
            self._undo.close()
        finally:
            running.stack.remove(self)


# Neither a session nor a client knows anything of an account but its Region, so one serves all of them. The first client
# of a session costs a quarter of a second, a further one milliseconds.
@cache
def _session(region: str) -> Any:
    return sdk.session(*environment.KEYS, region)


@cache
def _client(service: str, region: str) -> Any:
    return _session(region).client(service)
