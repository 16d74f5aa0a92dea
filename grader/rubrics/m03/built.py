"""M03 E1's scene: an API that an answer builds in front of three functions, and the requests that are sent to it."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from grader.checks import Bench
from grader.checks.doors import (
    Asked,
    Backends,
    Handled,
    Route,
    apis,
    ask,
    deployments,
    invoke_url,
    new_function,
    routes,
    stages,
    undeployed,
)
from grader.rubrics.insurer import fact

__all__ = [
    "ROUTES",
    "STAGE",
    "TAKE",
    "Built",
    "Request",
    "built",
    "listing",
    "request_of",
    "showing",
    "taking",
]

STAGE = "prod"
TAKE, SHOW, LIST = "take-payment", "show-payment", "list-payments"
# Which function is behind which route.
ROUTES = {
    "POST /payments": TAKE,
    "GET /payments/{paymentId}": SHOW,
    "GET /customers/{customerId}/payments": LIST,
}


@dataclass(frozen=True)
class Request:
    """A request as a client sends it, the function that should answer ("" for none), and what it should answer."""

    verb: str
    path: str
    body: Any = None
    function: str = ""
    status: int = 403
    document: Any = None

    @property
    def key(self) -> str:
        """The request in one line."""
        return f"{self.verb} /{STAGE}{self.path}"


@dataclass
class Built:
    """One API that `build_api` made, as plain data.

    `id` is empty where none was made, `stage` where there is none, or several and none is called as agreed; `answers` has
    for each request what came back, and what functions were called.
    """

    targets: dict[str, str]
    returned: Any
    id: str = ""
    stage: str = ""
    url: str = ""
    routes: list[Route] = field(default_factory=list)
    deployments: int = 0
    changed_since: list[str] = field(default_factory=list)
    answers: list[tuple[Request, Asked, list[Handled]]] = field(default_factory=list)

    def taken(self) -> Iterator[tuple[Asked, Handled]]:
        """Yield each payment that reached the learner's function: what the client got, and the call."""
        for _, answer, calls in self.answers:
            yield from ((answer, call) for call in calls if call.name == TAKE)


def request_of(rng: random.Random, number: int) -> dict[str, Any]:
    """Return a payment request as the portal sends it."""
    paid = fact(rng, number)
    names = ("policyId", "customerId", "amount", "currency", "period", "channel")
    return {name: paid[name] for name in names} | {"idempotencyKey": f"{paid['policyId']}-{paid['period']}"}


def taking(payment: dict[str, Any], series: str, status: str) -> Request:
    """Return a payment that should be taken: its number begins with `series`, its receipt says `status`."""
    receipt = {"paymentId": f"{series}-{payment['idempotencyKey']}", "status": status}
    return Request("POST", "/payments", payment, TAKE, 201, receipt)


def showing(payment: str) -> Request:
    """Return a question for a payment."""
    return Request("GET", f"/payments/{payment}", None, SHOW, 200, {"paymentId": payment, "amount": 129.5})


def listing(customer: str) -> Request:
    """Return a question for a customer's payments."""
    return Request(
        "GET", f"/customers/{customer}/payments", None, LIST, 200, {"customerId": customer, "payments": 3}
    )


def built(bench: Bench, beginnings: list[str], requests: list[Request]) -> list[Built]:
    """Let the answer build an API for each beginning of its functions' names; send the requests to each API."""
    actors = {
        f"{beginning}{name}": actor for beginning in beginnings for name, actor in _actors(bench).items()
    }
    backends = Backends(actors)
    with backends.account(bench) as account:
        made = [_made(bench, account, beginning) for beginning in beginnings]
        for api in made:
            for request in requests:
                begin = len(backends.calls)
                answer = ask(account, request.verb, f"{api.url}{request.path}", request.body)
                api.answers.append((request, answer, backends.calls[begin:]))
    return made


def _actors(bench: Bench) -> dict[str, Any]:
    return {
        TAKE: lambda event: bench.answers["take_payment"](event, None),
        SHOW: lambda event: _envelope({"paymentId": _parameter(event, "paymentId"), "amount": 129.5}),
        LIST: lambda event: _envelope({"customerId": _parameter(event, "customerId"), "payments": 3}),
    }


def _parameter(event: Any, name: str) -> Any:
    parameters = event.get("pathParameters") if isinstance(event, dict) else None
    return parameters.get(name) if isinstance(parameters, dict) else None


def _envelope(document: Any) -> dict[str, Any]:
    return {"statusCode": 200, "body": json.dumps(document)}


def _made(bench: Bench, account: Any, beginning: str) -> Built:
    targets = {name: new_function(account, f"{beginning}{name}") for name in ROUTES.values()}
    before = set(apis(account))
    returned = bench.answer("build_api")(account.client("apigateway"), targets)
    new = [api for api in apis(account) if api not in before]
    if not new:
        return Built(targets, returned)
    # An answer may make more than one; the one that it names is meant.
    api = next((each for each in new if each in str(returned)), new[-1])
    there = stages(account, api)
    stage = STAGE if STAGE in there or len(there) != 1 else there[0]
    return Built(
        targets,
        returned,
        api,
        stage if stage in there else "",
        invoke_url(account, api, stage),
        routes(account, api),
        deployments=deployments(account, api),
        changed_since=undeployed(account, api, stage),
    )
