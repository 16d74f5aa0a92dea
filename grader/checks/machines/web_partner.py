"""A partner's HTTPS API as a rubric scripts it: what an HTTP Task gets, request by request, without an account.

Source: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
"""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from course.asl import StatesError
from course.asl.engine import cannot_start
from course.asl.json_text import compact, shown
from course.clock import Clock
from course.facts import value

__all__ = ["Response", "WebPartner", "WebRequest"]

LONGEST: float = value("states.http_seconds")


@dataclass(frozen=True)
class Response:
    """One answer: an HTTP status and a body, after so many virtual seconds; with `hangs` there is none."""

    status: int = 200
    body: Any = None
    seconds: float = 0.0
    hangs: bool = False


@dataclass(frozen=True)
class WebRequest:
    """What the partner was sent, but for what the connection adds: `query` holds both that of the URL and the fields'."""

    method: str
    url: str
    query: dict[str, str]
    headers: dict[str, Any]
    body: Any = None


class WebPartner:
    """Answers ``http:invoke`` at one URL to whoever names the right connection; an actor of that name.

    The first request gets the first of `responses`, and so on; those after the last one get that. `requests` has all
    that arrived. Fails with the errors of AWS: `States.Http.StatusCode.404` and its like for what is no success,
    `States.Http.Socket` for an address at which nobody is, or where no answer came in a minute.
    """

    def __init__(self, clock: Clock, url: str, connection: str, responses: Iterable[Response]) -> None:
        self.requests: list[WebRequest] = []
        self._clock = clock
        self._url = url
        self._connection = connection
        self._responses = list(responses)

    def __call__(self, asked: Any) -> dict[str, Any]:
        """Answer one request, given as the parameters of the Task. Raises `StatesError`."""
        from course.cloud.integrations.partners import refusals  # moto takes a second to import

        if reasons := refusals(asked):
            raise cannot_start(compact(asked), reasons)
        request = _request(asked)
        arn = _connection(asked)
        if arn != self._connection:
            raise StatesError(
                "Events.ConnectionResource.ResourceNotFound", f"Connection '{arn}' does not exist."
            )
        if request.url != self._url:
            raise StatesError("States.Http.Socket", f"{request.url}: no host answers at this address")
        self.requests.append(request)
        return self._answer(self._responses[min(len(self.requests), len(self._responses)) - 1])

    def _answer(self, response: Response) -> dict[str, Any]:
        self._clock.sleep(LONGEST if response.hangs else min(response.seconds, LONGEST))
        if response.hangs or response.seconds > LONGEST:
            raise StatesError("States.Http.Socket", f"{self._url} did not answer within {LONGEST} seconds.")
        phrase = HTTPStatus(response.status).phrase
        if not 200 <= response.status < 300:
            raise StatesError(f"States.Http.StatusCode.{response.status}", phrase)
        return {
            "Headers": {"content-type": ["application/json"]},
            "ResponseBody": response.body,
            "StatusCode": response.status,
            "StatusText": phrase,
        }


def _request(asked: dict[str, Any]) -> WebRequest:
    parts = urlsplit(asked["ApiEndpoint"])
    fields = {
        name: ",".join(map(shown, each)) if isinstance(each, list) else shown(each)
        for name, each in (asked.get("QueryParameters") or {}).items()
    }
    return WebRequest(
        method=asked["Method"],
        url=parts._replace(query="").geturl(),
        query=dict(parse_qsl(parts.query)) | fields,
        headers=asked.get("Headers") or {},
        body=asked.get("RequestBody"),
    )


def _connection(asked: dict[str, Any]) -> Any:
    named = asked.get("InvocationConfig") or asked.get("Authentication")
    return named.get("ConnectionArn") if isinstance(named, dict) else None
