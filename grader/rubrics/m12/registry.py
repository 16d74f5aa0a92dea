"""The API of M12 E5: a registry of things, built by an answer in an open account, and the requests that are sent to it."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks import AnswerError, Bench
from grader.checks.doors import Asked, Route, apis, ask, served, stages
from grader.checks.machines import document, machine
from grader.rubrics.tables import new_table, rows_of

__all__ = ["BUILD", "DEFINITION", "TYPE", "Exchange", "Registry", "Request", "day", "opened"]

BUILD, DEFINITION, TYPE = "build_api", "registry", "registry_type"
ROLE, NAME = "registry-door", "registry"
_GATEWAY = {
    "Effect": "Allow",
    "Principal": {"Service": "apigateway.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
_MAY_START = {"Effect": "Allow", "Action": "states:StartSyncExecution", "Resource": "*"}


@dataclass(frozen=True)
class Request:
    """One request in its turn: what is sent, the status and the body that should come back; `there` is whether the thing is."""

    verb: str
    thing: str
    body: Any
    status: int
    answer: Any
    there: bool = True


@dataclass(frozen=True)
class Exchange:
    """A request, what came back, whether a workflow was started for it, and of one that failed why it did; else ""."""

    request: Request
    answer: Asked
    is_started: bool
    failure: str

    @property
    def told(self) -> dict[str, Any]:
        """What came back, for a reader; and where that says too little, what happened on the way."""
        got = {"status": self.answer.status, "body": self.answer.document}
        if self.answer.reason:
            got["the gateway's log"] = self.answer.reason
        elif not self.is_started:
            got["the workflow"] = "is not started"
        if self.failure:
            got["the workflow fails"] = self.failure
        if self.answer.failure:
            got["behind it"] = self.answer.failure
        return got


@dataclass(frozen=True)
class Registry:
    """What was built and what it answered: the routes that are served, each request with its answer, the table's rows."""

    url: Any
    routes: list[Route]
    exchanges: list[Exchange]
    rows: list[dict[str, Any]]


def day(values: Mapping[str, Any], rng: random.Random, *, odd: bool = False) -> list[Request]:
    """Return twelve requests about two things, in order.

    With `odd` they are the seven about the first one, whose texts have what JSON and templates escape.
    """
    field = values["field"]
    first, second = (f"{rng.choice('ABCDEF')}-{number}" for number in rng.sample(range(100, 999), 2))
    texts = [f"{word}-{rng.randint(10, 99)}" for word in ("new", "other", "used", "kept")]
    if odd:
        texts = [f'{text} "{rng.choice("äöü")}"' for text in texts]
    one, other, later, kept = ({field: text} for text in texts)
    asked = [
        Request("PUT", first, one, 201, one),
        Request("PUT", first, other, 409, {}, there=False),
        Request("GET", first, None, 200, one),
        Request("PATCH", first, later, 200, later),
        Request("GET", first, None, 200, later),
        Request("GET", second, None, 404, {}, there=False),
        Request("PATCH", second, other, 404, {}, there=False),
        Request("DELETE", second, None, 404, {}, there=False),
        Request("PUT", second, kept, 201, kept),
        Request("DELETE", first, None, 200, {}),
        Request("GET", first, None, 404, {}, there=False),
        Request("GET", second, None, 200, kept),
    ]
    return [each for each in asked if each.thing == first] if odd else asked


def opened(bench: Bench, requests: list[Request]) -> Registry:
    """Make table, role and state machine, let the answer build its API, and send the requests."""
    values, kind = bench.variant, _type(bench)
    machine(bench, DEFINITION, type=kind)
    with bench.account() as account:
        table = new_table(account, f"{values['prefix']}-{values['things']}", values["key"])
        arn, role = _machine(account, document(bench, DEFINITION), kind), _role(account)
        url = bench.answer(BUILD)(account.client("apigateway"), arn, role)
        found = apis(account)
        routes = [
            route
            for api in found
            for stage in stages(account, api)
            for route in served(account, api, stage) or []
        ]
        if not isinstance(url, str) or not url.startswith("https://"):
            raise AnswerError(BUILD, url, "the URL of the API's stage: https://...")
        base = url.removesuffix("/")
        exchanges = [_sent(account, f"{base}/{values['things']}/{each.thing}", each) for each in requests]
        return Registry(url, routes, exchanges, rows_of(table))


def _sent(account: Any, url: str, request: Request) -> Exchange:
    begin = len(account.trace)
    answer = ask(account, request.verb, url, request.body)
    runs = [span for span in account.trace[begin:] if span.kind == "execution"]
    failures = [span.detail for span in runs if span.status == "error"]
    told = [f"{each['error']}: {each['cause']}".partition(" (Service:")[0] for each in failures]
    return Exchange(request, answer, bool(runs), told[0] if told else "")


def _type(bench: Bench) -> Any:
    answer = bench.answer(TYPE)
    if answer.value not in ("STANDARD", "EXPRESS"):
        raise answer.refused(answer.value, '"STANDARD" or "EXPRESS"')
    return answer.value


def _machine(account: Any, definition: Any, kind: str) -> str:
    made = account.client("stepfunctions").create_state_machine(
        name=NAME,
        definition=json.dumps(definition),
        roleArn=f"arn:aws:iam::{account.id}:role/states",
        type=kind,
    )
    return str(made["stateMachineArn"])


def _role(account: Any) -> str:
    """Make the role by which the gateway may start the workflow."""
    iam = account.client("iam")
    trust, policy = (
        json.dumps({"Version": "2012-10-17", "Statement": [each]}) for each in (_GATEWAY, _MAY_START)
    )
    made = iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=trust)
    iam.put_role_policy(RoleName=ROLE, PolicyName="start", PolicyDocument=policy)
    return str(made["Role"]["Arn"])
