"""One request to an HTTP API."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from moto.apigatewayv2.models import Api, Stage

from course.cloud.front_door.headers import Headers
from course.cloud.front_door.messages import Request

from .routes import Match

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Call", "RefusedError"]


class RefusedError(Exception):
    """The API answers in place of the backend. `why` is for the trace alone."""

    def __init__(self, status: int, message: str, why: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.why = status, message, why or message


@dataclass
class Call:
    """A request at a stage. `segments` is the path that routes are compared with; `match` the route that fits."""

    account: "Account"
    api: Api
    region: str
    stage: Stage
    request: Request
    segments: list[str]
    id: str
    began: datetime
    match: Match | None = None
    caller: dict[str, Any] = field(default_factory=dict)
    backend_seconds: float | None = None

    @property
    def here(self) -> Match:
        """The route that fits; only once there is one."""
        if self.match is None:
            raise LookupError("the request has not been routed")
        return self.match

    @property
    def source_arn(self) -> str:
        """The ARN by which a function's policy knows the route."""
        arn = f"arn:aws:execute-api:{self.region}:{self.account.id}:{self.api.api_id}/{self.stage.name}"
        verb, _, path = self.here.route.route_key.partition(" ")
        return f"{arn}/{'*' if verb == 'ANY' else verb}{path}"

    @property
    def headers(self) -> Headers:
        """The request's headers with those that API Gateway adds; all names are small here."""
        found = Headers((name.lower(), text) for name, text in self.request.headers.pairs)
        found.put("host", self.request.host)
        found.set_default(
            "x-amzn-trace-id", f"Root=1-{int(self.began.timestamp()):x}-{self.id.replace('-', '')[:24]}"
        )
        found.put("x-forwarded-for", self.request.source_ip)
        found.put("x-forwarded-port", "443")
        found.put("x-forwarded-proto", "https")
        return found
