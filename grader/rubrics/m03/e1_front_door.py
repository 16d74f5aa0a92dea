"""M03 E1, the front door: an API in front of three functions, one of them the learner's own.

Judged by what the API and its stage hold, and by requests sent through the account's front door. Decided:

* Routes are judged as they were built, deployment by itself: who deploys too early has built the right thing.
* Resources may be made in any order, stages by `create_deployment` or `create_stage`.
* The URL ends with the stage: a slash behind it and the one that paths begin with would be two.
* 403 is what API Gateway says of an unknown path; 404 is as right, for whoever customises it.
"""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden, same
from grader.checks.doors import Asked, Handled
from grader.checks.plain import shown

from .built import ROUTES, STAGE, TAKE, Built, Request, built, listing, request_of, showing, taking

VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH", "ANY")
UNKNOWN = (403, 404)


def variant(rng: random.Random) -> dict[str, Any]:
    """What the numbers of payments begin with, and what the receipt calls a payment that was taken."""
    return {
        "series": f"P{rng.randint(100, 999)}",
        "status": rng.choice(("TAKEN", "BOOKED", "RECORDED", "ENTERED", "NOTED")),
    }


def requests(bench: Bench) -> list[Request]:
    """What is sent to each API: one request for each route, and some for which there is none."""
    rng = random.Random(f"requests {bench.variant}")
    payment, number = request_of(rng, 1), rng.randint(1000, 9999)
    return [
        taking(payment, **bench.variant),
        showing(f"PAY-{number:06}"),
        listing(f"C-{rng.randint(10, 99)}"),
        Request("GET", f"/policies/{payment['policyId']}"),
        *more_requests(bench),
    ]


@hidden
def more_requests(bench: Bench, rng: random.Random) -> list[Request]:
    """Another of each kind, and verbs and paths that nobody asked for."""
    return [
        taking(request_of(rng, 2), **bench.variant),
        showing(f"PAY-{rng.randint(10_000, 99_999):06}"),
        listing(f"C-{rng.randint(100, 999)}"),
        Request("DELETE", f"/payments/PAY-{rng.randint(1, 999):06}"),
        Request("GET", f"/customers/C-{rng.randint(100, 999)}"),
    ]


@hidden
def more_apis(bench: Bench, rng: random.Random) -> list[str]:  # noqa: ARG001  (a hidden function's signature)
    """One more API in the same account, in front of other functions: what their names begin with."""
    return [f"test{rng.randint(10, 99)}-"]


def scene(bench: Bench) -> list[Built]:
    """The APIs that the answer builds."""
    return built(bench, ["", *more_apis(bench)], requests(bench))


def _built(bench: Bench) -> list[Built]:
    bench.answer("build_api")  # where it does not run at all, one finding says so
    return bench.once(scene)


def has_routes(bench: Bench) -> Iterator[Finding]:
    """The API has these routes and no others, each with its function behind it, and there is the stage."""
    for api in _built(bench):
        bench.count(len(ROUTES))
        if not api.id:
            yield Finding("the APIs of the account", None, "no new API", "one API with three routes")
            continue
        found = {each.key: each for each in api.routes if each.verb != "OPTIONS"}
        for key in [*ROUTES, *sorted(found.keys() - ROUTES.keys())]:
            if key not in found:
                yield Finding("routes of the API", None, sorted(found), f"{key} among them")
            elif key not in ROUTES:
                yield Finding("routes of the API", None, key, f"only {', '.join(ROUTES)}")
            elif api.targets[ROUTES[key]] not in found[key].target:
                got = found[key].target or "no integration"
                yield Finding(f"the integration of {key}", None, got, f"the function {ROUTES[key]}")
        if api.stage != STAGE:
            yield Finding("stages of the API", None, api.stage or "none of that name", f"a stage {STAGE}")


def answers(bench: Bench) -> Iterator[Finding]:
    """Each request is answered by its function, and no other path is."""
    row = 0
    for api in _built(bench):
        for request, answer, calls in api.answers:
            row += 1
            bench.count()
            given = {"body": request.body} if request.body is not None else None
            raised = next((call.error for call in calls if call.error), None)
            if raised:
                yield raised.finding(f"{request.key}, function {TAKE}", given=given, row=row)
            elif not request.function:
                if answer.status not in UNKNOWN:
                    expected = "refused with 403: there is no such route"
                    yield Finding(request.key, given, _got(answer, calls), expected, row)
            elif answer.status != request.status or not same(answer.document, request.document):
                yield Finding(request.key, given, _got(answer, calls), _expected(request), row)


def _got(answer: Asked, calls: list[Handled]) -> Any:
    """Return what came back, for a reader; where the gateway itself refused, why, and what a function returned."""
    if answer.reason:
        returned = "".join(f"; {call.name} returned {shown(call.returned)}" for call in calls)
        return f"the gateway's log: {answer.reason}; the client gets status {answer.status}{returned}"
    called = ", ".join(call.name for call in calls) or "no function"
    return {"status": answer.status, "body": answer.document, "called": called}


def _expected(request: Request) -> dict[str, Any]:
    return {"status": request.status, "body": request.document, "called": request.function}


def url_is_right(bench: Bench) -> Iterator[Finding]:
    """The URL that is returned has the API's id, the Region and the stage, and nothing else."""
    for api in _built(bench):
        bench.count()
        if not api.id or not _is_base(api, api.returned):
            shape = (
                f"https://<id of the API>.execute-api.us-east-1.amazonaws.com/{STAGE}, and nothing behind it"
            )
            yield Finding("what build_api returns", None, api.returned, shape)


def is_deployed(bench: Bench) -> Iterator[Finding]:
    """What the stage serves is what was built."""
    for api in _built(bench):
        bench.count()
        where = f"what the stage {api.stage or STAGE} serves"
        if not api.stage:
            yield Finding(where, None, "there is no such stage", "the API as you built it")
        elif not api.routes:
            yield Finding(where, None, "an API without a method", "the API as you built it")
        elif api.changed_since:
            got = {"added or changed after the deployment": api.changed_since}
            yield Finding(where, None, got, "the API as you built it")


def _is_base(api: Built, url: Any) -> bool:
    if not isinstance(url, str):
        return False
    return url == f"https://{urlsplit(api.url).hostname}/{STAGE}"


def _never_deployed(bench: Bench) -> bool:
    return any(
        bool(api.routes) and (not api.deployments or (bool(api.stage) and bool(api.changed_since)))
        for api in _built(bench)
    )


def _no_base_url(bench: Bench) -> bool:
    """Whether a URL of the right API lacks the stage, or has a route's path or verb in it."""
    return all(
        bool(api.id) and isinstance(api.returned, str) and _is_no_base(api, api.returned)
        for api in _built(bench)
    )


def _is_no_base(api: Built, url: str) -> bool:
    host = urlsplit(api.url).hostname or ""
    before, found, path = url.partition(host)
    parts = [part for part in path.split("/") if part]
    if not found:
        return False
    begins = {part for key in ROUTES for part in key.split("/")[1:2]}
    has_verb = any(word in VERBS for word in before.split())
    return has_verb or not parts or parts[0] in begins or (parts[0] == STAGE and len(parts) > 1)


def _bare_dict(bench: Bench) -> bool:
    """Whether the learner's function returned a dictionary that is no envelope, and the client got 502 for it."""
    return any(
        answer.status == 502 and isinstance(call.returned, dict) and "statusCode" not in call.returned
        for api in _built(bench)
        for answer, call in api.taken()
    )


def _body_is_no_text(bench: Bench) -> bool:
    return any(
        answer.status == 502
        and isinstance(call.returned, dict)
        and "statusCode" in call.returned
        and isinstance(call.returned.get("body"), dict | list)
        for api in _built(bench)
        for answer, call in api.taken()
    )


def _says_accepted(bench: Bench) -> bool:
    return any(
        request.function == TAKE and answer.status == 202
        for api in _built(bench)
        for request, answer, _ in api.answers
    )


def _catch_all(bench: Bench) -> bool:
    return any(route.is_catch_all for api in _built(bench) for route in api.routes)


EXERCISE = Exercise(
    id="m03.e1",
    title="Front door",
    lesson="D1",
    deliver=("take_payment", "build_api"),
    variant=variant,
    parts=(
        Part("The API has the three routes, each with its function, and a stage", 4, "X", has_routes),
        Part("Each request is answered by its function, and no other path is", 3, "B", answers),
        Part("The URL has the API's id, the Region and the stage", 1, "S", url_is_right),
        Part("The stage serves what was built", 2, "X", is_deployed, "D6"),
    ),
    misconceptions=(
        Misconception(
            "K03.10",
            "one method ANY on /{proxy+} for everything",
            _catch_all,
            "It works, but what can you now throttle, secure or cache separately?",
            about="the routes",
        ),
        Misconception(
            "K03.1",
            "forgets to deploy after a change",
            _never_deployed,
            "The stage serves the snapshot you took. What changed after it?",
            about="the deployment",
        ),
        Misconception(
            "K03.3",
            "proxy function returns a bare dictionary",
            _bare_dict,
            'The gateway expects an envelope. Compare with the column "integration response" in step D2.',
            about="what take_payment returns",
        ),
        Misconception(
            "K03.4",
            "body as object instead of text",
            _body_is_no_text,
            "HTTP bodies are text. What turns your object into text?",
            about="what take_payment returns",
        ),
        Misconception(
            "K03.9",
            "gateway makes calls asynchronous",
            _says_accepted,
            "The client's connection stays open until the integration answers.",
            about="the status of the receipt",
        ),
        Misconception(
            "K03.2",
            "URL without stage or with the method",
            _no_base_url,
            "Which part of the address selects the snapshot?",
            about="the URL that you return",
        ),
    ),
    hints=(
        (
            "A client sends `GET /prod/payments/PAY-000123`. Which part of that chooses the snapshot, which the resource, which "
            "the method, and what stands behind it? Which of them exists after the first line of your function, after the second?"
        ),
        (
            "An API is a tree of resources. A method hangs on a resource, an integration on a method, and a deployment copies all of "
            "them as they are at that moment; a stage shows one such copy. So deploy last. The function behind a proxy "
            "integration answers with an envelope: status and text. See lesson steps D1, D2 and D6."
        ),
        (
            "In this order: `create_rest_api` (its `rootResourceId` is the tree's root), `create_resource(restApiId=..., parentId=..., "
            'pathPart="{paymentId}")` for each part of a path, `put_method(..., httpMethod=..., authorizationType="NONE")`, '
            '`put_integration(..., type="AWS_PROXY", integrationHttpMethod="POST", uri=...)`, `create_deployment(restApiId=..., '
            'stageName=...)`. The envelope is `{"statusCode": ..., "body": <text>}`.'
        ),
        (
            "A neighbour: `GET /claims/{claimId}` in front of one function.\n"
            "```python\n"
            'api = apigateway.create_rest_api(name="claims")\n'
            'place = {"restApiId": api["id"]}\n'
            'claims = apigateway.create_resource(**place, parentId=api["rootResourceId"], pathPart="claims")["id"]\n'
            'one = apigateway.create_resource(**place, parentId=claims, pathPart="{claimId}")["id"]\n'
            'apigateway.put_method(**place, resourceId=one, httpMethod="GET", authorizationType="NONE")\n'
            'apigateway.put_integration(**place, resourceId=one, httpMethod="GET", type="AWS_PROXY",\n'
            '    integrationHttpMethod="POST", uri=f"{lambda_path}/{arn}/invocations")\n'
            'apigateway.create_deployment(**place, stageName="test")\n'
            "```"
        ),
    ),
)
