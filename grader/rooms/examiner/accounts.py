"""Accounts that a submission's own cells opened: they run here, and are asked for by number."""

from collections.abc import Callable
from typing import Any

from course.clock import Task
from course.cloud import running
from course.cloud.account import Account
from course.cloud.endpoints import Answer, Handler
from course.cloud.environment import REGION
from grader.checks import RaisedElsewhere
from grader.rooms.values import Refused

from .handlers import for_the_learner

__all__ = ["Accounts"]

MOST = 200
MOST_TASKS = 10_000


class Accounts:
    """The accounts of one submission. `find` makes a callable of a function that the learner's process handed over."""

    def __init__(self, find: Callable[[Any], Callable[..., Any]]) -> None:
        self._find = find
        self._all: list[Account] = []
        self._tasks: list[Task] = []

    def answer(self, content: Any) -> Any:
        """Do what is asked of an account. Raises Refused for what cannot be asked."""
        if not isinstance(content, dict):
            raise Refused("this is no question about an account")
        does, value = content.get("does"), content.get("value")
        if does == "new":
            return self._new(value, content.get("region", REGION))
        number = content.get("account")
        if type(number) is not int or not 0 <= number < len(self._all):
            raise Refused("there is no such account")
        account = self._all[number]
        try:
            if does == "spawn":
                return self._spawn(account, value)
            if does == "wait":
                return self._wait(account, value)
            if not isinstance(does, str) or does not in _DEEDS:
                raise Refused("an account cannot do that here")
            return _DEEDS[does](account, self._with_functions(does, value))
        except (AttributeError, TypeError, ValueError, KeyError) as problem:
            raise Refused(f"an account cannot do that: {problem}") from None

    def close(self) -> None:
        """End those that were left running."""
        for account in self._all:
            account.stop()

    def _with_functions(self, does: str, value: Any) -> Any:
        if does != "endpoint":
            return value
        url, handler = value
        return url, _partner(self._find(handler))

    def _spawn(self, account: Account, value: Any) -> int:
        """Start a program of the learner's beside what runs now; return its number."""
        function, name = value
        if len(self._tasks) >= MOST_TASKS:
            raise Refused(f"{MOST_TASKS} programs at once are enough")
        self._tasks.append(account.clock.spawn(self._find(function), name=str(name)))
        return len(self._tasks) - 1

    def _wait(self, account: Account, number: Any) -> None:
        if type(number) is not int or not 0 <= number < len(self._tasks):
            raise Refused("there is no such program")
        account.clock.wait(self._tasks[number])

    def _new(self, seed: Any, region: Any) -> int:
        if len(self._all) >= MOST:
            raise Refused(f"{MOST} accounts are enough")
        try:
            account = Account(seed if type(seed) is int else 0, region=region)
        except ValueError as problem:
            raise Refused(str(problem)) from None
        self._all.append(account)
        return len(self._all) - 1


def _settle(account: Account, at_most: Any) -> None:
    account.settle(_seconds(at_most)) if at_most is not None else account.settle()


def _start(account: Account, _: Any) -> None:
    if account not in running.stack:
        account.start()


def _outage(account: Account, value: Any) -> None:
    name, seconds, after = value
    account.outage(str(name), _seconds(seconds), after=_seconds(after))


def _image(account: Account, value: Any) -> None:
    address, files = value
    with for_the_learner():
        account.images[str(address)] = {str(path): str(text) for path, text in files.items()}


def _endpoint(account: Account, value: Any) -> None:
    url, handler = value
    account.endpoint(str(url), handler)


def _partner(function: Callable[..., Any]) -> Handler:
    """Return a partner's server that a learner plays; where it breaks, it says what broke, as one of our own does."""

    def answer(request: dict[str, Any]) -> Answer:
        try:
            return function(request)  # type: ignore[no-any-return]
        except RaisedElsewhere as error:
            return 500, str(error)

    return answer


def _seconds(value: Any) -> float:
    if not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise Refused("this is no number of seconds")
    return float(value)


_DEEDS: dict[str, Callable[[Account, Any], Any]] = {
    "start": _start,
    "stop": lambda account, _: account.stop(),
    "settle": _settle,
    "advance": lambda account, seconds: account.clock.advance(_seconds(seconds)),
    "elapsed": lambda account, _: account.clock.elapsed,
    "now": lambda account, _: account.clock.now.isoformat(),
    "outage": _outage,
    "endpoint": _endpoint,
    "image": _image,
    "trace": lambda account, _: [span.as_dict() for span in account.trace],
}
