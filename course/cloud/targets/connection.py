"""What a connection adds to a request for a partner: credentials, and parameters of its own.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html
"""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["Outgoing", "UnauthorizedError", "authorize"]


class UnauthorizedError(Exception):
    """The authorization endpoint of an OAuth connection gave no token; the text says what it answered."""


@dataclass
class Outgoing:
    """A request that is being put together. `body` is text; that of a JSON object can take further fields."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def address(self) -> str:
        """Return the URL with its query."""
        return (
            f"{self.url}{'&' if '?' in self.url else '?'}{urlencode(self.query)}" if self.query else self.url
        )

    def add(self, parameters: Mapping[str, Any]) -> None:
        """Add a connection's HeaderParameters, QueryStringParameters and BodyParameters."""
        self.headers |= _pairs(parameters.get("HeaderParameters"))
        self.query |= _pairs(parameters.get("QueryStringParameters"))
        if more := _pairs(parameters.get("BodyParameters")):
            content = json.loads(self.body or "{}")
            if isinstance(content, dict):
                self.body = json.dumps({**content, **more})


def authorize(account: "Account", kind: str, parameters: Mapping[str, Any], outgoing: Outgoing) -> None:
    """Add what a connection of this authorization type brings along. Raises UnauthorizedError."""
    if kind == "BASIC":
        basic = parameters["BasicAuthParameters"]
        outgoing.headers["Authorization"] = _basic(basic["Username"], basic["Password"])
    elif kind == "API_KEY":
        key = parameters["ApiKeyAuthParameters"]
        outgoing.headers[key["ApiKeyName"]] = key["ApiKeyValue"]
    else:
        outgoing.headers["Authorization"] = f"Bearer {_token(account, parameters['OAuthParameters'])}"
    outgoing.add(parameters.get("InvocationHttpParameters") or {})


def _token(account: "Account", oauth: Mapping[str, Any]) -> str:
    """Ask the authorization endpoint for a token (client credentials); each request asks anew."""
    client = oauth["ClientParameters"]
    asked = Outgoing(oauth["HttpMethod"], oauth["AuthorizationEndpoint"])
    parameters = oauth.get("OAuthHttpParameters") or {}
    form = {"grant_type": "client_credentials", **_pairs(parameters.get("BodyParameters"))}
    asked.headers["Content-Type"] = "application/x-www-form-urlencoded"
    asked.headers["Authorization"] = _basic(client["ClientID"], client["ClientSecret"])
    asked.add({name: parameters.get(name) for name in ("HeaderParameters", "QueryStringParameters")})
    status, text = account.endpoints.send(
        asked.method, asked.address(), asked.headers, urlencode(form, quote_via=quote)
    )
    try:
        return str(json.loads(text)["access_token"])
    except (ValueError, KeyError, TypeError):
        raise UnauthorizedError(f"{asked.url} answered {status} without an access_token: {text}") from None


def _basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def _pairs(parameters: Iterable[Mapping[str, Any]] | None) -> dict[str, str]:
    return {each["Key"]: each.get("Value", "") for each in parameters or ()}
