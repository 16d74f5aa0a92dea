"""M03 E3's scene: a page's client behind one URL, routes to three functions, and a function that is replaced.

The functions say who they are in what they answer, so that a result shows which one was asked. The API has an OPTIONS beside
each route, and a method of a function whose name begins like that of the one that is replaced.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from grader.checks import Answer, AnswerError, Bench
from grader.checks.doors import Backends, ask, invoke_url, new_function, served, undeployed

__all__ = ["SERVICES", "Moved", "Page", "moved", "routes_of"]

SERVICES = ("payments", "customer", "sales")
STAGE = "prod"
NEIGHBOUR = "GET /internal-audit"
_FUNCTION = re.compile(r":function:([^/]+)/invocations")
_ROUTE = re.compile(r"(GET|POST|PUT|PATCH|DELETE|ANY) (/\S*)")


@dataclass
class Page:
    """One call of `pay_page`: for which payment, what it asked for, which functions were called, what it returned."""

    payment: dict[str, Any]
    expected: dict[str, Any]
    asked: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    returned: Any = None
    error: AnswerError | None = None


@dataclass
class Moved:
    """An API made of the delivered routes: the pages before a function was replaced, and those afterwards.

    `wiring` has what each route of the stage calls after the move, and what it should; `undeployed` the routes that were
    changed and not deployed; `error` is what `move` raised.
    """

    base_url: str
    service: str
    before: list[Page] = field(default_factory=list)
    after: list[Page] = field(default_factory=list)
    error: AnswerError | None = None
    wiring: dict[str, tuple[str, str]] = field(default_factory=dict)
    undeployed: list[str] = field(default_factory=list)

    @property
    def given(self) -> str:
        """What was done, for a reader."""
        return f"the function of {self.service} was replaced by a new one"


def moved(bench: Bench, moves: list[tuple[str, str]], payments: list[dict[str, Any]]) -> list[Moved]:
    """Build an API for each move, in one account; look at the page before that and afterwards.

    A move is of a service, to a new function with a name of its own.
    """
    routes = routes_of(bench)
    names = [*((service, bench.variant[service]) for service in SERVICES), *moves]
    names += [(service, _neighbour(bench, service)) for service, _ in moves]
    taken: list[str] = []
    backends = Backends({name: _actor(service, name, taken) for service, name in names})
    with backends.account(bench) as account:
        arns = {name: new_function(account, name) for _, name in names}
        shop = _Shop(bench, account, backends, taken, arns)
        return [shop.moved(routes, move, payments) for move in moves]


def _neighbour(bench: Bench, service: str) -> str:
    """Return the name of a function that begins like the one of a service."""
    return f"{bench.variant[service]}-audit"


@dataclass(frozen=True)
class _Shop:
    """Where pages are shown: an account and its functions, `arns` by name; `taken` has the payments of the present page."""

    bench: Bench
    account: Any
    backends: Backends
    taken: list[str]
    arns: dict[str, str]

    def moved(self, routes: dict[str, str], move: tuple[str, str], payments: list[dict[str, Any]]) -> Moved:
        """Build an API of the routes, show the page for each payment, let a service move, and show it again."""
        service, new = move
        targets = {NEIGHBOUR: _neighbour(self.bench, service), **routes}
        arns = {route: self.arns[name] for route, name in targets.items()}
        api = _api(self.bench.answers["routes"], self.account, arns)
        found = Moved(invoke_url(self.account, api, STAGE), service)
        serving = {each: self.bench.variant[each] for each in SERVICES}
        before = self._wired(api)
        found.before = [self._page(found.base_url, serving, each) for each in payments]
        old = serving[service]
        try:
            apigateway = self.account.client("apigateway")
            self.bench.answer("move")(apigateway, api, self.arns[old], self.arns[new])
        except AnswerError as error:
            found.error = error
        found.undeployed = undeployed(self.account, api, STAGE)
        after = self._wired(api)
        found.wiring = {
            route: (after.get(route, "nothing"), new if name == old else name)
            for route, name in before.items()
        }
        found.after = [self._page(found.base_url, {**serving, service: new}, each) for each in payments]
        return found

    def _wired(self, api: str) -> dict[str, str]:
        """Return the name of the function behind each route that the stage serves."""
        found = {
            route.key: _FUNCTION.search(route.target) for route in served(self.account, api, STAGE) or []
        }
        return {key: name[1] if name else "no function" for key, name in found.items()}

    def _page(self, base_url: str, serving: dict[str, str], payment: dict[str, Any]) -> Page:
        page = Page(payment, _shown(serving, payment))
        begin = len(self.backends.calls)
        self.taken.clear()

        def http(method: str, url: str, body: Any = None) -> Any:
            page.asked.append(f"{method} {url}")
            answer = ask(self.account, str(method), str(url), body)
            if not answer.status:
                raise ConnectionError(f"{method} {url}: {answer.text}")
            if not 200 <= answer.status < 300:
                raise RuntimeError(f"{method} {url} was answered with {answer.status}: {answer.text}")
            return answer.document

        try:
            page.returned = self.bench.answer("pay_page")(http, base_url, payment)
        except AnswerError as error:
            page.error = error
            if page.asked:
                self.bench.answers["pay_page"].excuse()  # it runs; what it asked for was refused
        page.called = [call.name for call in self.backends.calls[begin:]]
        return page


def _shown(serving: dict[str, str], payment: dict[str, Any]) -> dict[str, Any]:
    return {
        "paymentId": f"PAY-{payment['idempotencyKey']} of {serving['payments']}",
        "payments": f"3 of {payment['customerId']}, says {serving['customer']}",
        "offer": f"10 % off for {payment['policyId']}, says {serving['sales']}",
    }


def _actor(service: str, name: str, taken: list[str]) -> Callable[[Any], dict[str, Any]]:
    """Return what the function of a service does; each takes what it needs from the event, as its table says.

    A customer has two payments, and those that were `taken` for this page.
    """

    def payments(event: Any) -> str | None:
        key = _read(event["body"]).get("idempotencyKey") if event["httpMethod"] == "POST" else None
        taken.extend([key] if key else [])
        return json.dumps({"paymentId": f"PAY-{key} of {name}"}) if key else None

    def customer(event: Any) -> str | None:
        who = _parameter(event, "customerId")
        return json.dumps({"count": f"{2 + len(taken)} of {who}, says {name}"}) if who else None

    def sales(event: Any) -> str | None:
        policy = _parameter(event, "policyId")
        return json.dumps({"text": f"10 % off for {policy}, says {name}"}) if policy else None

    answer = {"payments": payments, "customer": customer, "sales": sales}[service]

    def act(event: Any) -> dict[str, Any]:
        body = answer(event)
        if body is None:
            missing = {"error": f"{name} did not find in the request what it needs"}
            return {"statusCode": 400, "body": json.dumps(missing)}
        return {"statusCode": 200, "body": body}

    return act


def _read(body: str | None) -> dict[str, Any]:
    try:
        found = json.loads(body or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _parameter(event: Any, name: str) -> Any:
    return (event["pathParameters"] or {}).get(name) if event["httpMethod"] == "GET" else None


def routes_of(bench: Bench) -> dict[str, str]:
    """Return the delivered routes: the name of a function by verb and path. Raises AnswerError."""
    answer = bench.answer("routes")
    value, names = answer.value, [bench.variant[service] for service in SERVICES]
    shape = '{"POST /payments": "<name of a function>", ...}'
    if not isinstance(value, dict) or not value:
        raise answer.refused(value, shape)
    for route, name in value.items():
        if not isinstance(route, str) or not _ROUTE.fullmatch(route):
            raise answer.refused({"route": route}, 'a verb, a space and a path, such as "POST /payments"')
        if name not in names:
            raise answer.refused({route: name}, f"one of {', '.join(names)}")
    return value


def _api(answer: Answer, account: Any, targets: dict[str, str]) -> str:
    """Build and deploy an API of these routes; return its id. Raises AnswerError where API Gateway refuses one."""
    apigateway = account.client("apigateway")
    made = apigateway.create_rest_api(name="insurance")
    resources = {"": made["rootResourceId"]}
    for route, arn in targets.items():
        verb, path = route.split(" ")
        others = {
            each.split(" ")[0] for each in targets if each.split(" ")[1].rstrip("/") == path.rstrip("/")
        }
        try:
            resource = _resource(apigateway, made["id"], resources, path.rstrip("/"))
            for each in dict.fromkeys((verb, "OPTIONS" if not others & {"OPTIONS", "ANY"} else verb)):
                _method(
                    apigateway, {"restApiId": made["id"], "resourceId": resource, "httpMethod": each}, arn
                )
        except ClientError as error:
            raise answer.refused({route: str(error)}, "routes that API Gateway takes together") from None
    apigateway.create_deployment(restApiId=made["id"], stageName=STAGE)
    return str(made["id"])


def _method(apigateway: Any, place: dict[str, Any], arn: str) -> None:
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    apigateway.put_method(**place, authorizationType="NONE")
    apigateway.put_integration(**place, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)


def _resource(apigateway: Any, api: str, resources: dict[str, str], path: str) -> str:
    if path not in resources:
        parent, _, part = path.rpartition("/")
        above = _resource(apigateway, api, resources, parent)
        made = apigateway.create_resource(restApiId=api, parentId=above, pathPart=part)
        resources[path] = made["id"]
    return resources[path]
