"""What the learner's process may ask the examiner for: a request to the account, a sleep, a call of what it was given."""

import base64
from collections.abc import Callable
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, HeadersDict

from course.cloud import entry, running, web
from grader.rooms.values import Handle, Kept, Refused, read, write

from .accounts import Accounts
from .handlers import for_the_learner

__all__ = ["Desk", "now", "region"]


LAST = 253_402_300_799.0  # 9999-12-31T23:59:59 UTC
_ADMINISTRATION = "//motoapi."  # where moto's own workings answer: resetting, recording


class Desk:
    """Answers the learner's process. Everything that is asked is taken for hostile: wrong in form, it is refused."""

    def __init__(self, kept: Kept, meet: Callable[[Handle], Any]) -> None:
        self._kept = kept
        self._meet = meet
        self._accounts = Accounts(self._function)
        self._verbs: dict[str, Callable[[Any], Any]] = {
            "aws": self._aws,
            "web": self._web,
            "sleep": self._sleep,
            "elapsed": lambda _: running.current().clock.elapsed,
            "call": self._call,
            "account": lambda content: {
                "said": self._accounts.answer(content),
                "now": now(),
                "region": region(),
            },
        }

    def close(self) -> None:
        """End the accounts that the submission left running."""
        self._accounts.close()

    def serve(self, verb: str, content: Any) -> Any:
        """Answer one question. Raises Refused for what cannot be asked here."""
        if verb not in self._verbs:
            raise Refused(f"nobody can ask for {verb!r:.40} here")
        return self._verbs[verb](content)

    def _aws(self, content: Any) -> Any:
        """Pass a boto3 request to the account that runs."""
        event, request = _request(content)
        with for_the_learner():
            response = entry.answer(event, request)
        body = response.content if response is not None else b""
        return {
            "status": response.status_code if response is not None else 500,
            "headers": dict(response.headers) if response is not None else {},
            "body": base64.b64encode(body).decode(),
            "now": now(),
        }

    def _web(self, content: Any) -> Any:
        """Pass a request of `requests` or `urllib` to an API or a partner of the account that runs."""
        method, url, headers, body = _web_request(content)
        try:
            with for_the_learner():
                reply = web.ask(method, url, headers, body)
        except ConnectionError as problem:
            return {"nobody": str(problem), "now": now()}
        text = base64.b64encode(reply.content).decode()
        return {"status": reply.status, "headers": reply.headers, "body": text, "now": now()}

    def _sleep(self, content: Any) -> Any:
        """Let virtual time pass."""
        if not isinstance(content, int | float) or not 0 <= content < float("inf"):
            raise Refused("a sleep is a number of seconds, not negative")
        account = running.current()
        if account.lives_here():
            account.clock.sleep(content)
        return now()

    def _call(self, content: Any) -> Any:
        """Call something that was handed to a learner's function."""
        function = self._kept.find(content["function"])
        arguments = [read(each, self._kept, self._meet) for each in content["arguments"]]
        named = {str(name): read(each, self._kept, self._meet) for name, each in content["named"].items()}
        return write(function(*arguments, **named), self._kept)

    def _function(self, data: Any) -> Callable[..., Any]:
        function = read(data, self._kept, self._meet)
        if not callable(function):
            raise Refused("a function is expected here")
        return function  # type: ignore[no-any-return]


def _request(content: Any) -> tuple[str, AWSPreparedRequest]:
    try:
        event, method, url = (str(content[key]) for key in ("event", "method", "url"))
        headers = HeadersDict((str(name), str(value)) for name, value in content["headers"])
        body = base64.b64decode(content["body"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise Refused("this is no request to AWS") from None
    if event.count(".") < 2 or not url.startswith("https://") or _ADMINISTRATION in url:
        raise Refused("this is no request to AWS")
    return event, AWSPreparedRequest(method, url, headers, body or None, stream_output=False)


def _web_request(content: Any) -> tuple[str, str, list[tuple[str, str]], bytes]:
    try:
        headers = [(str(name), str(text)) for name, text in content["headers"]]
        body = base64.b64decode(content["body"], validate=True)
        return str(content["method"]), str(content["url"]), headers, body
    except (KeyError, TypeError, ValueError):
        raise Refused("this is no request to a server") from None


def now() -> float | None:
    """Return the virtual time of the account that runs, in seconds since 1970; None where none does.

    A clock can be let run past the year 9999, for which Python has no date; then it is the end of that year.
    """
    try:
        return running.stack[-1].clock.now.timestamp() if running.stack else None
    except OverflowError:
        return LAST


def region() -> str | None:
    """Return the Region of the account that runs; None where none does."""
    return running.stack[-1].region if running.stack else None
