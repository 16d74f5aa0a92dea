"""M03 E5, lock it: an open API gets signatures, one origin, throttles, and no credentials for everybody.

Judged by a dozen callers who come through the account's front door. Decided:

* How it is set does not matter: patches, methods made anew, a limit per method or the same by another name.
* A browser asks first and keeps answers back, by the rules of the Fetch standard; a program does neither.
* `GET` stays open to programs, as the task says.
"""

import random
from collections.abc import Iterator
from typing import Any

from grader.checks import Bench, Exercise, Finding, Misconception, Part, hidden
from grader.rubrics.insurer import prefix

from .visitors import Locked, Visit, locked

ORIGIN = "method.response.header.Access-Control-Allow-Origin"
CREDENTIALS = "method.response.header.Access-Control-Allow-Credentials"


def variant(rng: random.Random) -> dict[str, Any]:
    """The portal's origin; requests a second and at once, for each of the two methods."""
    return {
        "portal": f"https://portal.{prefix(rng)}.example",
        "post_rate": rng.randint(1, 3),
        "post_burst": rng.randint(4, 6),
        "get_rate": rng.randint(7, 9),
        "get_burst": rng.randint(11, 16),
    }


@hidden
def more_origins(bench: Bench, rng: random.Random) -> list[str]:
    """Origins that are nearly the portal's."""
    portal = bench.variant["portal"]
    return [portal.replace("https:", "http:"), f"{portal}:{rng.randint(4000, 9999)}"]


@hidden
def more_waits(bench: Bench, rng: random.Random) -> list[float]:  # noqa: ARG001  (a hidden function's signature)
    """For how long nobody calls before one more rush, in seconds."""
    return [rng.randint(3, 9) / 10]


def scene(bench: Bench) -> Locked:
    """The locked API, and everybody who calls it."""
    portal = bench.variant["portal"]
    origins = ["https://elsewhere.test", f"{portal}.elsewhere.test", *more_origins(bench)]
    return locked(bench, origins, [0.0, 1.0, *more_waits(bench)])


def _locked(bench: Bench) -> Locked:
    bench.answer("lock")  # where it does not run at all, one finding says so
    return bench.once(scene)


def _visits(bench: Bench, visits: list[Visit]) -> Iterator[Finding]:
    for row, visit in enumerate(visits, start=1):
        bench.count()
        if not visit.is_as_it_should:
            expected = (
                "answered with 200, and the caller may read it"
                if visit.welcome
                else "turned away, without effect"
            )
            yield Finding(visit.who, None, visit.got, expected, row)


def only_signed_pay(bench: Bench) -> Iterator[Finding]:
    """Programs: who signs may pay, nobody else may; everybody may look."""
    yield from _visits(bench, _locked(bench).programs)


def only_the_portal(bench: Bench) -> Iterator[Finding]:
    """Pages: those of the portal work, and no others."""
    yield from _visits(bench, _locked(bench).pages)


def throttled(bench: Bench) -> Iterator[Finding]:
    """As many requests get through as the limits of their method allow."""
    for row, rush in enumerate(_locked(bench).rushes, start=1):
        bench.count()
        if rush.through != rush.wanted or rush.others:
            got = f"{rush.through} of {rush.came} got through" + (
                f", {rush.others} were refused with something else than 429" if rush.others else ""
            )
            expected = f"{rush.wanted} of them (the bucket fills while they come), the others get 429"
            yield Finding(rush.who, None, got, expected, row)


def no_open_credentials(bench: Bench) -> Iterator[Finding]:
    """No answer that the stage serves allows every origin together with credentials."""
    found = _locked(bench)
    if not found.routes:
        yield Finding("what the stage serves", None, "nothing", "the API that was given")
    for route in found.routes:
        for status, response in (route.integration.get("integrationResponses") or {}).items():
            bench.count()
            headers = response.get("responseParameters") or {}
            if headers.get(ORIGIN) == "'*'" and headers.get(CREDENTIALS) == "'true'":
                got = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"}
                yield Finding(f"{route.key}, answer {status}", None, got, "never both")


def _changed_and_not_deployed(bench: Bench) -> bool:
    return bool(_locked(bench).undeployed)


def _only_cors(bench: Bench) -> bool:
    """Whether browsers are limited to the portal's pages, and a program that does not sign may pay."""
    found = _locked(bench)
    pages_hold = all(visit.is_as_it_should for visit in found.pages)
    signed, unsigned, *_ = found.programs
    return pages_hold and signed.is_through and unsigned.is_through


EXERCISE = Exercise(
    id="m03.e5",
    title="Lock it",
    lesson="D4",
    deliver=("lock",),
    variant=variant,
    parts=(
        Part("Only programs that sign may pay", 3, "B", only_signed_pay),
        Part("Pages of the portal work, pages from elsewhere do not", 3, "B", only_the_portal),
        Part("Each method lets in as many requests as its limits say", 2, "B", throttled),
        Part("No answer allows every origin together with credentials", 2, "S", no_open_credentials),
    ),
    misconceptions=(
        Misconception(
            "K03.1",
            "forgets to deploy after a change",
            _changed_and_not_deployed,
            "The stage serves the snapshot you took. What changed after it?",
            about="the deployment",
        ),
        Misconception(
            "K03.6",
            "CORS taken for authorisation",
            _only_cors,
            "CORS asks browsers to behave. Who else can call you?",
            about="programs that do not sign",
        ),
    ),
    hints=(
        (
            "Write down who may call: a program with keys, one without, the portal's page, another page, and "
            "somebody who calls a hundred times. At which of the four doors is each of them to be stopped?"
        ),
        (
            "A signature is asked of everybody; a header with an origin only tells browsers which pages may read an answer, and "
            "a program does not care. Limits belong to the stage and hold at once, all else is in the snapshot that the stage "
            "serves. See lesson steps D4 and D6."
        ),
        (
            "`update_method(..., patchOperations=[...])` with the path `/authorizationType` and the value `AWS_IAM`; `update_integration_response("
            '..., statusCode="200", patchOperations=[...])` with the path `/responseParameters/method.response.header.Access-Control-Allow-Origin` '
            "and a value in single quotes, `'https://...'`; `update_stage(restApiId=..., stageName=\"prod\", patchOperations=[...])` with "
            "`/~1payments~1{paymentId}/GET/throttling/rateLimit` and `.../burstLimit`, values as texts. Then `create_deployment`."
        ),
        (
            "A neighbour: claims are to be filed by signed callers only, ten a second and twenty at once.\n"
            "```python\n"
            'place = {"restApiId": api_id, "resourceId": claims, "httpMethod": "PUT"}\n'
            "apigateway.update_method(**place, patchOperations=[\n"
            '    {"op": "replace", "path": "/authorizationType", "value": "AWS_IAM"}])\n'
            'apigateway.update_stage(restApiId=api_id, stageName="test", patchOperations=[\n'
            '    {"op": "replace", "path": "/~1claims/PUT/throttling/rateLimit", "value": "10"},\n'
            '    {"op": "replace", "path": "/~1claims/PUT/throttling/burstLimit", "value": "20"}])\n'
            'apigateway.create_deployment(restApiId=api_id, stageName="test")\n'
            "```"
        ),
    ),
)
