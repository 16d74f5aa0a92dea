"""One request on its way through an API: what is known of it at each step."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from moto.apigateway.models import RestAPI, Stage

from .execution_log import ExecutionLog
from .gateway_response import RefusedError
from .headers import Headers
from .messages import Request
from .method_settings import MethodSettings
from .routing import Place
from .snapshot import Snapshot

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Visit"]


@dataclass
class Visit:
    """A request to a stage of a REST API.

    `segments` is the path behind the stage; `authorizer` what a Lambda authorizer told of the caller; `key` the API
    key that let it in; `backend_seconds` how long the integration took; `integration_status` what it answered; `cached` whether the answer was a kept one, None without a cache.
    """

    account: "Account"
    api: RestAPI
    stage: Stage
    snapshot: Snapshot
    request: Request
    segments: list[str]
    id: str
    extended_id: str
    began: datetime
    started: float
    log: ExecutionLog
    place: Place | None = None
    caller: dict[str, Any] = field(default_factory=dict)
    authorizer: dict[str, Any] = field(default_factory=dict)
    key: Any = None
    backend_seconds: float | None = None
    integration_status: int | None = None
    cached: bool | None = None
    refusal: RefusedError | None = None

    @property
    def here(self) -> Place:
        """The resource and method where the request arrived; only after routing."""
        if self.place is None:
            raise LookupError("the request has not been routed")
        return self.place

    @property
    def method(self) -> dict[str, Any]:
        """The method as it was deployed."""
        return self.here.method

    @property
    def integration(self) -> dict[str, Any]:
        """The method's integration as it was deployed."""
        return self.method.get("methodIntegration") or {}

    @property
    def resource_path(self) -> str:
        """The path behind the stage."""
        return "/" + "/".join(quote(part, safe="~!$&'()*+,;=:@") for part in self.segments)

    @property
    def variables(self) -> dict[str, str]:
        """The stage's variables."""
        return dict(self.stage.variables or {})

    @property
    def arn(self) -> str:
        """The ARN of what was called: API, stage, verb and path."""
        path = "/".join(self.segments)
        return f"{self.api_arn}/{self.stage.name}/{self.request.method}/{path}"

    @property
    def source_arn(self) -> str:
        """The ARN by which a function's policy knows the method: with the resource's {parameters} as they are."""
        return f"{self.api_arn}/{self.stage.name}/{self.request.method}{self.here.route.path}"

    @property
    def api_arn(self) -> str:
        """The ARN of the API, for those who call it."""
        return f"arn:aws:execute-api:{self.api.region_name}:{self.api.account_id}:{self.api.id}"

    @cached_property
    def headers(self) -> Headers:
        """The request's headers with those that API Gateway adds."""
        found = Headers(self.request.headers)
        found.put("Host", self.request.host)
        found.set_default("X-Amzn-Trace-Id", self.trace_id)
        found.put("X-Forwarded-For", self.request.source_ip)
        found.put("X-Forwarded-Port", "443")
        found.put("X-Forwarded-Proto", "https")
        return found

    @property
    def trace_id(self) -> str:
        """What X-Ray knows the request by; every part of it comes from the request's id."""
        return f"Root=1-{int(self.began.timestamp()):x}-{self.id.replace('-', '')[:24]}"

    @property
    def is_cached(self) -> bool:
        """Whether the stage keeps answers to such a request; unless a method is set up for it, only of GET."""
        settings = self.settings
        return settings.caching and (settings.is_own or self.request.method == "GET")

    @property
    def settings(self) -> MethodSettings:
        """What the stage sets for this method."""
        return MethodSettings.of(self.stage, self.here.route.path, self.here.verb)
