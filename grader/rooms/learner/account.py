"""The account as a learner's own cells use it: it lives with the examiner, and each of its methods is asked for there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar, Self

from grader.rooms.talk import Talk

from .clock import Clock
from .forwarding import REGION, client, settle_in
from .times import Times

__all__ = ["Line", "RemoteAccount", "account_class"]


class _Images(dict[str, dict[str, str]]):
    """Container images of source, which the account is told of."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        super().__init__()
        self._ask = ask

    def __setitem__(self, address: str, files: dict[str, str]) -> None:
        self._ask("image", [str(address), {str(path): str(text) for path, text in files.items()}])
        super().__setitem__(address, files)


class RemoteAccount:
    """An AWS account in memory. See `course.cloud.Account`, of which this has what a notebook's cells need."""

    # Set by `account_class`: the same for all accounts of a process, and no parameter of a learner's.
    _line: ClassVar["Line"]

    id = "123456789012"

    def __init__(self, seed: int = 0, *, region: str = REGION, **_: Any) -> None:
        self.region = str(region)
        asked = {"does": "new", "value": int(seed), "region": self.region}
        self._number = self._line.talk.ask("account", asked)["said"]
        self.clock = Clock(self._ask, self._line.keep)
        self.images = _Images(self._ask)

    def start(self) -> Self:
        """Start it."""
        self._ask("start")
        return self

    def stop(self) -> None:
        """End it."""
        self._ask("stop")

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    def client(self, service: str) -> Any:
        """Return a boto3 client."""
        return client(service, self.region)

    def settle(self, at_most: float | None = None) -> None:
        """Let time pass until nothing is due."""
        self._ask("settle", at_most)

    def now(self) -> datetime:
        """Return the virtual time."""
        return self.clock.now

    def outage(self, name: str, seconds: float, *, after: float = 0.0) -> None:
        """Switch something off for so many seconds."""
        self._ask("outage", [str(name), float(seconds), float(after)])

    def endpoint(self, url: str, handler: Callable[..., Any]) -> None:
        """Let `handler` answer requests to `url`."""
        self._ask("endpoint", [str(url), self._line.keep(handler)])

    @property
    def trace(self) -> "_Trace":
        """The spans so far, as plain objects."""
        return _Trace(SimpleNamespace(**span) for span in self._ask("trace"))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        # Pictures and bills are for the learner's page; while a submission is graded nobody looks at them.
        return _Nothing()

    def _ask(self, does: str, value: Any = None) -> Any:
        answer = self._line.talk.ask("account", {"account": self._number, "does": does, "value": value})
        self._line.times.follow(answer["now"])
        settle_in(answer["region"])
        return answer["said"]


class _Trace(list[Any]):
    """Spans, in the order in which they began."""

    def find(self, **wanted: Any) -> list[Any]:
        """Return the spans whose fields have the wanted values."""
        return [span for span in self if all(getattr(span, key) == value for key, value in wanted.items())]


@dataclass(frozen=True)
class Line:
    """How the other side is asked, whose time it is, and what makes a function something that can be asked for there."""

    talk: Talk
    times: Times
    keep: Callable[[Any], Any]


def account_class(line: Line) -> type:
    """Return the class `Account` of this process."""
    return type("Account", (RemoteAccount,), {"_line": line})


class _Nothing:
    """What is only for looking at: it takes every call and shows nothing."""

    def __call__(self, *_: Any, **__: Any) -> "_Nothing":
        return self

    def __getattr__(self, name: str) -> "_Nothing":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: Any) -> "_Nothing":
        return self

    def __format__(self, _: str) -> str:
        return repr(self)

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __repr__(self) -> str:
        return "(not shown while grading)"
