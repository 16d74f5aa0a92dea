"""Functions behind an API, each a callable: no code is unpacked, and every call is written down.

They are ordinary functions of the account, made by `new_function`, with names, ARNs and policies; only what runs when
they are invoked is not the code that they were made with.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.checks.answer import AnswerError
from grader.checks.bench import Bench

if TYPE_CHECKING:
    from course.runtime import Ended, Invocation, Package

__all__ = ["Actor", "Backends", "Failed", "Handled", "new_function"]

# Takes the event, returns the result; raises `Failed` to fail as a function of that name would.
Actor = Callable[[Any], Any]

_TRUST = {
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]
}


class Failed(Exception):  # noqa: N818  what a function says, and no error of ours
    """A function ends in an error: its type, its message, and the lines of its stack trace."""

    def __init__(self, kind: str, message: str, stack: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.kind, self.message, self.stack = kind, message, stack


@dataclass(frozen=True)
class Handled:
    """One call of a function: its name, the event, what it returned, or what a delivered function did instead."""

    name: str
    event: Any
    returned: Any = None
    error: AnswerError | None = None


@dataclass
class Backends:
    """What runs in the functions of one account, by their names. `calls` has every call, in order."""

    actors: Mapping[str, Actor]
    calls: list[Handled] = field(default_factory=list)

    @contextmanager
    def account(self, bench: Bench) -> Iterator[Any]:
        """Open a fresh account whose functions these are."""
        from course.cloud.functions.worker import hired  # moto takes seconds to import

        with ExitStack() as stack:
            # For this account, and for none that is opened inside of it.
            with hired(lambda _clock, _trace: _Worker(self)):
                account = stack.enter_context(bench.account())
            yield account

    def handle(self, name: str, event: Any) -> Any:
        """Let a function handle an event; return its result. Raises `Failed`."""
        actor = self.actors.get(name)
        if actor is None:
            raise Failed("Runtime.Unknown", f"{name} is none of this exercise's functions")
        try:
            returned = actor(event)
        except AnswerError as error:
            self.calls.append(Handled(name, event, None, error))
            raise Failed("Exception", str(error.got)) from None
        except Failed:
            self.calls.append(Handled(name, event))
            raise
        self.calls.append(Handled(name, event, returned))
        return returned


def new_function(account: Any, name: str) -> str:
    """Make a function that every API of the account may invoke; return its ARN."""
    made = account.client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.12",
        Role=_role(account),
        Handler="app.handler",
        Timeout=29,
        Code={"ZipFile": _NO_CODE},
    )
    account.client("lambda").add_permission(
        FunctionName=name,
        StatementId="gateway",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
        SourceArn=f"arn:aws:execute-api:{account.region}:{account.id}:*/*/*/*",
    )
    return str(made["FunctionArn"])


def _role(account: Any) -> str:
    iam = account.client("iam")
    try:
        return str(iam.get_role(RoleName="functions")["Role"]["Arn"])
    except iam.exceptions.NoSuchEntityException:
        made = iam.create_role(RoleName="functions", AssumeRolePolicyDocument=json.dumps(_TRUST))
        return str(made["Role"]["Arn"])


def _zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(zipfile.ZipInfo("app.py"), "")
    return content.getvalue()


_NO_CODE = _zipped()


class _Worker:
    """Makes execution environments that run nothing of the code; see `course.cloud.functions.worker.Worker`."""

    def __init__(self, backends: Backends) -> None:
        self._backends = backends

    def take_in(self, archive: bytes) -> None: ...

    def start(self, _package: "Package") -> "_Runtime":
        return _Runtime(self._backends)

    def close(self) -> None: ...


class _Runtime:
    """One execution environment."""

    def __init__(self, backends: Backends) -> None:
        self.scope = _Nothing()
        self._backends = backends

    def load(self) -> None: ...

    def call(self, event: str, invocation: "Invocation") -> "Ended":
        from course.runtime import Ended

        try:
            return Ended(json.dumps(self._backends.handle(invocation.function_name, json.loads(event))))
        except Failed as failure:
            document = {
                "errorMessage": failure.message,
                "errorType": failure.kind,
                "requestId": invocation.aws_request_id,
                "stackTrace": list(failure.stack),
            }
            return Ended(json.dumps(document), failed=True)

    def printed(self) -> str:
        return ""

    def fresh(self) -> "_Runtime":
        return _Runtime(self._backends)

    def close(self) -> None: ...


class _Nothing:
    """A scope in which nothing has to hold."""

    def enter(self) -> None: ...

    def leave(self) -> None: ...
