"""The door of the account: every boto3 request comes through here, and none goes on to a network.

A request takes its modelled virtual time, becomes a span of the trace, and is then answered by moto and the seams
that complete it.
"""

import re
import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import moto.core.models as moto_models
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.endpoint import Endpoint
from botocore.handlers import BUILTIN_HANDLERS
from moto.core.botocore_stubber import MockRawResponse

from course.facts import latency

from . import elsewhere, environment, functions, malformed_items, message_moves, running, seams
from .dispatch import ask_moto
from .faults.calls import answered
from .faults.errors import throttling
from .idle_wishes import idle_wish
from .meter.capacity import measured
from .monitoring import alarms, door, metrics, tracing
from .refusal import Response, refuse
from .request import parameters_of, region_of, service_name, tables_in, target_of
from .trace import Span

if TYPE_CHECKING:
    from .account import Account

__all__ = ["answer", "look_up"]

_elsewhere = threading.RLock()


def answer(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse | None:
    """Answer a boto3 request from the running account; a botocore `before-send` handler.

    Where plain moto runs instead of an account, it is left to moto (None), and where another endpoint does, to that.

    Raises `NoAccountError` when no account is running: what was written for the lab never reaches a real account.
    """
    if elsewhere.is_wanted():
        _stop_stray(request.url)
        if not running.stack:
            return None
    if not running.stack and moto_models.botocore_stubber.enabled:
        return None
    account = running.current()
    announced, operation = event_name.split(".", 2)[1:]
    service = service_name(announced)
    parameters = parameters_of(service, operation, request)
    target = target_of(service, request, parameters)
    region = region_of(request)
    abroad = {} if region in ("", account.region) else {"region": region}
    span = account.trace.open("call", service, operation, target, parameters=parameters, **abroad)
    try:
        if account.lives_here():
            account.clock.sleep(latency(service, operation))
        # Another thread of the learner's may call, but only one at a time, and time is not its to move.
        with nullcontext() if account.lives_here() else _elsewhere, account.trace.within(span):
            status, headers, body = _handle(account, request, span)
    except BaseException as error:
        account.trace.close(span, "error", reason=f"{type(error).__name__}: {error}")
        raise
    account.trace.close(span, "ok" if status < 400 else "error", http=status)
    return AWSResponse(request.url, status, headers, MockRawResponse(body))


def look_up(event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
    """Answer a request that only looks, and is no part of what happens: no span, no time, no fault, no outage."""
    announced, operation = event_name.split(".", 2)[1:]
    account, service = running.current(), service_name(announced)
    mark = len(account.trace)
    span = account.trace.open("call", service, operation, parameters={})
    try:
        with account.trace.within(span):
            answered = _WAYS.get(service, _ask_moto)(account, operation, request)
    finally:
        account.trace.close(span)
        del account.trace[mark:]
    status, headers, body = answered or refuse(
        request, service, 501, "NotImplemented", f"the lab does not answer {service} {operation}"
    )
    return AWSResponse(request.url, status, headers, MockRawResponse(body))


def _handle(account: "Account", request: AWSPreparedRequest, span: Span) -> Response:
    service = span.service
    if off := [each for each in _about(span) if service != "lambda" and account.outages.holds(each)]:
        return refuse(
            request, service, 503, "ServiceUnavailable", f"{off[0]} is switched off in this scenario"
        )
    if wish := idle_wish(service, span.name, span.detail["parameters"], request):
        return refuse(request, service, 501, "NotImplemented", wish)
    if account.permissions.enforced and (denied := account.permissions.refusal(span, request)):
        return refuse(request, service, denied.status, denied.code, denied.message)
    try:
        response = _work(account, request, span)
    except (
        NotImplementedError,
        ImportError,
    ):  # some of moto's services need packages that the lab does not have
        response = None
    if response is None:
        return refuse(
            request, service, 501, "NotImplemented", f"the lab does not answer {service} {span.name}"
        )
    return response


def _work(account: "Account", request: AWSPreparedRequest, span: Span) -> Response | None:
    if not account.quotas.admits(span.service, span.name):
        error = throttling(span.service)
        return refuse(request, span.service, error.status, error.code, error.message)
    way = _WAYS.get(span.service, _ask_moto)
    struck = (account.faults.at("call", span.service, span.name, each) for each in _about(span))
    effect = next(filter(None, struck), None)
    if effect is None:
        return way(account, span.name, request)
    return answered(account, effect, span.service, request, lambda: way(account, span.name, request))


def _about(span: Span) -> list[str]:
    """Return the names of what a call is about: its target, or the tables of a batch or a transaction."""
    return tables_in(span.detail["parameters"]) or [span.target]


def _ask_moto(_: "Account", __: str, request: AWSPreparedRequest) -> Response | None:
    return ask_moto(request)


def _ask_state_machines(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    return account.state_machines.answer(operation, request)


def _ask_functions(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    return functions.answer(account, operation, request) or _ask_moto(account, operation, request)


def _ask_tables(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    detail = next(account.trace.causes()).detail
    place = account.id, account.region
    if refused := malformed_items.answer(place, operation, detail["parameters"], request):
        return refused
    answer, units = measured(
        place, operation, detail["parameters"], lambda: _ask_moto(account, operation, request)
    )
    detail.update(units)
    return answer


def _ask_queues(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    found = door.answer(account, "sqs", message_moves.OPERATIONS, operation, request)
    answer = found or _ask_moto(account, operation, request)
    if answer is not None and operation == "ReceiveMessage":
        next(account.trace.causes()).detail["bytes"] = len(answer[2])
    return answer


def _ask_streams(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    # botocore puts the owner of a stream into the host's name; moto knows the host without.
    request.url = re.sub(r"//\d{12}\.streams-ddb\.", "//streams.dynamodb.", request.url)
    return _ask_moto(account, operation, request)


def _ask_apis(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    seams.install_apis()
    return account.front_door.answer_call(operation, request) or _ask_moto(account, operation, request)


def _ask_http_apis(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    seams.install_apis()
    return account.front_door.answer_http_call(operation, request) or _ask_moto(account, operation, request)


def _ask_nobody(_: "Account", __: str, ___: AWSPreparedRequest) -> None:
    """Answer nothing of a service that moto stores and nobody here would act for."""


_CLOUDWATCH = metrics.OPERATIONS | alarms.OPERATIONS


def _ask_cloudwatch(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    found = door.answer(account, "cloudwatch", _CLOUDWATCH, operation, request)
    return found or _ask_moto(account, operation, request)


def _ask_traces(account: "Account", operation: str, request: AWSPreparedRequest) -> Response | None:
    return door.answer(account, "xray", tracing.OPERATIONS, operation, request)


# Services that are answered otherwise than by moto alone.
_WAYS = {
    "apigateway": _ask_apis,
    "apigatewayv2": _ask_http_apis,
    "cloudwatch": _ask_cloudwatch,
    "dynamodb": _ask_tables,
    "dynamodbstreams": _ask_streams,
    "lambda": _ask_functions,
    "pipes": _ask_nobody,
    "sqs": _ask_queues,
    "stepfunctions": _ask_state_machines,
    "xray": _ask_traces,
}


def _stop_stray(url: str) -> None:
    """Let a request go to COURSE_ENDPOINT, or to an account in memory that runs beside it to check an answer.

    Raises `NoAccountError` for one that would go elsewhere, or that was meant for the other of the two.
    """
    to_endpoint = elsewhere.leads_there(url)
    if to_endpoint and running.stack:
        raise running.NoAccountError(
            f"{url} was not sent: this client was made for the endpoint, and an account in memory runs now, to check an answer "
            "say. Make clients inside of your function, or take those that it is given."
        )
    if not to_endpoint and not running.stack:
        raise running.NoAccountError(
            f"{url} was not sent: with {elsewhere.ENDPOINT} set, that endpoint is the only place that is spoken to. Run the cell "
            "that makes the account, then make the client again without an address of its own."
        )


_to_network = Endpoint._send  # noqa: SLF001


def _send(endpoint: Endpoint, request: AWSPreparedRequest) -> Any:
    """Stand where botocore would send a request to a network: one that no handler has answered.

    It goes on to the endpoint that COURSE_ENDPOINT names, and to nothing else.
    """
    if elsewhere.leads_there(request.url):
        return _to_network(endpoint, request)
    raise running.NoAccountError(
        f"{request.url} was not sent anywhere: this client was made before the lab was imported, or speaks to a place "
        "the lab does not know. Make the client again and repeat the call."
    )


def _install() -> None:
    """Put our handler before moto's among those that every new boto3 client gets, and close the way out.

    From now on a client that is made while no account runs, at the top of a cell say, has the lab's keys, too.
    """
    environment.set_variables(environment.VARIABLES | elsewhere.variables())
    place = next(
        index for index, entry in enumerate(BUILTIN_HANDLERS) if entry[1] is moto_models.botocore_stubber
    )
    BUILTIN_HANDLERS.insert(place, ("before-send", answer))
    Endpoint._send = _send  # noqa: SLF001


_install()
