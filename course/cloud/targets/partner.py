"""To a partner's HTTP server, by way of an API destination and its connection.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
"""

from typing import TYPE_CHECKING

from moto.events.models import Connection, Destination, events_backends

from course.cloud.attempts import Failure
from course.facts import value

from .connection import Outgoing, UnauthorizedError, authorize
from .options import Options

if TYPE_CHECKING:
    from course.cloud.account import Account

__all__ = ["send"]

# The client errors after which EventBridge tries again.
_AGAIN = {401, 407, 409, 429}

_RATE = value("events.api_destination.rate")

_HEADERS = {
    "User-Agent": "Amazon/EventBridge/ApiDestinations",
    "Content-Type": "application/json; charset=utf-8",
    "Range": "bytes=0-1048575",
}


def send(account: "Account", arn: str, body: str, options: Options) -> Failure | None:
    """Send the request that the destination describes, with the text as its body."""
    region, owner = arn.split(":")[3:5]
    backend = events_backends[owner][region]
    destination = backend.destinations.get(arn.split("/")[1])
    if destination is None:
        return Failure(f"{arn} does not exist", permanent=True, code="NO_RESOURCE")
    connection = backend.connections.get(destination.connection_arn.split("/")[1])
    if connection is None:
        missing = f"{destination.connection_arn} does not exist"
        return Failure(missing, permanent=True, code="NO_RESOURCE")
    try:
        outgoing = _request(account, destination, connection, body, options)
        account.targets.pace(arn, float(destination.invocation_rate_limit_per_second or _RATE))
        status, text = account.endpoints.send(
            outgoing.method,
            outgoing.address(),
            outgoing.headers,
            outgoing.body,
            within=value("events.api_destination.timeout"),
        )
    except UnauthorizedError as problem:
        return Failure(str(problem), code="SDK_CLIENT_ERROR")
    except TimeoutError as late:
        return Failure(str(late), code="TIMEOUT")
    if 200 <= status < 300:
        return None
    reason = f"{outgoing.url} answered {status}: {text}"
    if not status:
        return Failure(reason, code="CONNECTION_FAILURE")
    return Failure(reason, permanent=status < 500 and status not in _AGAIN, code="SDK_CLIENT_ERROR")


def _request(
    account: "Account", destination: Destination, connection: Connection, body: str, options: Options
) -> Outgoing:
    url = destination.invocation_endpoint
    for part in options.http.get("PathParameterValues") or ():
        url = url.replace("*", part, 1)
    outgoing = Outgoing(
        destination.http_method,
        url,
        {**_HEADERS, **(options.http.get("HeaderParameters") or {})},
        dict(options.http.get("QueryStringParameters") or {}),
        body,
    )
    # What the connection says wins over what the target says.
    authorize(account, connection.authorization_type, connection.auth_parameters, outgoing)
    return outgoing
