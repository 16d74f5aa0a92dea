"""M03 E3, one URL: a client that knows an API and no function, and a function that is replaced behind its back.

Judged by the requests that the client makes and the results that it returns, before and after. Decided:

* How paths are called is the learner's choice, as long as no function's name and no version is in them.
* A moved function counts as moved when the same client gets the new one's answer, whichever call did it.
"""

import random
import re
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same

from .built import request_of
from .moved import SERVICES, Moved, Page, moved, routes_of

_VERSION = re.compile(r"(?<![a-z0-9])v\d+(?![a-z0-9])", re.IGNORECASE)


def variant(rng: random.Random) -> dict[str, Any]:
    """The names of the three functions, each with its version."""
    return {service: f"{service}-v{rng.randint(2, 19)}" for service in SERVICES}


def shown(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a learner sees: the functions, and the client as it is today."""
    return {**values, "the client of today": CLIENT.format(**values)}


CLIENT = '''\
TAKE = "https://q7zk4dwn.lambda-url.us-east-1.on.aws/{payments}"
COUNT = "https://h2mx0rae.lambda-url.us-east-1.on.aws/{customer}"
OFFER = "https://x9bfu3ts.lambda-url.us-east-1.on.aws/{sales}"

def pay_page(http, payment):
    """Take a payment; return what the customer's page shows."""
    receipt = http("POST", TAKE, payment)
    history = http("GET", f"{{COUNT}}/{{payment['customerId']}}")
    offer = http("GET", f"{{OFFER}}/{{payment['policyId']}}")
    return {{
        "paymentId": receipt["paymentId"],
        "payments": history["count"],
        "offer": offer["text"],
    }}
'''


@hidden
def more_moves(bench: Bench, rng: random.Random) -> list[tuple[str, str]]:
    """Another service that moves, behind an API of its own, to a function whose name begins as the old one's."""
    service = rng.choice(("customer", "payments"))
    return [(service, f"{bench.variant[service]}{rng.randint(10, 99)}")]


@hidden
def more_payments(bench: Bench, rng: random.Random) -> list[dict[str, Any]]:  # noqa: ARG001  (a hidden function's signature)
    """One more payment, of a customer with a longer id."""
    return [request_of(rng, rng.randint(100, 999)) | {"customerId": f"C-{rng.randint(10_000, 99_999)}"}]


def scene(bench: Bench) -> list[Moved]:
    """The page before and after a service has moved."""
    payments = [request_of(random.Random(f"payments {bench.variant}"), 1), *more_payments(bench)]
    moves = [("sales", f"{bench.variant['sales']}-next"), *more_moves(bench)]
    return moved(bench, moves, payments)


def _moved(bench: Bench) -> list[Moved]:
    for name in ("routes", "pay_page"):
        bench.answer(name)  # where it is not written yet, that is said
    return bench.once(scene)


def one_host(bench: Bench) -> Iterator[Finding]:
    """All requests go to the base URL; neither they nor the routes name a function or a version."""
    found = _moved(bench)
    for route in routes_of(bench):
        bench.count()
        if word := _inner_word(bench, route):
            yield Finding("routes", None, route, f"a path without {word}")
    for api in found:
        for page in api.before:
            bench.count()
            if page.error and not page.asked:
                yield page.error.finding(given=page.payment)
            elif not page.asked:
                yield Finding("requests of pay_page", page.payment, [], f"requests to {api.base_url}")
            for request in page.asked:
                url = request.partition(" ")[2]
                if not url.startswith(f"{api.base_url}/"):
                    yield Finding("requests of pay_page", page.payment, request, f"{api.base_url}/...")
                elif word := _inner_word(bench, url.removeprefix(api.base_url)):
                    yield Finding("requests of pay_page", page.payment, request, f"a path without {word}")


def _inner_word(bench: Bench, text: str) -> str:
    """Return the name of a function, or a version, that a text holds; "" where it holds none."""
    for service in SERVICES:
        if bench.variant[service] in text:
            return str(bench.variant[service])
    version = _VERSION.search(text)
    return version[0] if version else ""


def same_results(bench: Bench) -> Iterator[Finding]:
    """The page shows what it showed before, by one call of each function."""
    for api in _moved(bench):
        for row, page in enumerate(api.before, start=1):
            bench.count()
            yield from _differs(page, "what pay_page returns", row)
            wanted = sorted(bench.variant[service] for service in SERVICES)
            if not page.error and sorted(page.called) != wanted:
                yield Finding("functions called", page.payment, sorted(page.called), wanted, row)


def moves_unseen(bench: Bench) -> Iterator[Finding]:
    """After a move the same client gets the answers of the new function, and the others' as before."""
    bench.answer("move")
    for api in _moved(bench):
        if api.error:
            yield api.error.finding()
            continue
        for row, (before, page) in enumerate(zip(api.before, api.after, strict=True), start=1):
            bench.count()
            if not any(_differs(before, "", row)):  # else it says nothing about the move
                yield from _differs(page, f"what pay_page returns after {api.given}", row)
        for route, (got, wanted) in api.wiring.items():
            bench.count()
            if got != wanted:
                yield Finding(f"{route} after {api.given}", None, f"it calls {got}", f"it calls {wanted}")


def _differs(page: Page, where: str, row: int) -> Iterator[Finding]:
    given = {"payment": page.payment, "requests": page.asked}
    if page.error:
        yield page.error.finding(where, given=given, row=row)
    elif not same(page.returned, page.expected):
        yield Finding(where, given, page.returned, page.expected, row)


def _moved_without_deployment(bench: Bench) -> bool:
    return any(not api.error and bool(api.undeployed) for api in _moved(bench))


EXERCISE = Exercise(
    id="m03.e3",
    title="One URL",
    lesson="D3",
    deliver=("routes", "pay_page", "move"),
    variant=variant,
    shown=shown,
    parts=(
        Part("The page shows what it showed before", 4, "B", same_results),
        Part("Its client knows one URL, and no function and no version", 3, "S", one_host),
        Part("A function is replaced, and the client does not notice", 3, "X", moves_unseen),
    ),
    misconceptions=(
        Misconception(
            "K03.1",
            "forgets to deploy after a change",
            _moved_without_deployment,
            "The stage serves the snapshot you took. What changed after it?",
            about="what move leaves behind",
        ),
    ),
    hints=(
        (
            "Sales gives its function a new version every week. Which lines of the client have to be changed today, and in how many "
            "apps that customers have installed? Which one place should it be instead?"
        ),
        (
            "A route is a promise to clients: a verb and a path that say what they want, nothing of who does it. Which function "
            "does it stands in the route's integration, and that can change. A stage serves what was deployed last. "
            "See lesson steps D3 and D6."
        ),
        (
            '`get_resources(restApiId=api_id, embed=["methods"])` lists the resources, each with its `resourceMethods` and '
            "their `methodIntegration`. `update_integration(restApiId=..., resourceId=..., httpMethod=..., patchOperations=[{"
            '"op": "replace", "path": "/uri", "value": ...}])` changes the address behind a method. Then `create_deployment`.'
        ),
        (
            "A neighbour: every method of an API is to give up after three seconds.\n"
            "```python\n"
            'for resource in apigateway.get_resources(restApiId=api_id, embed=["methods"])["items"]:\n'
            '    for verb in resource.get("resourceMethods", {}):\n'
            "        apigateway.update_integration(\n"
            '            restApiId=api_id, resourceId=resource["id"], httpMethod=verb,\n'
            '            patchOperations=[{"op": "replace", "path": "/timeoutInMillis", "value": "3000"}])\n'
            'apigateway.create_deployment(restApiId=api_id, stageName="test")\n'
            "```"
        ),
    ),
)
