"""The front door of an account: requests to the invoke URLs of its APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-call-api.html
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from botocore.awsrequest import AWSPreparedRequest
from moto.apigateway.models import RestAPI, apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends

from course.cloud.refusal import Response
from course.cloud.trace import Span

from . import control, http_apis, rest_door
from .doors import Doors
from .headers import Headers
from .messages import Answer, Request
from .snapshot import Snapshot, take

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["FrontDoor", "UnknownHostError"]

_HOST = re.compile(r"(?P<api>[a-z0-9]+)\.execute-api\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")


class UnknownHostError(ConnectionError):
    """There is no API under this host name, so nothing answers."""


class FrontDoor:
    """Answers what is sent to ``https://{api}.execute-api.{region}.amazonaws.com/{stage}/...``, on virtual time.

    `first` is the first request that each API was sent, by the API's id: an example of what it is asked.
    """

    def __init__(self, account: "Account") -> None:
        self.first: dict[str, Request] = {}
        self._account = account
        self.doors = Doors(account.clock)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: str | bytes = b"",
        *,
        signed: bool = False,
        source_ip: str = "",
    ) -> Answer:
        """Send a request and wait for its answer; `signed`: with the account's own credentials.

        Raises `UnknownHostError` for a host that no API has.
        """
        content = body.encode() if isinstance(body, str) else body
        origin = {"source_ip": source_ip} if source_ip else {}
        asked = Request(method.upper(), url, Headers(headers or {}), content, signed, **origin)
        return self.answer(asked)

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: str, *, signed: bool = False
    ) -> tuple[int, Headers, str]:
        """Send a request as a state machine does; return status, headers and body. Status 0: no such host."""
        try:
            answer = self.request(method, url, headers, body, signed=signed)
        except UnknownHostError as problem:
            return 0, Headers(), str(problem)
        return answer.status, answer.headers, answer.body

    def snapshot(self, api: RestAPI) -> Snapshot:
        """Return an API as it is now: what a deployment keeps."""
        return take(api)

    def answer_web(self, method: str, url: str, headers: list[tuple[str, str]], body: bytes) -> Answer:
        """Answer a request of a program that knows nothing of the account."""
        return self.answer(Request(method.upper(), url, Headers(headers), body))

    def answer_call(self, operation: str, request: AWSPreparedRequest) -> Response | None:
        """Answer what boto3 asks of the service apigateway; None where moto is to do it."""
        return control.answer(self._account, operation, request)

    def answer_http_call(self, operation: str, request: AWSPreparedRequest) -> Response | None:
        """Answer what boto3 asks of the service apigatewayv2; None where moto is to do it."""
        return http_apis.answer_call(self._account, operation, request)

    def answer(self, request: Request) -> Answer:
        """Answer a request. Raises `UnknownHostError`."""
        serve = self._api(request.host)
        trace, api = self._account.trace, request.host.split(".")[0]
        self.first.setdefault(api, request)
        span = trace.open("call", "execute-api", f"{request.method} {request.path}", api)
        try:
            with trace.within(span):
                reply = serve(request, span)
        except BaseException as error:
            trace.close(span, "error", reason=f"{type(error).__name__}: {error}")
            raise
        trace.close(span, "ok" if reply.status < 400 else "error", http=reply.status)
        return reply

    def _api(self, host: str) -> Callable[[Request, Span], Answer]:
        """Return what answers at a host. Raises `UnknownHostError`."""
        account, found = self._account, _HOST.fullmatch(host)
        if found:
            name, region = found["api"], found["region"]
            if rest := apigateway_backends[account.id][region].apis.get(name):
                return lambda request, span: rest_door.answer(account, rest, request, span)
            if http := apigatewayv2_backends[account.id][region].apis.get(name):
                return lambda request, span: http_apis.answer(account, http, region, request, span)
        raise UnknownHostError(f"no API of this account answers at {host}")
